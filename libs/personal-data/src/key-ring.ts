import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { keptSecret } from '@abri/service-kit/kept-secret';
import { z } from 'zod';

/** A 256-bit key, base64. */
const Key = z.base64().transform((text, context) => {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 32) context.addIssue({ code: 'custom', message: 'a key has 32 bytes, in base64' });
  return bytes;
});
const RingText = z.object({
  /** The id of the key that wraps from now on; the others only unwrap what they wrapped. */
  current: z.string().regex(/^[\w-]{1,32}$/),
  keys: z.record(z.string().regex(/^[\w-]{1,32}$/), Key),
  indexKey: Key,
});

/** Master keys by id, the id of the one that wraps now, and the key of the blind index. */
export type KeyRing = z.infer<typeof RingText>;

/** Where the keys come from: the ring itself as JSON (a mounted secret), or a file that holds it. */
export const KeyRingConfig = z.object({
  PERSONAL_DATA_KEYS: z.string().optional(),
  PERSONAL_DATA_KEY_FILE: z
    .string()
    .default(path.join(__dirname, '..', '..', '..', '.abri', 'data', 'personal-data-keys.json')),
});

/**
 * The key ring of an installation. Outside production a file that is not there yet is made, with fresh keys, for its
 * owner only. Throws when the ring cannot be read or lacks its current key; the message never holds a key.
 */
export function readKeyRing(config: z.infer<typeof KeyRingConfig>, production: boolean): KeyRing {
  const missing = 'set PERSONAL_DATA_KEYS or PERSONAL_DATA_KEY_FILE: there is no key ring';
  const kept = () => keptSecret(config.PERSONAL_DATA_KEY_FILE, { production, missing, make: () => newKeyRingText() });
  return parseKeyRing(config.PERSONAL_DATA_KEYS ?? kept());
}

/** Reads a ring from its JSON. Throws as `readKeyRing` does. */
export function parseKeyRing(text: string): KeyRing {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error('the key ring of personal data is not JSON');
  }
  const parsed = RingText.safeParse(json);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => issue.path[0] ?? 'the whole').join(', ');
    throw new Error(`the key ring of personal data is not complete: look at ${where}`);
  }
  if (!parsed.data.keys[parsed.data.current]) throw new Error('the key ring of personal data lacks its current key');
  return parsed.data;
}

/** The JSON of a new ring with one master key. `random` gives that many bytes; `id` names the key. */
export function newKeyRingText(random: (bytes: number) => Buffer = randomBytes, id = 'first'): string {
  const key = () => random(32).toString('base64');
  return JSON.stringify({ current: id, keys: { [id]: key() }, indexKey: key() });
}
