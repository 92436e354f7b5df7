import { createHmac, randomBytes } from 'node:crypto';
import path from 'node:path';
import { keptSecret } from '@abri/service-kit/kept-secret';
import { z } from 'zod';
import { widestPadKm } from './domain/safety/circle.js';

/** The key of the pads: given, or kept in a file that is made at the first start outside production. */
export const PadKeyConfig = z.object({
  SAFETY_PAD_KEY: z.string().min(32).optional(),
  SAFETY_PAD_KEY_FILE: z
    .string()
    .default(path.join(__dirname, '..', '..', '..', '.abri', 'data', 'matching', 'safety-pad-key')),
});

/** Reads the key; every replica must have the same. Throws in production when it is not given and there is no file. */
export function readPadKey(config: z.infer<typeof PadKeyConfig>, production: boolean): string {
  const { SAFETY_PAD_KEY: given, SAFETY_PAD_KEY_FILE: file } = config;
  if (given) return given;
  const missing = 'set SAFETY_PAD_KEY, 32 random characters or more, or SAFETY_PAD_KEY_FILE';
  return keptSecret(file, { production, missing, make: () => randomBytes(32).toString('base64url') }).trim();
}

/** By how many km a case's circle around a commune is wider, for a part of the district: always the same for the same three. */
export function padKm(key: string, caseId: string, part: readonly string[], commune: string): number {
  const bytes = createHmac('sha256', key)
    .update(JSON.stringify([caseId, part, commune]))
    .digest();
  return (bytes.readUInt32BE(0) / 2 ** 32) * widestPadKm;
}
