import { partyOf } from '@abri/contracts/household';
import type { MatchingFact } from '@abri/contracts/matching-events';
import type { OfferEndReason, PlacementRequest } from '@abri/contracts/placement';
import { decideAlert } from './alerts.js';
import { type EndCommand, type HoldNews, type Offer, refuse, type RequestCommand, type Result } from './commands.js';
import { decideMove, heardOfNext, moveEnded } from './moves.js';
import { liveHold, type LiveStatus, type RequestFact, type RequestState } from './state.js';

/** So many link codes are given out for one request at most. */
export const mostLinks = 5;

/** What follows from a command, or why it is refused. Pure. */
export function decide(command: RequestCommand, state: RequestState): Result {
  const { request } = state;
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
    case 'stayHome':
      return end(command, request, live);
    case 'giveLink':
      return giveLink(command.link, request);
    case 'offerMove':
    case 'cancelMove':
      return decideMove(command, request, live);
    case 'compare':
    case 'zoneEntered':
    case 'dismissAlert':
      return decideAlert(command, state, live);
    default:
      if (live?.holdId === command.holdId) return heard(command, request, live);
      return live && request.moving?.holdId === command.holdId
        ? heardOfNext(command, request, request.moving, live)
        : [];
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

/** What capacity says of the request's own hold. News that is already known, or is overtaken, changes nothing. */
function heard(command: HoldNews, request: PlacementRequest, live: LiveStatus): readonly RequestFact[] {
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
      return isIn ? [] : [...moveEnded(request, 'released'), offerEnded(live, command.reason)];
    case 'confirmed':
      return live.state === 'placed' ? [] : [confirmed];
    case 'arrived':
      if (isIn) return [];
      return live.state === 'placed' ? [arrived] : [confirmed, arrived];
    case 'left':
      return [
        ...(live.state === 'placed' ? [] : [confirmed]),
        ...(isIn ? [] : [arrived]),
        ...moveEnded(request, 'released'),
        { type: 'PlacementEnded', data: { shelterId, holdId } },
      ];
  }
}

const outcomes = { withdraw: 'withdrawn', refer: 'referred', stayHome: 'staysHome' } as const;
function end(command: EndCommand, request: PlacementRequest, live: LiveStatus | null): Result {
  const { status, moving } = request;
  if (status.state === 'ended') return status.outcome === outcomes[command.do] ? [] : refuse('hasEnded');
  if (live?.state === 'placed' && live.arrived) return refuse('householdArrived');
  const held = [live, moving].flatMap((hold) => (hold ? [hold.holdId] : []));
  if (!held.every((holdId) => command.released.includes(holdId))) return refuse('movedOn');
  return [...moveEnded(request, 'released'), ...(live ? [offerEnded(live, 'released')] : []), ended(command, request)];
}

function ended(command: EndCommand, { household, needs }: PlacementRequest): RequestFact {
  switch (command.do) {
    case 'withdraw':
      return { type: 'RequestWithdrawn', data: { reason: command.reason } };
    case 'refer':
      return { type: 'RequestReferred', data: { to: command.to } };
    case 'stayHome':
      return { type: 'HouseholdStaysHome', data: { party: partyOf(household, needs) } };
  }
}

function giveLink(link: string, { links, status }: PlacementRequest): Result {
  if (links.includes(link)) return [];
  if (status.state === 'ended') return refuse('hasEnded');
  if (links.length >= mostLinks) return { refused: 'tooManyLinks', detail: { most: mostLinks } };
  return [{ type: 'LinkCodeGiven', data: {}, kept: { link } }];
}

const offerEnded = (
  { shelterId, holdId }: LiveStatus,
  reason: OfferEndReason,
): Extract<MatchingFact, { type: 'OfferEnded' }> => ({ type: 'OfferEnded', data: { shelterId, holdId, reason } });
