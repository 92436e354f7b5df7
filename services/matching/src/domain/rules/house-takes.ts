import { flag } from '../places/columns.js';
import type { Candidate, HardRule } from './rule.js';

const lacks = ({ columns, row }: Candidate, bit: number) => ((columns.flags[row] ?? 0) & bit) === 0;

/** The house rules on whom a house takes. */
export const houseTakesWomen: HardRule = {
  name: 'houseTakesWomen',
  excludes: (candidate) => candidate.query.women > 0 && lacks(candidate, flag.women),
};
export const houseTakesMen: HardRule = {
  name: 'houseTakesMen',
  excludes: (candidate) => candidate.query.men > 0 && lacks(candidate, flag.men),
};
export const houseTakesChildren: HardRule = {
  name: 'houseTakesChildren',
  excludes: (candidate) => candidate.query.children > 0 && lacks(candidate, flag.children),
};
export const pets: HardRule = {
  name: 'pets',
  excludes: (candidate) => candidate.query.pets > 0 && lacks(candidate, flag.pets),
};
