import type { HardRule } from './rule.js';

/** Where the violent person lives, works or may be. A place whose distance is not known counts as too near. */
export const avoidedPlace: HardRule = {
  name: 'avoidedPlace',
  concerns: ({ avoided }) => avoided !== null,
  excludes: ({ columns, query, row }) => query.avoided?.[columns.commune[row] ?? 0] !== 0,
};
