import { createHmac } from 'node:crypto';
import { soundsOf, wordsOf, wordsTyped } from './names.js';

/**
 * Search over names that the database cannot read: it holds keyed digests of their parts. What that lets a thief of
 * the database guess is written down in docs/decisions/0009-blind-index.md.
 */
export interface BlindIndex {
  /** Digests to store for somebody's names: every three letters in a row of the words run together, and the start of each word. */
  parts(names: readonly string[]): string[];
  /** Digests that all must be there for a part somebody typed; null when it is too short to search for. */
  query(part: string): string[] | null;
  /** Digests of how the names sound: one in common makes two people worth a look. */
  sounds(names: readonly string[]): string[];
  /** The digest of a whole value that is looked up as it stands, such as a birth date or a phone number. */
  exact(kind: string, value: string): string;
}

const digestBytes = 6;

/** An index under a key of 32 bytes. Two contexts never share digests, so that two databases cannot be laid together. */
export function createBlindIndex(o: { key: Buffer; context: string }): BlindIndex {
  const digest = (kind: string, value: string) =>
    createHmac('sha256', o.key)
      .update(JSON.stringify([o.context, kind, value]))
      .digest()
      .subarray(0, digestBytes)
      .toString('base64url');
  const digests = (kind: string, values: Iterable<string>) => [...new Set(values)].map((value) => digest(kind, value));

  return {
    parts: (names) => digests('part', names.flatMap(partsOf)),
    query(part) {
      const wanted = wordsTyped(part).flatMap((word) => {
        const typed = [...word];
        return typed.length >= 3 ? triples(typed) : [`^${word}`];
      });
      return wanted.some((own) => [...own].length >= 3) ? digests('part', wanted) : null;
    },
    sounds: (names) => digests('sound', names.flatMap(soundsOf)),
    exact: (kind, value) => digest(`exact ${kind}`, value),
  };
}

const triples = (letters: readonly string[]): string[] =>
  letters.slice(2).map((_, index) => letters.slice(index, index + 3).join(''));

function partsOf(name: string): string[] {
  const words = wordsOf(name).map((word) => [...word]);
  const joined = words.flat();
  const starts = [joined, ...words].flatMap((word) => [`^${word[0] ?? ''}`, `^${word.slice(0, 2).join('')}`]);
  return [...triples(joined), ...starts];
}
