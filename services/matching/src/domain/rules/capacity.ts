import type { Room } from '../places/facts.js';
import { mostUnits } from '../ranking/fit.js';
import type { Query } from '../ranking/query.js';
import type { HardRule } from './rule.js';

/** Whether there are too few beds and cots for the household, however they are spread over units. */
export const lacksRoom = ({ beds, cots }: Room, { people, babies }: Query): boolean =>
  beds + Math.min(cots, babies) < people;
/** Each unit takes one person at least: only who is more than a hold may name units can lack a place where there is room. */
export const mayNeedTooManyUnits = ({ people }: Query): boolean => people > mostUnits;

/** Everybody sleeps, under one roof. */
export const capacity: HardRule<'room'> = {
  name: 'capacity',
  looksAt: 'room',
  concerns: () => true,
  excludes: lacksRoom,
  excludesByUnits: { concerns: mayNeedTooManyUnits, excludes: (fitIn) => fitIn(false) === null },
};
