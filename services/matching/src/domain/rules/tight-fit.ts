import type { FitScore } from './rule.js';

/** A family's room is not spent on one person, and a household is not spread over the house. */
export const tightFit: FitScore = {
  name: 'tightFit',
  most: 40,
  points: ({ sparedBeds, slots }) => Math.max(0, 40 - 10 * sparedBeds - 10 * (slots.length - 1)),
  value: ({ sparedBeds }) => sparedBeds,
};
