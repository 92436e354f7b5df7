import { hkdfSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';

/** Encrypts and authenticates what a browser keeps for us. */
export interface Seal {
  seal(value: unknown): Promise<string>;
  /** What was sealed, or undefined for anything that this seal has not made. */
  open(text: string): Promise<unknown>;
}

/**
 * A seal (JWE, direct A256GCM) for one purpose: what is sealed for one is not opened for another. Takes secrets of at
 * least 32 characters; the first seals, all of them open. Throws for a shorter one.
 */
export function createSeal(purpose: string, secrets: readonly string[]): Seal {
  const keys = secrets.map((secret) => {
    if (secret.length < 32) throw new Error('A session secret has at least 32 characters.');
    return new Uint8Array(hkdfSync('sha256', secret, '', `abri gateway: ${purpose}`, 32));
  });
  const [sealingKey] = keys;
  if (!sealingKey) throw new Error('A seal needs a secret.');
  return {
    seal: (value) =>
      new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .encrypt(sealingKey),
    async open(text) {
      for (const key of keys) {
        try {
          const { plaintext } = await compactDecrypt(text, key, {
            keyManagementAlgorithms: ['dir'],
            contentEncryptionAlgorithms: ['A256GCM'],
          });
          return JSON.parse(new TextDecoder().decode(plaintext)) as unknown;
        } catch {
          continue;
        }
      }
      return undefined;
    },
  };
}
