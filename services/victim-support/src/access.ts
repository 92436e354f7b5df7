import type { User } from '@abri/service-kit/auth';
import { problemOf } from './refusals.js';

/** The partner in whose name somebody acts. Throws when they work for none, for another, or do not say for which. */
export function actingFor(user: Pick<User, 'teamIds'>, as: string | undefined): string {
  const [only, ...others] = user.teamIds;
  if (only === undefined) throw problemOf({ refused: 'noPartner' });
  if (as !== undefined) {
    if (!user.teamIds.includes(as)) throw problemOf({ refused: 'noPartner' });
    return as;
  }
  if (others.length > 0) throw problemOf({ refused: 'whichPartner' });
  return only;
}

/** Every partner that somebody works for. Throws when there is none. */
export function partnersOf(user: Pick<User, 'teamIds'>): readonly string[] {
  if (user.teamIds.length === 0) throw problemOf({ refused: 'noPartner' });
  return user.teamIds;
}
