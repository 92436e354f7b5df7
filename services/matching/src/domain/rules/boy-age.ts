import type { HardRule } from './rule.js';

/** Many houses take boys up to an age only. */
export const boyAge: HardRule = {
  name: 'boyAge',
  concerns: ({ oldestBoy }) => oldestBoy >= 0,
  excludes: ({ columns, query, row }) => query.oldestBoy > (columns.highestBoyAge[row] ?? 0),
};
