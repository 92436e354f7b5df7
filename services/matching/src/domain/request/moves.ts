import { partyOf } from '@abri/contracts/household';
import type { Move, OfferEndReason, PlacementRequest } from '@abri/contracts/placement';
import { type HoldNews, type MoveCommand, refuse, type Result } from './commands.js';
import type { LiveStatus, RequestFact } from './state.js';

/** A placed household's next place, beside the one that it has. Until it is confirmed, the one it has stays its own. */
export function decideMove(command: MoveCommand, request: PlacementRequest, live: LiveStatus | null): Result {
  const { moving } = request;
  if (command.do === 'cancelMove') return moving?.holdId === command.holdId ? moveEnded(request, 'released') : [];
  const { offer, attempt, key } = command;
  if (moving?.holdId === offer.holdId || live?.holdId === offer.holdId) return [];
  if (live?.state !== 'placed') return refuse('notPlaced');
  if (moving) return refuse('moveUnderWay');
  if (attempt !== request.attempts + 1) return refuse('movedOn');
  if (offer.shelterId === live.shelterId) return refuse('sameHouse');
  if (request.triedShelters.includes(offer.shelterId)) return refuse('alreadyTried');
  const { accepted, token, allocations, ...data } = offer;
  const { shelterId, holdId, expiresAt } = data;
  return [
    { type: 'MoveOffered', data: { ...data, attempt }, kept: { token, allocations, key } },
    ...(accepted ? [{ type: 'MoveAccepted' as const, data: { shelterId, holdId, expiresAt } }] : []),
  ];
}

/** What capacity says of the next place. Only its confirmation moves the household; a no leaves everything as it was. */
export function heardOfNext(
  command: HoldNews,
  request: PlacementRequest,
  next: Move,
  live: LiveStatus,
): readonly RequestFact[] {
  const { shelterId, holdId } = next;
  const moved: RequestFact = {
    type: 'PlacementMoved',
    data: {
      shelterId,
      holdId,
      from: { shelterId: live.shelterId, holdId: live.holdId },
      party: partyOf(request.household, request.needs),
    },
  };
  const arrived: RequestFact = { type: 'PlacementArrived', data: { shelterId, holdId } };
  switch (command.do) {
    case 'accepted':
      return next.state === 'offered'
        ? [{ type: 'MoveAccepted', data: { shelterId, holdId, expiresAt: command.expiresAt } }]
        : [];
    case 'offerEnded':
      return moveEnded(request, command.reason);
    case 'confirmed':
      return [moved];
    case 'arrived':
      return [moved, arrived];
    case 'left':
      return [moved, arrived, { type: 'PlacementEnded', data: { shelterId, holdId } }];
  }
}

/** The end of a move under way, if there is one. */
export function moveEnded({ moving }: PlacementRequest, reason: OfferEndReason): RequestFact[] {
  if (!moving) return [];
  const { shelterId, holdId } = moving;
  return [{ type: 'MoveEnded', data: { shelterId, holdId, reason } }];
}
