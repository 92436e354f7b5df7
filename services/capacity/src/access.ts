import type { Role } from '@abri/contracts/vocabulary';
import type { User } from '@abri/service-kit/auth';
import { type HttpProblem, refusalProblem } from '@abri/service-kit/errors';
import { refusals } from './refusals.js';

/** The problem of a refusal. */
export const problemOf = (refusal: {
  refused: string;
  detail?: Record<string, string | number | string[]>;
}): HttpProblem => refusalProblem(refusals, refusal);

/**
 * Throws the very problem of a shelter that does not exist when the user is here only as staff of other houses: nobody
 * learns which ids exist. `beside` are the roles that may touch every house.
 */
export function requireHouse(user: User, beside: readonly Role[], shelterId: string): void {
  if (beside.some((role) => user.roles.includes(role))) return;
  if (user.roles.includes('shelter') && user.shelterIds.includes(shelterId)) return;
  throw problemOf({ refused: 'noSuchShelter' });
}
