import { decide, nextExpiry } from './decide.js';
import { evolve, type ShelterState, unregistered } from './state.js';

/** The shelter as the write path knows it. */
export const shelterAggregate = {
  name: 'shelter',
  initial: unregistered,
  decide,
  evolve,
  publicState: (state: ShelterState) => state.shelter,
  dueAt: nextExpiry,
};
