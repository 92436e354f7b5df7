import type { HardRule } from './rule.js';

/** Everything that the household's health depends on must be there. */
export const equipment: HardRule = {
  name: 'equipment',
  concerns: (query) => query.equipment !== 0,
  excludes: ({ columns, query, row }) => (query.equipment & ~(columns.equipment[row] ?? 0)) !== 0,
};
