import { compare, nearlySame } from './match.js';

const girl = { sex: 'girl', ageYears: 7 } as const;
const boy = { sex: 'boy', ageYears: 7 } as const;
const born = '2018-04-09';

it('is strong for a like name and the same birth date, also where the sex was mistyped', () => {
  expect(compare({ nameLikeness: 0.9, birthDates: [born, born], children: [girl, girl] })).toEqual({
    likeness: 'strong',
    agrees: ['name', 'birthDate', 'sex'],
  });
  expect(compare({ nameLikeness: 1, birthDates: [born, born], children: [girl, boy] })?.likeness).toBe('strong');
});
it.each([
  ['a like name and an unknown date of a like age', 0.85, [born, null], [girl, { ...girl, ageYears: 9 }]],
  ['a nearly like name and the same date', 0.6, [born, born], [girl, girl]],
  ['a like name, a nearly like date and another sex', 0.9, [born, '2018-09-04'], [girl, boy]],
] as const)('is possible for %s', (_what, nameLikeness, birthDates, children) => {
  expect(compare({ nameLikeness, birthDates, children })?.likeness).toBe('possible');
});
it.each([
  ['the same date alone', 0.2, [born, born], [girl, girl]],
  ['a like name with quite another date', 1, [born, '2012-11-30'], [girl, girl]],
  ['a like name, no date and quite another age', 1, [null, null], [girl, { ...girl, ageYears: 15 }]],
] as const)('does not ask for %s', (_what, nameLikeness, birthDates, children) => {
  expect(compare({ nameLikeness, birthDates, children })).toBeNull();
});
it('knows a slip of the pen in a date', () => {
  expect(nearlySame(born, '2018-09-04')).toBe(true);
  expect(nearlySame(born, '2017-04-09')).toBe(true);
  expect(nearlySame(born, '2017-04-10')).toBe(false);
});
