import type { ReferralTarget, WithdrawReason } from '@abri/contracts/placement';
import { ServiceRefused } from '@abri/service-kit/service-client';
import { type HoldRef, refusalName } from './capacity-port.js';
import { liveHold } from './domain/request/state.js';
import { problemOf } from './refusals.js';
import { type Desk, leftToRepair, type Standing, standingOf } from './requests.js';
import { mayStayHome } from './safety.js';

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
export function confirm(desk: Desk, requestId: string, seen: string | undefined): Promise<Standing> {
  return desk.inTurn(requestId, async () => {
    const { request, seq } = await desk.read(requestId);
    const live = liveHold(request);
    if (!live) throw problemOf(request.status.state === 'ended' ? 'hasEnded' : 'nothingToConfirm');
    if (seen !== undefined && seen !== live.holdId) throw problemOf('movedOn');
    if (live.state === 'placed') return { request, seq };
    return confirmed(desk, requestId, live);
  });
}

/** Confirms a hold in capacity and then in its request. Throws the problem that says why it cannot be, or that it was given up meanwhile. */
export async function confirmed(desk: Desk, requestId: string, hold: HoldRef): Promise<Standing> {
  try {
    await desk.placing.confirm(hold);
  } catch (error) {
    const refused = error instanceof ServiceRefused && notConfirmed[refusalName(error)];
    throw refused ? problemOf(refused) : error;
  }
  const standing = standingOf(await desk.execute(requestId, { do: 'confirmed', holdId: hold.holdId }));
  if (liveHold(standing.request)?.holdId === hold.holdId) return standing;
  await desk.placing.giveBack(hold, 'superseded').catch(leftToRepair);
  throw problemOf('movedOn');
}

type Ending = { do: 'withdraw'; reason: WithdrawReason } | { do: 'refer'; to: ReferralTarget } | { do: 'stayHome' };
const reasons = { withdraw: 'withdrawn', refer: 'referred', stayHome: 'withdrawn' } as const;
const tries = 3;

/**
 * Ends a request. Its beds are given back first: if this process dies in between, capacity's event opens the request
 * again for a person to end it, and no bed stays held for nobody.
 */
export function end(desk: Desk, requestId: string, ending: Ending): Promise<Standing> {
  return desk.inTurn(requestId, async () => {
    for (let attempt = 1; attempt <= tries; attempt++) {
      const { request, seq } = await desk.read(requestId);
      const live = liveHold(request);
      if (live?.state === 'placed' && live.arrived) throw problemOf('householdArrived');
      if (ending.do === 'stayHome') {
        if (request.status.state === 'ended' && request.status.outcome === 'staysHome') return { request, seq };
        if (!mayStayHome(desk.zones, request)) throw problemOf('homeNotFree');
      }
      const held = [request.moving, live].flatMap((hold) => hold ?? []);
      for (const hold of held) await giveBack(desk, hold, reasons[ending.do]);
      const result = await desk.execute(requestId, { ...ending, released: held.map(({ holdId }) => holdId) });
      if (result.ok) return standingOf(result);
      if (result.refused !== 'movedOn') throw problemOf(result.refused);
    }
    throw problemOf('movedOn');
  });
}

async function giveBack(desk: Desk, hold: HoldRef, reason: 'withdrawn' | 'referred'): Promise<void> {
  try {
    await desk.placing.giveBack(hold, reason);
  } catch (error) {
    if (error instanceof ServiceRefused) throw problemOf('householdArrived');
    throw error;
  }
}
