import type { HardRule } from './rule.js';

/** A house that said no to this request, or nothing, is not asked again. */
export const alreadyTried: HardRule<'shelterId'> = {
  name: 'alreadyTried',
  looksAt: 'shelterId',
  concerns: ({ tried }) => tried.size > 0,
  excludes: (shelterId, { tried }) => tried.has(shelterId),
};
