import { flag } from '../places/columns.js';
import type { SoftRule } from './rule.js';

/** A hotel night is the last resort: no sum of other points lifts a hotel over a shelter. */
export const shelterBeforeHotel: SoftRule = {
  name: 'shelterBeforeHotel',
  points: ({ columns, row }) => (((columns.flags[row] ?? 0) & flag.hotel) === 0 ? 1_000 : 0),
};
