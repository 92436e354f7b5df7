import type { Results } from './results.js';
import { arrivalsRow, rowsOf, times } from './summary.js';

/** A time of ours may be at most this many times the floor's at the same rate in the same run. */
export interface RatioLimit {
  rate: number;
  measure: 'p50' | 'p99';
  timesFloor: number;
}

/**
 * Ratios that a run has to keep; a machine's speed cancels out of them. Twice what the worse of the two recorded runs had
 * (3.9 and 4.1, 2.4 and 5, 4.1 and 9.6 times): rates nearer to the machine's limit scatter too far to hold anything.
 */
export const ratioLimits: readonly RatioLimit[] = [
  { rate: 50, measure: 'p50', timesFloor: 8 },
  { rate: 50, measure: 'p99', timesFloor: 10 },
  { rate: 100, measure: 'p50', timesFloor: 19 },
];

/** A quick run is too short for a ratio to mean anything. */
const limitsOf = ({ plan }: Results): readonly RatioLimit[] => (plan.name === 'full' ? ratioLimits : []);

/** What a run broke, one sentence each: promises that hold on any machine, and ratios to the floor. Empty when all is well. */
export function brokenLimits(results: Results, limits = limitsOf(results)): string[] {
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
