import type { Facts } from '../places/facts.js';
import type { FactScore } from './rule.js';

const freePercent = ({ beds, free }: Facts['occupancy']) => Math.round((100 * free) / Math.max(beds, 1));

/**
 * The emptier house first: up to 20 points by its share of free beds. Load is what every replica knows alike;
 * counts of recent offers would differ between them, and two workers would see two rankings.
 */
export const fairness: FactScore<'occupancy'> = {
  name: 'fairness',
  looksAt: 'occupancy',
  concerns: () => true,
  points: (occupancy) => freePercent(occupancy) / 5,
  value: freePercent,
};
