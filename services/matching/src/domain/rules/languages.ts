import { bitCount } from '../places/masks.js';
import type { Query } from '../ranking/query.js';
import type { FactScore } from './rule.js';

const spoken = (here: number, { languages }: Query) => bitCount(languages & here);

/** Somebody in the house speaks with the household: 30 points for the first language, 5 for each further one. */
export const languages: FactScore<'languages'> = {
  name: 'languages',
  looksAt: 'languages',
  concerns: (query) => query.languages !== 0,
  points: (here, query) => {
    const count = spoken(here, query);
    return count === 0 ? 0 : 25 + 5 * count;
  },
  value: (here, query) => (query.languages === 0 ? undefined : spoken(here, query)),
};
