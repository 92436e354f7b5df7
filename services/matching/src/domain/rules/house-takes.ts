import { flag } from '../places/facts.js';
import type { HardRule } from './rule.js';

const lacks = (flags: number, bit: number) => (flags & bit) === 0;

/** The house rules on whom a house takes. */
export const houseTakesWomen: HardRule<'flags'> = {
  name: 'houseTakesWomen',
  looksAt: 'flags',
  concerns: ({ women }) => women > 0,
  excludes: (flags) => lacks(flags, flag.women),
};
export const houseTakesMen: HardRule<'flags'> = {
  name: 'houseTakesMen',
  looksAt: 'flags',
  concerns: ({ men }) => men > 0,
  excludes: (flags) => lacks(flags, flag.men),
};
export const houseTakesChildren: HardRule<'flags'> = {
  name: 'houseTakesChildren',
  looksAt: 'flags',
  concerns: ({ children }) => children > 0,
  excludes: (flags) => lacks(flags, flag.children),
};
export const pets: HardRule<'flags'> = {
  name: 'pets',
  looksAt: 'flags',
  concerns: (query) => query.pets > 0,
  excludes: (flags) => lacks(flags, flag.pets),
};
