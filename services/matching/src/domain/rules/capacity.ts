import type { HardRule } from './rule.js';

/** Everybody sleeps, under one roof. The first line is a quick look; most full houses end there. */
export const capacity: HardRule = {
  name: 'capacity',
  concerns: () => true,
  excludes({ columns, query, row, fit }) {
    const room = (columns.freeBeds[row] ?? 0) + Math.min(columns.freeCots[row] ?? 0, query.babies);
    return room < query.people || fit(false) === null;
  },
};
