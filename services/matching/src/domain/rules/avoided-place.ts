import type { HardRule } from './rule.js';

/** Where the violent person lives, works or may be. A place whose distance is not known counts as too near. */
export const avoidedPlace: HardRule<'commune'> = {
  name: 'avoidedPlace',
  looksAt: 'commune',
  concerns: ({ avoided }) => avoided !== null,
  excludes: (commune, { avoided }) => avoided?.[commune] !== 0,
};
