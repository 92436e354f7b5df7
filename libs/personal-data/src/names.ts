import { doubleMetaphone } from 'double-metaphone';
import { distance } from 'fastest-levenshtein';

/** Small words inside family names, written or left out as one likes: they never decide a search. */
const particles = new Set('de du des la le les d l el al ben bin ibn ould van von der den dos da di'.split(' '));
const letters: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };

/** The words of a name in lower case without accents: `Jean-Noël D’Arc` gives jean, noel, d, arc. */
export function wordsOf(name: string): string[] {
  const plain = name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[œæßøłđı]/g, (letter) => letters[letter] ?? letter);
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The words of a part of a name that somebody typed, without particles, unless it has nothing else. */
export function wordsTyped(part: string): string[] {
  const words = wordsOf(part);
  const telling = words.filter((word) => !particles.has(word));
  return telling.length > 0 ? telling : words;
}

/**
 * Whether each word typed is a part of the name: anywhere in it when it has three letters or more, at the start of a
 * word when it is shorter. Hyphens, blanks, accents and case do not matter: `leroy` is in `Le Roy`.
 */
export function hasPart(name: string, part: string): boolean {
  const words = wordsOf(name);
  const joined = words.join('');
  const typed = wordsTyped(part);
  const within = (word: string) =>
    [...word].length >= 3
      ? joined.includes(word)
      : joined.startsWith(word) || words.some((own) => own.startsWith(word));
  return typed.length > 0 && typed.every(within);
}

/** How the words of a name sound (double metaphone), for names written in several ways: Mohamed, Muhammad. */
export function soundsOf(name: string): string[] {
  const words = wordsTyped(name);
  return [
    ...new Set([...words, words.join('')].flatMap((word) => doubleMetaphone(word)).filter((code) => code !== '')),
  ];
}

/**
 * How alike two names are, 0 to 1: 1 for the same words in any order, else how much of the letters agrees (with or
 * without particles, in whichever order agrees best), and at least 0.8 where the words sound the same.
 */
export function nameLikeness(one: string, other: string): number {
  const [a, b] = [wordsTyped(one), wordsTyped(other)];
  if (a.length === 0 || b.length === 0) return 0;
  const writings = (name: string, words: readonly string[]) => [
    wordsOf(name).join(''),
    words.join(''),
    [...words].sort().join(''),
  ];
  const others = writings(other, b);
  const written = writings(one, a).map((letters, index) => agreement(letters, others[index] ?? ''));
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const sounds = long.map((word) => doubleMetaphone(word)[0]);
  const alike = short.every((word) => sounds.includes(doubleMetaphone(word)[0]));
  return Math.max(...written, alike ? (a.length === b.length ? 0.9 : 0.8) : 0);
}

const agreement = (one: string, other: string) => 1 - distance(one, other) / Math.max(one.length, other.length);
