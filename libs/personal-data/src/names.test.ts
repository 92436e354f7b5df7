import { hasPart, nameLikeness, soundsOf, wordsOf } from './names.js';

it('reads a name as its words, without accents, hyphens and case', () => {
  expect(wordsOf('Jean-Noël D’Arc')).toEqual(['jean', 'noel', 'd', 'arc']);
  expect(wordsOf('ŒUVRARD  Łucja')).toEqual(['oeuvrard', 'lucja']);
  expect(wordsOf('Оксана')).toEqual(['оксана']);
});

it.each([
  ['Le Roy', 'leroy'],
  ['Leroy', 'Le Roy'],
  ['Delacroix', 'de la Croix'],
  ['de la Croix', 'delacroix'],
  ['Jean-Pierre Vanhove', 'pierre van hove'],
  ['Inès Caron', 'INES'],
  ['Inès Caron', 'aro'],
  ['Li Wang', 'li'],
])('finds %s by %s', (name, part) => expect(hasPart(name, part)).toBe(true));
it.each([
  ['Inès Caron', 'carole'],
  ['Inès Caron', 'ro'],
  ['Inès Caron', ''],
])('does not find %s by %s', (name, part) => expect(hasPart(name, part)).toBe(false));

it('hears the same name in several spellings', () => {
  expect(soundsOf('Mohamed')).toEqual(soundsOf('Mohammed'));
  expect(soundsOf('Philippe')).toEqual(soundsOf('Filip'));
});

it.each([
  ['Léa Martin', 'Martin Lea', 1, 1],
  ['Mohamed Benali', 'Mohammed Ben Ali', 0.8, 1],
  ['Yacine', 'Yassine', 0.8, 1],
  ['Chloé Dubois', 'Chloe Dubosi', 0.8, 1],
  ['Léa Martin', 'Karim Haddad', 0, 0.4],
])('finds %s and %s alike by %s to %s', (one, other, least, most) => {
  expect(nameLikeness(one, other)).toBeGreaterThanOrEqual(least);
  expect(nameLikeness(one, other)).toBeLessThanOrEqual(most);
  expect(nameLikeness(other, one)).toBeCloseTo(nameLikeness(one, other));
});
