import type { Query } from '../ranking/query.js';
import type { HardRule } from './rule.js';

const kmFromCaller = (commune: number, { fromCaller }: Query) => fromCaller?.[commune] ?? Number.NaN;

/** At least as far as the caller asks. An unknown distance does not keep the promise. */
export const minimumDistance: HardRule<'commune'> = {
  name: 'minimumDistance',
  looksAt: 'commune',
  concerns: ({ minimumKm }) => minimumKm > 0,
  excludes: (commune, query) => !(kmFromCaller(commune, query) >= query.minimumKm),
};
/** At most as far as the caller can go. */
export const maximumDistance: HardRule<'commune'> = {
  name: 'maximumDistance',
  looksAt: 'commune',
  concerns: ({ maximumKm }) => maximumKm < Infinity,
  excludes: (commune, query) => !(kmFromCaller(commune, query) <= query.maximumKm),
};
