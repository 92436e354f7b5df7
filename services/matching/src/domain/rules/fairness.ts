import type { Candidate, SoftRule } from './rule.js';

const freePercent = ({ columns, row }: Candidate) =>
  Math.round((100 * (columns.freeBeds[row] ?? 0)) / Math.max(columns.beds[row] ?? 1, 1));

/**
 * The emptier house first: up to 20 points by its share of free beds. Load is what every replica knows alike;
 * counts of recent offers would differ between them, and two workers would see two rankings.
 */
export const fairness: SoftRule = {
  name: 'fairness',
  points: (candidate) => freePercent(candidate) / 5,
  value: freePercent,
};
