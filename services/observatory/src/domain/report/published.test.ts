import { compare, notesOn, published, resultsOf } from './published.js';

it('says that 743 + 15 + 516 make 1,274 while 1,273 was published, and corrects neither', () => {
  expect(notesOn(published)).toEqual([
    { code: 'publishedPartsDoNotAddUp', of: 'victims', parts: [743, 15, 516], sum: 1_274, published: 1_273 },
  ]);
  expect([published.victims.value, published.women.value, published.children.value]).toEqual([1_273, 743, 516]);
});

it('has nothing to say of a table that adds up, or whose total is a bound', () => {
  expect(notesOn({ ...published, victims: { value: 1_274, bound: 'exact' } })).toEqual([]);
  expect(notesOn({ ...published, victims: { value: 1_200, bound: 'atLeast' } })).toEqual([]);
});

it('takes “over 1,000” for a bound: 1,001 reach it, 1,000 do not, and nothing is equal to it', () => {
  const over = { value: 1_000, bound: 'atLeast' } as const;
  expect([999, 1_000, 1_001].map((ours) => compare(ours, over))).toEqual(['below', 'below', 'reached']);
  const exactly = { value: 90, bound: 'exact' } as const;
  expect([89, 90, 91, '<5' as const, 'hidden' as const].map((ours) => compare(ours, exactly))).toEqual([
    'less',
    'equal',
    'more',
    null,
    null,
  ]);
});

it('gives rates for 10,000 by the inhabitants of their own time, and none for a count that is not shown', () => {
  const ours = Object.fromEntries(Object.keys(published).map((name) => [name, 35])) as Record<
    keyof typeof published,
    number
  >;
  const { rows } = resultsOf({ ...ours, men: '<5' }, 350_000);
  expect(rows.find(({ result }) => result === 'women')).toMatchObject({
    ratePer10000: 1,
    publishedRatePer10000: 21.35,
  });
  expect(rows.find(({ result }) => result === 'men')).toMatchObject({ ratePer10000: null, compared: null });
});
