import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { keptSecret } from './kept-secret.js';

/** Ed25519 keys of one audit log, the newest first: it signs, and what the others have signed still counts. */
export type AuditKeys = readonly [KeyObject, ...KeyObject[]];

/**
 * The key that signs the audit log of one service: Ed25519, PKCS #8, PEM; given, or kept in a file. After it, one after the
 * other, the public halves of keys that have signed before it.
 */
export const auditKeyConfig = (service: string) =>
  z.object({
    AUDIT_KEY: z.string().optional(),
    AUDIT_KEY_FILE: z
      .string()
      .default(path.join(__dirname, '..', '..', '..', '.abri', 'data', service, 'audit-key.pem')),
  });

/**
 * Reads the keys. Outside production a file that is not there yet is made, for its owner only. Throws when there is none
 * in production, or when one is no Ed25519 key; the message never holds it.
 */
export function readAuditKeys(
  config: { AUDIT_KEY?: string | undefined; AUDIT_KEY_FILE: string },
  production: boolean,
): AuditKeys {
  const missing = 'set AUDIT_KEY or AUDIT_KEY_FILE: there is no key to sign the audit log';
  const text = config.AUDIT_KEY ?? keptSecret(config.AUDIT_KEY_FILE, { production, missing, make: newAuditKeyText });
  const [first = '', ...others] = pemBlocks(text);
  const key = keyIn(first, createPrivateKey);
  if (key?.asymmetricKeyType !== 'ed25519') throw new Error('AUDIT_KEY is not an Ed25519 private key in PEM (PKCS #8)');
  return [key, ...others.map(publicKeyIn)];
}

/**
 * The public keys in a text of PEM blocks, or the public halves of private ones, in their order. Throws when there is none
 * or one is no Ed25519 key; the message never holds it.
 */
export function auditPublicKeys(text: string): KeyObject[] {
  const blocks = pemBlocks(text);
  if (blocks.length === 0) throw new Error('there is no key in PEM');
  return blocks.map(publicKeyIn);
}

/** A new key, as PEM. */
export const newAuditKeyText = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const pemBlocks = (text: string) => text.match(/-----BEGIN ([A-Z ]+)-----.*?-----END \1-----/gs) ?? [];

function publicKeyIn(block: string): KeyObject {
  const key = keyIn(block, createPublicKey);
  if (key?.asymmetricKeyType !== 'ed25519') throw new Error('an earlier key of the audit log is not Ed25519 in PEM');
  return key;
}

function keyIn(text: string, read: (text: string) => KeyObject): KeyObject | undefined {
  try {
    return read(text);
  } catch {
    return undefined;
  }
}
