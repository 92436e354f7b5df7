import { setTimeout as pause } from 'node:timers/promises';
import { type HoldPlace, HoldView, ShelterView } from '@abri/contracts/capacity-api';
import type { ReleaseReason } from '@abri/contracts/capacity-events';
import type { Hold } from '@abri/contracts/shelter';
import { ServiceAway, type ServiceClient, ServiceRefused } from '@abri/service-kit/service-client';

/** A live hold, as whoever made it names it. */
export interface HoldRef {
  shelterId: string;
  holdId: string;
  token: number;
}
/** What matching asks of capacity. Each method throws `ServiceRefused` or `ServiceAway`; each may be repeated. */
export interface CapacityPort {
  hold(shelterId: string, place: HoldPlace): Promise<HoldView>;
  confirm(hold: HoldRef): Promise<HoldView>;
  /** With `ifState` only while the hold is still at that step. */
  release(hold: HoldRef, reason: ReleaseReason, ifState?: Hold['state']): Promise<ShelterView>;
  shelter(shelterId: string): Promise<ShelterView>;
}

const tries = 3;

/**
 * Capacity over HTTP. An unknown outcome is asked again, with the same hold id, before it is passed on; a missing right
 * is a fault of the installation and counts as away, so that it never looks like "no bed".
 */
export function capacityOverHttp(
  client: ServiceClient,
  wait: (ms: number) => Promise<unknown> = (ms) => pause(ms, undefined, { ref: false }),
): CapacityPort {
  const again = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (let failures = 1; ; failures++) {
      try {
        return await ask();
      } catch (error) {
        if (error instanceof ServiceRefused && (error.status === 401 || error.status === 403))
          throw new ServiceAway('capacity does not know this service');
        if (!(error instanceof ServiceAway) || failures >= tries) throw error;
        await wait(100 * failures);
      }
    }
  };
  const path = (shelterId: string, ...rest: string[]) => ['/shelters', shelterId, ...rest].join('/');
  return {
    hold: (shelterId, place) => again(() => client.post(path(shelterId, 'holds'), place, HoldView)),
    confirm: ({ shelterId, holdId, token }) =>
      again(() => client.post(path(shelterId, 'holds', holdId, 'confirm'), { token }, HoldView)),
    release: ({ shelterId, holdId, token }, reason, ifState) =>
      again(() => client.post(path(shelterId, 'holds', holdId, 'release'), { token, reason, ifState }, ShelterView)),
    shelter: (shelterId) => again(() => client.get(path(shelterId), ShelterView)),
  };
}

/** The name of capacity's refusal, such as `hold-ended`. */
export const refusalName = (error: ServiceRefused): string => error.problem.type.replace('urn:abri:problem:', '');
