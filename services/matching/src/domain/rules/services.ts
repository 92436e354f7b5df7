import { bitCount, serviceMask } from '../places/masks.js';
import type { Query } from '../ranking/query.js';
import type { FactScore } from './rule.js';

const forEverybody = serviceMask(['legal', 'psychological', 'social']);
const forChildren = serviceMask(['childCare']);
const forHealth = serviceMask(['medical']);
const useful = (here: number, { children, pregnant, equipment }: Query) => {
  const wanted = forEverybody | (children > 0 ? forChildren : 0) | (pregnant || equipment !== 0 ? forHealth : 0);
  return bitCount(wanted & here);
};

/** What the house offers and this household can use: 8 points each. */
export const services: FactScore<'services'> = {
  name: 'services',
  looksAt: 'services',
  concerns: () => true,
  points: (here, query) => 8 * useful(here, query),
  value: useful,
};
