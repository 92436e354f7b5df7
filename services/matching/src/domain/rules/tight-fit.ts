import type { FitScore } from './rule.js';

const pointsFor = (sparedBeds: number, units: number) => Math.max(0, 40 - 10 * sparedBeds - 10 * (units - 1));

/** A family's room is not spent on one person, and a household is not spread over the house. */
export const tightFit: FitScore<'smallestUnit'> = {
  name: 'tightFit',
  looksAt: 'smallestUnit',
  most: (smallestUnit, { people }) => pointsFor(Math.max(0, smallestUnit - people), 1),
  points: ({ sparedBeds, slots }) => pointsFor(sparedBeds, slots.length),
  value: ({ sparedBeds }) => sparedBeds,
};
