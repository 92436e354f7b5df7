import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { keptSecret } from './kept-secret.js';

/** The key that signs the audit log of one service: Ed25519, PKCS #8, PEM; given, or kept in a file. */
export const auditKeyConfig = (service: string) =>
  z.object({
    AUDIT_KEY: z.string().optional(),
    AUDIT_KEY_FILE: z
      .string()
      .default(path.join(__dirname, '..', '..', '..', '.abri', 'data', service, 'audit-key.pem')),
  });

/**
 * Reads the key. Outside production a file that is not there yet is made, for its owner only. Throws when there is none
 * in production, or when it is no Ed25519 key; the message never holds it.
 */
export function readAuditKey(
  config: { AUDIT_KEY?: string | undefined; AUDIT_KEY_FILE: string },
  production: boolean,
): KeyObject {
  const missing = 'set AUDIT_KEY or AUDIT_KEY_FILE: there is no key to sign the audit log';
  const text = config.AUDIT_KEY ?? keptSecret(config.AUDIT_KEY_FILE, { production, missing, make: newAuditKeyText });
  const key = keyIn(text);
  if (key?.asymmetricKeyType !== 'ed25519') throw new Error('AUDIT_KEY is not an Ed25519 private key in PEM (PKCS #8)');
  return key;
}

/** A new key, as PEM. */
export const newAuditKeyText = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

function keyIn(text: string): KeyObject | undefined {
  try {
    return createPrivateKey(text);
  } catch {
    return undefined;
  }
}
