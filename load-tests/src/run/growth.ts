import { median, significant } from './statistics.js';

/** How something changed over a long run, in its own unit. */
export interface Growth {
  /** Medians of the first and the last quarter of the time. */
  first: number;
  last: number;
  /** The median of the slopes between all pairs of values: one odd value does not move it (Theil 1950, Sen 1968). */
  perHour: number;
}

/** The growth of values that were read at these minutes. Throws for fewer than four. */
export function growthOf(values: readonly { minute: number; value: number }[]): Growth {
  if (values.length < 4) throw new Error('too short a run to tell growth from chance');
  const sorted = [...values].sort((a, b) => a.minute - b.minute);
  const quarter = Math.floor(sorted.length / 4);
  const slopes = sorted.flatMap((from, at) =>
    sorted.slice(at + 1).map((to) => ((to.value - from.value) / (to.minute - from.minute)) * 60),
  );
  const middle = (part: readonly { value: number }[]) => significant(median(part.map(({ value }) => value)) ?? 0);
  return {
    first: middle(sorted.slice(0, quarter)),
    last: middle(sorted.slice(-quarter)),
    perHour: significant(median(slopes) ?? 0),
  };
}
