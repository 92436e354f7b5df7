import type { User } from '@abri/service-kit/auth';
import { problemOf } from './refusals.js';
import type { Directory } from './store.js';

/** For which partners somebody acts. Teams of other services in the same claim are no partners, and do not count. */
export interface Access {
  /** Every partner that somebody works for. Throws when there is none. */
  partnersOf(user: Pick<User, 'teamIds'>): Promise<readonly string[]>;
  /** The partner in whose name somebody acts. Throws when they work for none, for another, or do not say for which. */
  actingFor(user: Pick<User, 'teamIds'>, as: string | undefined): Promise<string>;
}

/** Access by the directory of partners. */
export function createAccess(directory: Pick<Directory, 'partner'>): Access {
  const partnersOf: Access['partnersOf'] = async ({ teamIds }) => {
    const found = await Promise.all(teamIds.map((teamId) => directory.partner(teamId)));
    const own = found.flatMap((partner) => (partner ? [partner.partnerId] : []));
    if (own.length === 0) throw problemOf({ refused: 'noPartner' });
    return own;
  };
  return {
    partnersOf,
    async actingFor(user, as) {
      const own = await partnersOf(user);
      const [only, ...others] = own;
      if (as !== undefined) {
        if (!own.includes(as)) throw problemOf({ refused: 'noPartner' });
        return as;
      }
      if (only === undefined || others.length > 0) throw problemOf({ refused: 'whichPartner' });
      return only;
    },
  };
}
