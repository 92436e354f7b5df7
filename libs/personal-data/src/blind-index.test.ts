import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { createBlindIndex } from './blind-index.js';
import { hasPart, wordsOf } from './names.js';

const key = randomBytes(32);
const index = createBlindIndex({ key, context: 'children' });
const finds = (stored: readonly string[], wanted: readonly string[] | null) =>
  wanted !== null && wanted.every((digest) => stored.includes(digest));

const syllable = fc.constantFrom(
  'ma',
  'rie',
  'lé',
  'o',
  'ben',
  'ch',
  'ïs',
  'jean',
  'DU',
  'pont',
  'van',
  'de',
  'æ',
  'ли',
);
const word = fc.array(syllable, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
const name = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 4 }), fc.constantFrom(' ', '-', '’'))
  .map(([words, between]) => words.join(between));
/** A name and a part of it, as somebody would type it: some letters in a row of it, as it is or without blanks. */
const nameAndPart = name.chain((whole) => {
  const letters = [...wordsOf(whole).join('')];
  const start = fc.integer({ min: 0, max: Math.max(0, letters.length - 3) });
  return fc.tuple(start, fc.integer({ min: 3, max: 12 }), fc.boolean()).map(([from, length, shout]) => {
    const part = letters.slice(from, from + length).join('');
    return { whole, part: shout ? part.toUpperCase() : part };
  });
});

it('always finds a name by any three or more letters in a row of it', () => {
  fc.assert(
    fc.property(nameAndPart, name, ({ whole, part }, other) => {
      fc.pre([...part].length >= 3);
      expect(finds(index.parts([other, whole]), index.query(part))).toBe(true);
      expect(hasPart(whole, part)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it('always finds what the check after decryption would accept', () => {
  fc.assert(
    fc.property(name, fc.oneof(name, word), (whole, typed) => {
      const wanted = index.query(typed);
      if (wanted !== null && hasPart(whole, typed)) expect(finds(index.parts([whole]), wanted)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

it('finds nothing under another key or in another context', () => {
  const others = [
    createBlindIndex({ key: randomBytes(32), context: 'children' }),
    createBlindIndex({ key, context: 'support' }),
  ];
  fc.assert(
    fc.property(nameAndPart, ({ whole, part }) => {
      const wanted = index.query(part);
      fc.pre(wanted !== null);
      for (const other of others) {
        const stored = new Set([...other.parts([whole]), ...other.sounds([whole]), other.exact('name', whole)]);
        expect([...(wanted ?? []), ...index.sounds([whole])].some((digest) => stored.has(digest))).toBe(false);
      }
    }),
  );
});

it('has a start of two letters as the shortest search', () => {
  expect(index.query('l')).toBeNull();
  expect(index.query(' - ')).toBeNull();
  expect(finds(index.parts(['Li Wang']), index.query('li'))).toBe(true);
  expect(finds(index.parts(['Wang Ali']), index.query('li'))).toBe(false);
});

it('looks up whole values by kind', () => {
  expect(index.exact('birthDate', '2015-04-01')).toBe(index.exact('birthDate', '2015-04-01'));
  expect(index.exact('birthDate', '2015-04-01')).not.toBe(index.exact('phone', '2015-04-01'));
});
