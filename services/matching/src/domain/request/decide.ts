import { partyOf } from '@abri/contracts/household';
import type { MatchingFact } from '@abri/contracts/matching-events';
import type {
  Exclusion,
  OfferEndReason,
  PlacementRequest,
  ReferralTarget,
  WithdrawReason,
} from '@abri/contracts/placement';
import type { Allocation } from '@abri/contracts/shelter';
import { liveHold, type LiveStatus, type RequestDetails, type RequestFact, type RequestState } from './state.js';

/** A hold that capacity has given, as an offer to the household. */
export interface Offer {
  shelterId: string;
  holdId: string;
  token: number;
  allocations: Allocation[];
  expiresAt: string;
  /** The house takes every offer: nobody has to answer. */
  accepted: boolean;
}
/** How a request begins, or what it becomes when it looks for a place again. */
export type Outcome =
  { found: 'offer'; offer: Offer } | { found: 'nothing'; exclusions: Exclusion[] } | { found: 'choice' };

/** Every command of a placement request. `now` is an instant, ISO 8601. */
export type RequestCommand =
  | { do: 'request'; details: RequestDetails; outcome: Outcome; receivedAt: string }
  /** `attempt` is the number that this offer would have: an offer made on an older view is refused. */
  | { do: 'offer'; offer: Offer; attempt: number; key: string | null }
  | { do: 'wait'; exclusions: Exclusion[]; attempt: number }
  | { do: 'accepted'; holdId: string; expiresAt: string }
  | { do: 'offerEnded'; holdId: string; reason: OfferEndReason }
  | { do: 'confirmed'; holdId: string }
  | { do: 'arrived'; holdId: string }
  | { do: 'left'; holdId: string }
  /** `released` names the hold that has just been released in capacity, so that none is forgotten there. */
  | { do: 'withdraw'; reason: WithdrawReason; released: string | null }
  | { do: 'refer'; to: ReferralTarget; released: string | null };

type Refused = { refused: string };
type Result = readonly RequestFact[] | Refused;
const refuse = (refused: string): Refused => ({ refused });

/** What follows from a command, or why it is refused. Pure. */
export function decide(command: RequestCommand, { request }: RequestState): Result {
  if (command.do === 'request') return request ? [] : begin(command);
  if (!request) return refuse('noSuchRequest');
  const live = liveHold(request);
  switch (command.do) {
    case 'offer':
      return offer(command, request, live);
    case 'wait':
      if (request.status.state === 'waiting') return [];
      if (request.status.state !== 'choosing' || command.attempt !== request.attempts + 1) return refuse('movedOn');
      return [{ type: 'WaitingListJoined', data: { exclusions: command.exclusions } }];
    case 'withdraw':
    case 'refer':
      return end(command, request, live);
    default:
      return live?.holdId === command.holdId ? heard(command, request, live) : [];
  }
}

function begin({ details: kept, outcome, receivedAt }: Extract<RequestCommand, { do: 'request' }>): RequestFact[] {
  const { danger, mode } = kept;
  const party = partyOf(kept.household, kept.needs);
  const requested: RequestFact = { type: 'PlacementRequested', data: { party, danger, mode, receivedAt }, kept };
  switch (outcome.found) {
    case 'offer':
      return [requested, ...offered(outcome.offer, 1, null)];
    case 'nothing':
      return [requested, { type: 'WaitingListJoined', data: { exclusions: outcome.exclusions } }];
    case 'choice':
      return [requested];
  }
}

function offered({ accepted, token, allocations, ...data }: Offer, attempt: number, key: string | null): RequestFact[] {
  const { shelterId, holdId, expiresAt } = data;
  return [
    { type: 'PlacementOffered', data: { ...data, attempt }, kept: { token, allocations, key } },
    ...(accepted ? [{ type: 'OfferAccepted' as const, data: { shelterId, holdId, expiresAt } }] : []),
  ];
}

function offer(
  command: Extract<RequestCommand, { do: 'offer' }>,
  request: PlacementRequest,
  live: LiveStatus | null,
): Result {
  if (live?.holdId === command.offer.holdId) return [];
  if (request.status.state === 'ended' || request.status.state === 'placed') return refuse('movedOn');
  if (command.attempt !== request.attempts + 1) return refuse('movedOn');
  if (request.triedShelters.includes(command.offer.shelterId)) return refuse('alreadyTried');
  return [...(live ? [offerEnded(live, 'released')] : []), ...offered(command.offer, command.attempt, command.key)];
}

type Heard = Extract<RequestCommand, { do: 'accepted' | 'offerEnded' | 'confirmed' | 'arrived' | 'left' }>;
/** What capacity says of the request's own hold. News that is already known, or is overtaken, changes nothing. */
function heard(command: Heard, request: PlacementRequest, live: LiveStatus): readonly RequestFact[] {
  const { shelterId, holdId } = live;
  const confirmed: RequestFact = {
    type: 'PlacementConfirmed',
    data: { shelterId, holdId, party: partyOf(request.household, request.needs) },
  };
  const arrived: RequestFact = { type: 'PlacementArrived', data: { shelterId, holdId } };
  const isIn = live.state === 'placed' && live.arrived;
  switch (command.do) {
    case 'accepted':
      return live.state === 'offered'
        ? [{ type: 'OfferAccepted', data: { shelterId, holdId, expiresAt: command.expiresAt } }]
        : [];
    case 'offerEnded':
      return isIn ? [] : [offerEnded(live, command.reason)];
    case 'confirmed':
      return live.state === 'placed' ? [] : [confirmed];
    case 'arrived':
      if (isIn) return [];
      return live.state === 'placed' ? [arrived] : [confirmed, arrived];
    case 'left':
      return [
        ...(live.state === 'placed' ? [] : [confirmed]),
        ...(isIn ? [] : [arrived]),
        { type: 'PlacementEnded', data: { shelterId, holdId } },
      ];
  }
}

function end(
  command: Extract<RequestCommand, { do: 'withdraw' | 'refer' }>,
  { status }: PlacementRequest,
  live: LiveStatus | null,
): Result {
  const outcome = command.do === 'withdraw' ? 'withdrawn' : 'referred';
  if (status.state === 'ended') return status.outcome === outcome ? [] : refuse('hasEnded');
  if (live?.state === 'placed' && live.arrived) return refuse('householdArrived');
  if (live && live.holdId !== command.released) return refuse('movedOn');
  const ended: RequestFact =
    command.do === 'withdraw'
      ? { type: 'RequestWithdrawn', data: { reason: command.reason } }
      : { type: 'RequestReferred', data: { to: command.to } };
  return [...(live ? [offerEnded(live, 'released')] : []), ended];
}

const offerEnded = (
  { shelterId, holdId }: LiveStatus,
  reason: OfferEndReason,
): Extract<MatchingFact, { type: 'OfferEnded' }> => ({ type: 'OfferEnded', data: { shelterId, holdId, reason } });
