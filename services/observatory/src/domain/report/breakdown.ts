import type { Breakdown, Durations, Shown } from '@abri/contracts/report-api';

/** A breakdown over a whole vocabulary: every key has its part, also one of nought. */
export const breakdownOf = (counts: ReadonlyMap<string, number>, keys: readonly string[]): Breakdown => ({
  total: keys.reduce((sum, key) => sum + (counts.get(key) ?? 0), 0),
  parts: keys.map((key) => ({ key, count: counts.get(key) ?? 0 })),
});

/** The part of a key; nought where there is none. */
export const partOf = ({ parts }: Breakdown, key: string): Shown => parts.find((part) => part.key === key)?.count ?? 0;

export const months = Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, '0'));
export const weekHours = Array.from({ length: 7 * 24 }, (_, slot) => {
  const hour = String(slot % 24).padStart(2, '0');
  return `${Math.floor(slot / 24) + 1}-${hour}`;
});

/** Percentiles by nearest rank of durations in milliseconds, given as how often each came. */
export function durationsOf(counts: ReadonlyMap<string, number>): Durations {
  const sorted = [...counts].map(([ms, times]) => [Number(ms), times] as const).sort(([a], [b]) => a - b);
  const count = sorted.reduce((sum, [, times]) => sum + times, 0);
  const at = (share: number) => {
    let left = Math.ceil(share * count);
    for (const [ms, times] of sorted) if ((left -= times) <= 0) return ms;
    return null;
  };
  return count === 0
    ? { count, p50: null, p90: null, p99: null }
    : { count, p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}

/** So many for 10,000 inhabitants, to two decimals; null where the count is not shown or nobody lives there. */
export const per10000 = (count: Shown, inhabitants: number): number | null =>
  typeof count === 'number' && inhabitants > 0 ? Math.round((count / inhabitants) * 1_000_000) / 100 : null;
/** A share from 0 to 1, to four decimals; null where it is of nothing or of what is not shown. */
export const shareOf = (part: Shown, whole: Shown): number | null =>
  typeof part === 'number' && typeof whole === 'number' && whole > 0
    ? Math.round((part / whole) * 10_000) / 10_000
    : null;
