import fc from 'fast-check';
import { agoWords, clockWords, durationWords } from './words.js';

it.each([
  [0, '0:00'],
  [-5, '0:00'],
  [9.2, '0:10'],
  [65, '1:05'],
  [899.5, '15:00'],
  [3_725, '1:02:05'],
])('shows %s seconds as %s', (seconds, text) => {
  expect(clockWords(seconds)).toBe(text);
});

it('never shows more or less time than there is, by more than a second', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 200_000, noNaN: true }), (seconds) => {
      const parts = clockWords(seconds).split(':').map(Number);
      const shown = parts.reduce((sum, part) => sum * 60 + part, 0);
      expect(shown).toBe(Math.ceil(seconds));
    }),
  );
});

it.each([
  ['en', 18, '18 ms'],
  ['en', 3_240, '3.2 sec'],
  ['fr', 3_240, '3,2 s'],
  ['en', 180_000, '3 min'],
  ['en', 5_400_000, '1.5 hr'],
] as const)('words durations in %s: %s ms', (locale, milliseconds, text) => {
  const plainSpaces = durationWords(locale, milliseconds).replace(/\s/gu, ' ');
  expect(plainSpaces.replace('secs', 'sec').replace('hrs', 'hr').replace('mins', 'min')).toBe(text);
});

it('says how long ago, never in the future', () => {
  const now = Date.parse('2026-01-01T12:00:00.000Z');
  expect(agoWords('en', '2026-01-01T11:48:00.000Z', now)).toMatch(/^12 min/);
  expect(agoWords('en', '2026-01-01T12:00:03.000Z', now)).toBe('now');
});
