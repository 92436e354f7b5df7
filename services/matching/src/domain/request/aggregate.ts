import { decide } from './decide.js';
import { evolve, publicState, unrecorded } from './state.js';

/** The placement request as the write path knows it. */
export const requestAggregate = { name: 'placementRequest', initial: unrecorded, decide, evolve, publicState };
