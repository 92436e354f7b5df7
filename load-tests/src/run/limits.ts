import type { Results } from './results.js';
import { arrivalsRow, rowsOf, times } from './summary.js';

/** A time of ours may be at most this many times the floor's at the same rate in the same run. */
export interface RatioLimit {
  rate: number;
  measure: 'p50' | 'p99';
  timesFloor: number;
}

/**
 * Ratios that a run has to keep; a machine's speed cancels out of them. None is set before enough runs show
 * how far they scatter.
 */
export const ratioLimits: readonly RatioLimit[] = [];

/** What a run broke, one sentence each: promises that hold on any machine, and ratios to the floor. Empty when all is well. */
export function brokenLimits(results: Results, limits: readonly RatioLimit[] = ratioLimits): string[] {
  const rows = rowsOf(results);
  const ours = rows.filter(({ system }) => system === 'abri' || system === 'gateway');
  const promises = ours.flatMap(({ system, kind, rate, doubled, lost }) => [
    ...(doubled ? [`${system}, ${kind} ${rate ?? ''}: ${doubled} beds were promised twice`] : []),
    ...(lost ? [`${system}, ${kind} ${rate ?? ''}: ${lost} acknowledged placements have no hold`] : []),
  ]);
  const ratios = limits.flatMap(({ rate, measure, timesFloor }) => {
    const ratio = times(arrivalsRow(rows, 'abri', rate)?.[measure], arrivalsRow(rows, 'floor', rate)?.[measure]);
    if (ratio !== null && ratio <= timesFloor) return [];
    return [
      `${measure} at ${rate}/s is ${ratio?.toFixed(1) ?? 'not known'} times the floor's, allowed are ${timesFloor}`,
    ];
  });
  return [...promises, ...ratios];
}
