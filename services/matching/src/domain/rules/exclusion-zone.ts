import type { HardRule } from './rule.js';

/** A zone of the case, in force: where the violent person is or may not be. An unknown distance counts as inside. */
export const exclusionZone: HardRule<'commune'> = {
  name: 'exclusionZone',
  looksAt: 'commune',
  concerns: ({ forbidden }) => forbidden !== null,
  excludes: (commune, { forbidden }) => forbidden?.[commune] !== 0,
};
