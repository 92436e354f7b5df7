import { flag } from '../places/columns.js';
import type { Candidate, HardRule } from './rule.js';

const lacks = ({ columns, row }: Candidate, bit: number) => ((columns.flags[row] ?? 0) & bit) === 0;

/** The house rules on whom a house takes. */
export const houseTakesWomen: HardRule = {
  name: 'houseTakesWomen',
  concerns: ({ women }) => women > 0,
  excludes: (candidate) => lacks(candidate, flag.women),
};
export const houseTakesMen: HardRule = {
  name: 'houseTakesMen',
  concerns: ({ men }) => men > 0,
  excludes: (candidate) => lacks(candidate, flag.men),
};
export const houseTakesChildren: HardRule = {
  name: 'houseTakesChildren',
  concerns: ({ children }) => children > 0,
  excludes: (candidate) => lacks(candidate, flag.children),
};
export const pets: HardRule = {
  name: 'pets',
  concerns: (query) => query.pets > 0,
  excludes: (candidate) => lacks(candidate, flag.pets),
};
