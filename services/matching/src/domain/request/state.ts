import type { MatchingFact } from '@abri/contracts/matching-events';
import { partyOf } from '@abri/contracts/household';
import {
  type PlacementRequest,
  type PlacementStatus,
  type PublicPlacement,
  referenceOf,
} from '@abri/contracts/placement';
import type { Allocation } from '@abri/contracts/shelter';

/** What a request knows beyond its public events: it stays in this service's database. */
export type RequestDetails = Pick<
  PlacementRequest,
  'household' | 'needs' | 'surroundings' | 'assessment' | 'danger' | 'score' | 'mode'
>;
/** The private half of an offer. `key` is the idempotency key of the choice that led to it. */
export interface OfferDetails {
  token: number;
  allocations: Allocation[];
  key: string | null;
}
type Fact<T extends MatchingFact['type']> = Extract<MatchingFact, { type: T }>;
/** A fact with what is kept of it: `kept` reaches `evolve` and never the published event (decision 0007). */
export type RequestFact =
  | Exclude<MatchingFact, { type: 'PlacementRequested' | 'PlacementOffered' }>
  | (Fact<'PlacementRequested'> & { kept: RequestDetails })
  | (Fact<'PlacementOffered'> & { kept: OfferDetails });

/** What the service knows of one placement request. `request` is null until it is recorded. */
export interface RequestState {
  request: PlacementRequest | null;
  /** The house said no or nothing: the next place is looked for without a person asking. */
  movesOn: boolean;
  /** Idempotency keys of the latest choices: a late repeat must not hold again. */
  choiceKeys: readonly string[];
}
export const unrecorded: RequestState = { request: null, movesOn: false, choiceKeys: [] };
const rememberedKeys = 20;

export type LiveStatus = Extract<PlacementStatus, { state: 'offered' | 'accepted' | 'placed' }>;
/** The hold or stay that the request has now, or null. */
export function liveHold(request: Pick<PlacementRequest, 'status'>): LiveStatus | null {
  const { status } = request;
  return status.state === 'offered' || status.state === 'accepted' || status.state === 'placed' ? status : null;
}

/** The state after a fact. Facts are trusted: `decide` has checked them. */
export function evolve(
  state: RequestState,
  fact: RequestFact,
  { at, aggregateId }: { at: string; aggregateId: string },
): RequestState {
  if (fact.type === 'PlacementRequested') {
    const request: PlacementRequest = {
      requestId: aggregateId,
      reference: referenceOf(aggregateId),
      ...fact.kept,
      requestedAt: at,
      status: { state: 'choosing', since: at },
      attempts: 0,
      triedShelters: [],
    };
    return { ...state, request };
  }
  const { request } = state;
  if (!request) return state;
  const now = (status: PlacementStatus, more: Partial<PlacementRequest> = {}): RequestState => ({
    ...state,
    movesOn: false,
    request: { ...request, ...more, status },
  });
  const live = liveHold(request);
  const held = live && {
    shelterId: live.shelterId,
    holdId: live.holdId,
    token: live.token,
    allocations: live.allocations,
  };
  const end = (outcome: 'left' | 'withdrawn' | 'referred') => now({ state: 'ended', outcome, endedAt: at });

  switch (fact.type) {
    case 'WaitingListJoined':
      return now({ state: 'waiting', since: at });
    case 'PlacementOffered': {
      const { shelterId, holdId, attempt, expiresAt } = fact.data;
      const { token, allocations, key } = fact.kept;
      const offered = now(
        { state: 'offered', shelterId, holdId, token, allocations, expiresAt },
        { attempts: attempt },
      );
      return key === null ? offered : { ...offered, choiceKeys: [...state.choiceKeys, key].slice(-rememberedKeys) };
    }
    case 'OfferAccepted':
      return held ? now({ state: 'accepted', ...held, expiresAt: fact.data.expiresAt }) : state;
    case 'OfferEnded': {
      const unanswered = fact.data.reason === 'expired' && request.status.state === 'offered';
      const refused = fact.data.reason === 'declined' || unanswered;
      const triedShelters = refused
        ? [...new Set([...request.triedShelters, fact.data.shelterId])]
        : request.triedShelters;
      return { ...now({ state: 'choosing', since: at }, { triedShelters }), movesOn: refused };
    }
    case 'PlacementConfirmed':
      return held ? now({ state: 'placed', ...held, placedAt: at, arrived: false }) : state;
    case 'PlacementArrived':
      return request.status.state === 'placed' ? now({ ...request.status, arrived: true }) : state;
    case 'PlacementEnded':
      return end('left');
    case 'RequestWithdrawn':
      return end('withdrawn');
    case 'RequestReferred':
      return end('referred');
  }
}

/** What others may see: sizes and categories; no commune, no answer, no place to avoid. */
export function publicState({ request }: RequestState): PublicPlacement | null {
  if (!request) return null;
  const { requestId, reference, household, needs, danger, requestedAt, status } = request;
  return { requestId, reference, party: partyOf(household, needs), danger, requestedAt, status };
}
