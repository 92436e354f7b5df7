import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';
import { keep, readKept } from './kept-file.js';

const Keys = z.object({
  jwks: z.object({ keys: z.array(z.looseObject({ kty: z.literal('EC'), kid: z.string() })).min(1) }),
  cookies: z.array(z.string().min(32)).min(1),
});
export type Keys = z.infer<typeof Keys>;

/** The ES256 signing key and the cookie key of a file; made and kept at the first start. */
export async function keptKeys(file: string): Promise<Keys> {
  const kept = readKept(file);
  if (kept !== undefined) return Keys.parse(kept);
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const kid = randomBytes(8).toString('hex');
  const key = { ...(await exportJWK(privateKey)), kty: 'EC' as const, kid, alg: 'ES256', use: 'sig' };
  const keys = { jwks: { keys: [key] }, cookies: [randomBytes(32).toString('hex')] };
  keep(file, keys);
  return keys;
}
