import type { HardRule } from './rule.js';

/** Everything that the household's health depends on must be there. */
export const equipment: HardRule<'equipment'> = {
  name: 'equipment',
  looksAt: 'equipment',
  concerns: (query) => query.equipment !== 0,
  excludes: (there, query) => (query.equipment & ~there) !== 0,
};
