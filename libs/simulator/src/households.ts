import type { AnyEvent } from '@abri/contracts/envelope';
import type { ReleaseReason } from '@abri/contracts/capacity-events';

interface Household {
  held: Set<string>;
  confirmed: Set<string>;
  arrived: boolean;
  /** It has left, or a worker has ended its request. */
  over: boolean;
}
type AboutHold = { holdId: string; requestId: string; reason?: ReleaseReason };

/**
 * Follows each household through the holds of all houses, event by event in the order of the commits, and calls `broken`
 * with what may not be: a place freed for a move before the next one is confirmed, or nowhere to be after arriving.
 */
export function createHouseholds(broken: (problem: string) => void): { happened(event: AnyEvent): void } {
  const households = new Map<string, Household>();
  return {
    happened({ type, data }) {
      const { holdId, requestId, reason } = data as AboutHold;
      if (holdId === undefined) return;
      const known = households.get(requestId);
      const household = known ?? { held: new Set(), confirmed: new Set(), arrived: false, over: false };
      households.set(requestId, household);
      const { held, confirmed } = household;
      if (type === 'PlaceHeld') held.add(holdId);
      if (type === 'HoldConfirmed') confirmed.add(holdId);
      if (type === 'HouseholdArrived') household.arrived = true;
      const isEnd = type === 'HoldReleased' && (reason === 'withdrawn' || reason === 'referred');
      if (type === 'HouseholdLeft' || isEnd) household.over = true;
      if (['HoldDeclined', 'HoldExpired', 'HoldReleased', 'HouseholdLeft'].includes(type)) held.delete(holdId);
      if (reason === 'moved' && [...confirmed].every((one) => one === holdId))
        broken(`${requestId}: its place was freed, and no other was confirmed`);
      if (household.arrived && !household.over && held.size === 0)
        broken(`${requestId}: has arrived, and has no place`);
    },
  };
}
