import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
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
  return parseKeyRing(config.PERSONAL_DATA_KEYS ?? readFileOrMake(config.PERSONAL_DATA_KEY_FILE, production));
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

/** The JSON of a new ring with one master key. `random` gives that many bytes. */
export function newKeyRingText(random: (bytes: number) => Buffer = randomBytes): string {
  const key = () => random(32).toString('base64');
  return JSON.stringify({ current: 'first', keys: { first: key() }, indexKey: key() });
}

function readFileOrMake(file: string, production: boolean): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    if (production)
      throw new Error('set PERSONAL_DATA_KEYS or PERSONAL_DATA_KEY_FILE: there is no key ring', { cause: error });
  }
  mkdirSync(path.dirname(file), { recursive: true });
  const fresh = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(fresh, newKeyRingText(), { mode: 0o600 });
  try {
    // Several services start at once: the first to link its file wins, and all read that one.
    linkSync(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  return readFileSync(file, 'utf8');
}
