import type { Breakdown, Shown } from '@abri/contracts/report-api';

/** Below this a count is small: 0 to 4. */
export const smallBelow = 5;

/** A count that adds up to nothing else: shown, or small. */
export const shownAlone = (count: Shown): Shown => (typeof count === 'number' && count < smallBelow ? '<5' : count);

/**
 * What is shown of parts whose total is shown as `total`: small ones as small, and the first that is not small is hidden, so that the
 * small ones cannot be worked out from the total. Where that one is not great enough to cover for them, every part is hidden. Which
 * parts are hidden depends on nothing but what is shown anyway: whoever knows this rule learns no more by it (decision 0020).
 */
export function shownParts(total: Shown, counts: readonly number[]): Shown[] {
  if (typeof total !== 'number') return counts.map(() => total);
  const small = counts.filter((count) => count < smallBelow);
  if (small.length === 0) return [...counts];
  const rest = small.reduce((sum, count) => sum + count, 0);
  const cover = counts.findIndex((count) => count >= smallBelow);
  const most = smallBelow - 1;
  const isSafe =
    cover === -1
      ? // All are small: each may be anything from 0 to 4 while the others make up for it.
        rest >= most && rest <= most * (small.length - 1)
      : // One more than adds up: three small parts of a total of 9 would otherwise be the only ones all hidden.
        rest + (counts[cover] ?? 0) >= most + smallBelow + 1;
  if (!isSafe) return counts.map(() => 'hidden');
  return counts.map((count, index) => (index === cover ? 'hidden' : shownAlone(count)));
}

/** A breakdown in the outside view. `total` is what is shown of its total where that stands elsewhere too. */
export function shownBreakdown({ total, parts }: Breakdown, as: Shown = shownAlone(total)): Breakdown {
  const shown = shownParts(
    as,
    parts.map(({ count }) => Number(count)),
  );
  return { total: as, parts: parts.map(({ key }, index) => ({ key, count: shown[index] ?? 'hidden' })) };
}

/** A breakdown of which nothing is shown. */
export const veiled = ({ parts }: Breakdown): Breakdown => ({
  total: 'hidden',
  parts: parts.map(({ key }) => ({ key, count: 'hidden' })),
});

/** Whether every part is shown as a number. */
export const isWhole = ({ total, parts }: Breakdown): boolean =>
  typeof total === 'number' && parts.every(({ count }) => typeof count === 'number');
