import type { Candidate, HardRule } from './rule.js';

const kmFromCaller = ({ columns, query, row }: Candidate) =>
  query.fromCaller?.[columns.commune[row] ?? 0] ?? Number.NaN;

/** At least as far as the caller asks. An unknown distance does not keep the promise. */
export const minimumDistance: HardRule = {
  name: 'minimumDistance',
  concerns: ({ minimumKm }) => minimumKm > 0,
  excludes: (candidate) => !(kmFromCaller(candidate) >= candidate.query.minimumKm),
};
/** At most as far as the caller can go. */
export const maximumDistance: HardRule = {
  name: 'maximumDistance',
  concerns: ({ maximumKm }) => maximumKm < Infinity,
  excludes: (candidate) => !(kmFromCaller(candidate) <= candidate.query.maximumKm),
};
