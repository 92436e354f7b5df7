import type { HardRule } from './rule.js';

/** A house that said no to this request, or nothing, is not asked again. */
export const alreadyTried: HardRule = {
  name: 'alreadyTried',
  concerns: ({ tried }) => tried.size > 0,
  excludes: ({ query, row }) => query.tried.has(row),
};
