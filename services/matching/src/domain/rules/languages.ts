import { bitCount } from '../places/masks.js';
import type { Candidate, SoftRule } from './rule.js';

const spoken = ({ columns, query, row }: Candidate) => bitCount(query.languages & (columns.languages[row] ?? 0));

/** Somebody in the house speaks with the household: 30 points for the first language, 5 for each further one. */
export const languages: SoftRule = {
  name: 'languages',
  points: (candidate) => {
    const count = spoken(candidate);
    return count === 0 ? 0 : 25 + 5 * count;
  },
  value: (candidate) => (candidate.query.languages === 0 ? undefined : spoken(candidate)),
};
