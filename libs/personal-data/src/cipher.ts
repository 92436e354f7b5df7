import { createCipheriv, createDecipheriv } from 'node:crypto';

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;

/** Says that something sealed is not what was sealed under this key for this place. */
export class NotGenuine extends Error {}

/**
 * AES-256-GCM over `plain`, bound to `place`: it opens nowhere else. Gives version, nonce, tag and ciphertext as
 * base64url. `nonce` has 12 bytes and is never used twice with one key.
 */
export function encrypt(key: Buffer, place: string, plain: Buffer, nonce: Buffer): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body]).toString('base64url');
}

/** What `encrypt` was given. Throws `NotGenuine` for another key, another place, or a single changed bit. */
export function decrypt(key: Buffer, place: string, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < 1 + nonceBytes + tagBytes || bytes[0] !== version) throw new NotGenuine('not a sealed record');
  const nonce = bytes.subarray(1, 1 + nonceBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(1 + nonceBytes + tagBytes)), decipher.final()]);
  } catch {
    throw new NotGenuine('a sealed record has been changed, or belongs elsewhere');
  }
}
