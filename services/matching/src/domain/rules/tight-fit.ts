import type { SoftRule } from './rule.js';

/** A family's room is not spent on one person, and a household is not spread over the house. */
export const tightFit: SoftRule = {
  name: 'tightFit',
  points: (_, fit) => Math.max(0, 40 - 10 * fit.sparedBeds - 10 * (fit.slots.length - 1)),
  value: (_, fit) => fit.sparedBeds,
};
