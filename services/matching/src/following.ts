import type { CapacityEvent } from '@abri/contracts/capacity-events';
import { ServiceRefused } from '@abri/service-kit/service-client';
import { rank } from './domain/ranking/rank.js';
import type { HoldNews } from './domain/request/commands.js';
import { liveHold, type RequestState } from './domain/request/state.js';
import type { Repair } from './repair.js';
import { askedOf, type Desk } from './requests.js';

/** What an event of capacity means for the request that holds there, or null. */
function commandOf(event: CapacityEvent): { requestId: string; command: HoldNews } | null {
  const about = (command: HoldNews) =>
    'requestId' in event.data ? { requestId: event.data.requestId, command } : null;
  switch (event.type) {
    case 'HoldAccepted':
      return about({ do: 'accepted', holdId: event.data.holdId, expiresAt: event.data.expiresAt });
    case 'HoldDeclined':
      return about({ do: 'offerEnded', holdId: event.data.holdId, reason: 'declined' });
    case 'HoldExpired':
      return about({ do: 'offerEnded', holdId: event.data.holdId, reason: 'expired' });
    case 'HoldReleased':
      return about({ do: 'offerEnded', holdId: event.data.holdId, reason: 'released' });
    case 'HoldConfirmed':
      return about({ do: 'confirmed', holdId: event.data.holdId });
    case 'HouseholdArrived':
      return about({ do: 'arrived', holdId: event.data.holdId });
    case 'HouseholdLeft':
      return about({ do: 'left', holdId: event.data.holdId });
    default:
      return null;
  }
}

/** Tells a request what capacity said. Gives whether it now has to look for another place. */
function hear(desk: Desk, requestId: string, command: HoldNews): Promise<boolean> {
  return desk.inTurn(requestId, async () => {
    if (command.do === 'left') await goOnToNext(desk, requestId, command.holdId);
    const result = await desk.execute(requestId, command);
    return mustMoveOn(result.state);
  });
}

/** Hears an event of capacity, and looks for the next place where it took one away. `failed`: that is left to the repair. */
export async function follow(
  desk: Desk,
  repair: Pick<Repair, 'hearAgain'>,
  event: CapacityEvent,
  failed: (error: unknown) => void,
): Promise<void> {
  const heard = commandOf(event);
  if (!heard) return;
  const { requestId, command } = heard;
  const mustMove = await hear(desk, requestId, command);
  if (command.do === 'offerEnded') repair.hearAgain(requestId, command);
  // What fails here stays marked in the request.
  if (mustMove) await moveOn(desk, requestId).catch(failed);
}

/**
 * A household that leaves while its next place is promised to it is on its way there: the place is confirmed for it, or
 * it would stand before a door that knows nothing of it.
 */
async function goOnToNext(desk: Desk, requestId: string, left: string): Promise<void> {
  const request = (await desk.requests.read(requestId))?.state.request;
  const next = request?.moving;
  if (!request || next?.state !== 'accepted' || liveHold(request)?.holdId !== left) return;
  try {
    await desk.placing.confirm(next);
  } catch (error) {
    // The place is lost, and the household with it: the end of its stay is all there is to record.
    if (error instanceof ServiceRefused) return;
    throw error;
  }
  await desk.execute(requestId, { do: 'confirmed', holdId: next.holdId });
}

const mustMoveOn = ({ movesOn, request }: RequestState) => movesOn && request?.status.state === 'choosing';

/**
 * The next place after a no: held at once in mode `assign`, shown in mode `choose`; the waiting list when there is
 * none. Nothing happens when a person or another process has moved the request on already.
 */
export function moveOn(desk: Desk, requestId: string): Promise<void> {
  return desk.inTurn(requestId, async () => {
    const { state, request } = await desk.read(requestId);
    if (!mustMoveOn(state)) return;
    const asked = askedOf(desk, request);
    if (request.mode === 'choose') {
      const { places, exclusions } = rank(desk.places, asked.wish);
      if (places.length === 0) await desk.execute(requestId, { do: 'wait', exclusions, attempt: asked.attempt });
      return;
    }
    const { offer, ranking } = await desk.placing.best(asked);
    if (offer) await desk.offer(requestId, offer, asked.attempt, null);
    else await desk.execute(requestId, { do: 'wait', exclusions: ranking.exclusions, attempt: asked.attempt });
  });
}

/** Gives a waiting household the place that was planned for it, or else the best that is free, if one is. */
export function serve(desk: Desk, requestId: string, planned?: string): Promise<void> {
  return desk.inTurn(requestId, async () => {
    const { request } = await desk.read(requestId);
    if (request.status.state !== 'waiting') return;
    const asked = askedOf(desk, request);
    const { offer } = await desk.placing.best(asked, planned);
    if (offer) await desk.offer(requestId, offer, asked.attempt, null);
  });
}
