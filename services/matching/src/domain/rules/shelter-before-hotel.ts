import { flag } from '../places/facts.js';
import type { FactScore } from './rule.js';

/** A hotel night is the last resort: no sum of other points lifts a hotel over a shelter. */
export const shelterBeforeHotel: FactScore<'flags'> = {
  name: 'shelterBeforeHotel',
  looksAt: 'flags',
  concerns: () => true,
  points: (flags) => ((flags & flag.hotel) === 0 ? 1_000 : 0),
};
