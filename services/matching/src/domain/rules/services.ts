import { bitCount, serviceMask } from '../places/masks.js';
import type { Candidate, SoftRule } from './rule.js';

const forEverybody = serviceMask(['legal', 'psychological', 'social']);
const forChildren = serviceMask(['childCare']);
const forHealth = serviceMask(['medical']);
const useful = ({ columns, query, row }: Candidate) => {
  const wanted =
    forEverybody | (query.children > 0 ? forChildren : 0) | (query.pregnant || query.equipment !== 0 ? forHealth : 0);
  return bitCount(wanted & (columns.services[row] ?? 0));
};

/** What the house offers and this household can use: 8 points each. */
export const services: SoftRule = {
  name: 'services',
  points: (candidate) => 8 * useful(candidate),
  value: useful,
};
