import type { Change } from '@abri/contracts/board-api';
import type { Role } from '@abri/contracts/vocabulary';

const aboutPlaces: readonly Role[] = ['hotline', 'operator', 'observatory'];
/** Roles that are told of every change of a context; what they may read of it, the owning service decides. */
const seesAll: Readonly<Record<Change['context'], readonly Role[]>> = {
  capacity: aboutPlaces,
  matching: aboutPlaces,
  'child-followup': ['child-protection'],
  support: ['support'],
  programmes: ['programmes', 'support', 'child-protection'],
  hosting: ['justice'],
};

/** What says that somebody is in danger where they are: only those who can act on it are told, and at once. */
const safetyAlerts: readonly string[] = ['PlacementUnsafe', 'PlacementSafeAgain'];

/**
 * Whether a signed-in person is told that something changed. A house is told of its own shelters, and of requests
 * that concern a place in them: it does not learn from the stream how busy others are.
 */
export function maySee(
  viewer: { roles: readonly Role[]; shelterIds: readonly string[] },
  change: Pick<Change, 'context' | 'type' | 'aggregateId'>,
  concernsShelters: readonly string[],
): boolean {
  if (change.context === 'matching' && safetyAlerts.includes(change.type)) return viewer.roles.includes('hotline');
  if (viewer.roles.some((role) => seesAll[change.context].includes(role))) return true;
  if (!viewer.roles.includes('shelter') || !['capacity', 'matching'].includes(change.context)) return false;
  const houses = change.context === 'capacity' ? [change.aggregateId] : concernsShelters;
  return houses.some((shelterId) => viewer.shelterIds.includes(shelterId));
}
