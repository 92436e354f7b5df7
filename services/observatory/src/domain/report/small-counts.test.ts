import type { Shown } from '@abri/contracts/report-api';
import { shownAlone, shownParts } from './small-counts.js';

/** Every table of so many parts with this total. */
function* tables(parts: number, total: number): Generator<number[]> {
  if (parts === 1) yield [total];
  else
    for (let first = 0; first <= total; first++)
      for (const rest of tables(parts - 1, total - first)) yield [first, ...rest];
}

type Look = { shown: Shown[]; ranges: { least: number; most: number }[] };
/** What an attacker knows who sees a table and knows the very rule: in which range each part lies, over all tables that look so. */
function rangesByLook(parts: number, totals: number): Look[] {
  const looks = new Map<string, Look>();
  for (let total = 0; total <= totals; total++)
    for (const table of tables(parts, total)) {
      const shown = [shownAlone(total), ...shownParts(shownAlone(total), table)];
      const look = looks.get(JSON.stringify(shown)) ?? {
        shown,
        ranges: shown.map(() => ({ least: Infinity, most: 0 })),
      };
      looks.set(JSON.stringify(shown), look);
      for (const [index, count] of [total, ...table].entries()) {
        const range = look.ranges[index];
        if (!range) continue;
        range.least = Math.min(range.least, count);
        range.most = Math.max(range.most, count);
      }
    }
  return [...looks.values()];
}

const sizes = [
  [1, 40],
  [2, 60],
  [3, 60],
  [4, 36],
  [5, 22],
  [6, 15],
] as const;
it.each(sizes)(
  'lets nobody who knows the rule narrow one of %i parts down, if it is small, to less than 0 to 4',
  (parts, totals) => {
    const narrow = rangesByLook(parts, totals).flatMap(({ shown, ranges }) =>
      ranges.flatMap(({ least, most }, index) =>
        typeof shown[index] !== 'number' && least < 5 && (least > 0 || most < 4) ? [{ shown, index, least, most }] : [],
      ),
    );
    expect(narrow).toEqual([]);
  },
);

it('shows no small number, and changes no number that it shows', () => {
  for (let total = 0; total <= 24; total++)
    for (const table of tables(4, total))
      for (const [index, shown] of shownParts(shownAlone(total), table).entries())
        if (
          typeof shown === 'number' ? shown !== table[index] || shown < 5 : shown === '<5' && (table[index] ?? 0) >= 5
        )
          throw new Error(`${table.join()} is shown with ${shown}`);
});

it('hides no more than it must: the published table keeps its total and its children', () => {
  expect(shownParts(1_274, [743, 15, 516])).toEqual([743, 15, 516]);
  expect(shownParts(1_262, [743, 3, 516])).toEqual(['hidden', '<5', 516]);
  expect(shownParts(7, [3, 4])).toEqual(['hidden', 'hidden']);
  expect(shownParts('<5', [3, 0])).toEqual(['<5', '<5']);
});
