import type { ReferralTarget, WithdrawReason } from '@abri/contracts/placement';
import { ServiceRefused } from '@abri/service-kit/service-client';
import { type CapacityPort, refusalName } from './capacity-port.js';
import { liveHold } from './domain/request/state.js';
import { problemOf } from './refusals.js';
import { type Desk, type Standing, standingOf } from './requests.js';

const notConfirmed: Readonly<Record<string, string>> = {
  'wrong-hold-state': 'notAnswered',
  'hold-expired': 'placeNoLongerHeld',
  'no-such-hold': 'placeNoLongerHeld',
  'stale-token': 'placeNoLongerHeld',
};

/**
 * The household comes. Capacity decides, then the request says so; if this process dies in between, capacity's event
 * says it. `seen` is the hold that the worker had in front of them.
 */
export function confirm(
  desk: Desk,
  capacity: CapacityPort,
  requestId: string,
  seen: string | undefined,
): Promise<Standing> {
  return desk.inTurn(requestId, async () => {
    const { request, seq } = await desk.read(requestId);
    const live = liveHold(request);
    if (!live) throw problemOf(request.status.state === 'ended' ? 'hasEnded' : 'nothingToConfirm');
    if (seen !== undefined && seen !== live.holdId) throw problemOf('movedOn');
    if (live.state === 'placed') return { request, seq };
    try {
      const { shelter } = await capacity.confirm(live);
      const { seq: shelterSeq, ...state } = shelter;
      desk.places.apply(state, shelterSeq);
    } catch (error) {
      const refused = error instanceof ServiceRefused && notConfirmed[refusalName(error)];
      throw refused ? problemOf(refused) : error;
    }
    const result = await desk.execute(requestId, { do: 'confirmed', holdId: live.holdId });
    return standingOf(result);
  });
}

type Ending = { do: 'withdraw'; reason: WithdrawReason } | { do: 'refer'; to: ReferralTarget };
const tries = 3;

/**
 * Ends a request. The bed is given back first: if this process dies in between, capacity's event opens the request
 * again for a person to end it, and no bed stays held for nobody.
 */
export function end(desk: Desk, requestId: string, ending: Ending): Promise<Standing> {
  return desk.inTurn(requestId, async () => {
    for (let attempt = 1; attempt <= tries; attempt++) {
      const { request } = await desk.read(requestId);
      const live = liveHold(request);
      if (live?.state === 'placed' && live.arrived) throw problemOf('householdArrived');
      if (live) await giveBack(desk, live, ending.do === 'withdraw' ? 'withdrawn' : 'referred');
      const result = await desk.execute(requestId, { ...ending, released: live?.holdId ?? null });
      if (result.ok) return standingOf(result);
      if (result.refused !== 'movedOn') throw problemOf(result.refused);
    }
    throw problemOf('movedOn');
  });
}

async function giveBack(
  desk: Desk,
  live: NonNullable<ReturnType<typeof liveHold>>,
  reason: 'withdrawn' | 'referred',
): Promise<void> {
  try {
    await desk.placing.giveBack(live, reason);
  } catch (error) {
    if (error instanceof ServiceRefused) throw problemOf('householdArrived');
    throw error;
  }
}
