import type { HardRule } from './rule.js';

/** A zone of the case, in force: where the violent person is or may not be. An unknown distance counts as inside. */
export const exclusionZone: HardRule = {
  name: 'exclusionZone',
  concerns: ({ forbidden }) => forbidden !== null,
  excludes: ({ columns, query, row }) => query.forbidden?.[columns.commune[row] ?? 0] !== 0,
};
