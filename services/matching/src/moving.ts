import type { Move, PlacementRequest } from '@abri/contracts/placement';
import { liveHold } from './domain/request/state.js';
import { confirmed } from './endings.js';
import { problemOf } from './refusals.js';
import {
  askedOf,
  type Desk,
  giveBackUnlessItsOwn,
  leftToRepair,
  placeIn,
  type Standing,
  standingOf,
} from './requests.js';

/**
 * Holds a placed household's next place; a house that takes every offer gets it moved at once. The place that it has is
 * given back only after the next one is confirmed. A repeat with the same key goes on where the first one stopped.
 */
export function move(desk: Desk, requestId: string, shelterId: string, key: string | null): Promise<Standing> {
  return desk.inTurn(requestId, async () => {
    const { state, request, seq } = await desk.read(requestId);
    const live = liveHold(request);
    const isRepeat = key !== null && state.choiceKeys.includes(key);
    if (request.moving?.shelterId === shelterId) return goOn(desk, { request, seq }, request.moving);
    if (isRepeat || live?.shelterId === shelterId) return { request, seq };
    requireMovable(request);
    const asked = askedOf(desk, request);
    const offer = await desk.placing.take(asked, placeIn(desk, asked, shelterId));
    if (!offer) throw problemOf('placeTaken');
    const result = await desk.execute(requestId, { do: 'offerMove', offer, attempt: asked.attempt, key });
    const moving = result.state.request?.moving;
    await giveBackUnlessItsOwn(desk, result, offer);
    if (!result.ok) throw problemOf(result.refused);
    return moving ? goOn(desk, standingOf(result), moving) : standingOf(result);
  });
}

function requireMovable({ status, moving }: PlacementRequest): void {
  if (status.state === 'ended') throw problemOf('hasEnded');
  if (status.state !== 'placed') throw problemOf('notPlaced');
  if (moving) throw problemOf('moveUnderWay');
}

/** One press is enough where nobody has to be asked. */
async function goOn(desk: Desk, standing: Standing, next: Move): Promise<Standing> {
  const row = desk.places.rowOf(next.shelterId);
  const asks = row === undefined || desk.places.shelters[row]?.acceptance !== 'automatic';
  return asks || next.state !== 'accepted' ? standing : confirmed(desk, standing.request.requestId, next);
}

/** The household goes to its next place: confirmed in capacity, then recorded, then the one before it is given back. */
export function confirmMove(desk: Desk, requestId: string, seen: string | undefined): Promise<Standing> {
  return desk.inTurn(requestId, async () => {
    const { request, seq } = await desk.read(requestId);
    const { moving } = request;
    if (!moving) {
      if (seen !== undefined && liveHold(request)?.holdId === seen) return { request, seq };
      throw problemOf(request.status.state === 'ended' ? 'hasEnded' : 'nothingToConfirm');
    }
    if (seen !== undefined && seen !== moving.holdId) throw problemOf('movedOn');
    return confirmed(desk, requestId, moving);
  });
}

/**
 * Gives the next place back; the household keeps the one that it has. It is recorded first: another process may be
 * confirming that place, and whichever is recorded first holds.
 */
export function cancelMove(desk: Desk, requestId: string): Promise<Standing> {
  return desk.inTurn(requestId, async () => {
    const { request, seq } = await desk.read(requestId);
    const { moving } = request;
    if (!moving) return { request, seq };
    const result = await desk.execute(requestId, { do: 'cancelMove', holdId: moving.holdId });
    if (!result.ok) throw problemOf(result.refused);
    if (result.state.request && liveHold(result.state.request)?.holdId === moving.holdId) throw problemOf('movedOn');
    await desk.placing.giveBack(moving, 'workerChoseAnother').catch(leftToRepair);
    return standingOf(result);
  });
}

/** A worker has looked at a breach, and the household stays. A zone that covers its place cannot be looked away. */
export function dismissAlert(desk: Desk, requestId: string): Promise<Standing> {
  return desk.inTurn(requestId, async () => {
    const result = await desk.execute(requestId, { do: 'dismissAlert' });
    if (!result.ok) throw problemOf(result.refused);
    return standingOf(result);
  });
}
