import type { MatchingFact } from '@abri/contracts/matching-events';
import { partyOf } from '@abri/contracts/household';
import {
  type Move,
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
/** The private half of an alert: whether the place lies in a zone, and which breach was told, if it is about one. */
export interface AlertDetails {
  inside: boolean;
  breach: string | null;
}
type Fact<T extends MatchingFact['type']> = Extract<MatchingFact, { type: T }>;
type WithKept = {
  PlacementRequested: RequestDetails;
  PlacementOffered: OfferDetails;
  MoveOffered: OfferDetails;
  LinkCodeGiven: { link: string };
  PlacementUnsafe: AlertDetails;
};
/** A fact with what is kept of it: `kept` reaches `evolve` and never the published event (decision 0007). */
export type RequestFact =
  | Exclude<MatchingFact, { type: keyof WithKept }>
  | { [T in keyof WithKept]: Fact<T> & { kept: WithKept[T] } }[keyof WithKept];

/** A hold, as capacity has to be told of it. */
export interface FormerHold {
  shelterId: string;
  holdId: string;
  token: number;
}
/** What the service knows of one placement request. `request` is null until it is recorded. */
export interface RequestState {
  request: PlacementRequest | null;
  /** The house said no or nothing: the next place is looked for without a person asking. */
  movesOn: boolean;
  /** Idempotency keys of the latest choices and moves: a late repeat must not hold again. */
  choiceKeys: readonly string[];
  /** What the alert is made of: the place lies in a zone; a zone was entered and nobody has looked at it. */
  alert: { inside: boolean; entered: boolean };
  /** The latest breaches that were heard of: one that is told again is not news. */
  breaches: readonly string[];
  /** Places that the household has moved out of: whoever still finds such a hold in capacity gives it back. */
  movedOutOf: readonly FormerHold[];
}
const noAlert = { inside: false, entered: false };
export const unrecorded: RequestState = {
  request: null,
  movesOn: false,
  choiceKeys: [],
  alert: noAlert,
  breaches: [],
  movedOutOf: [],
};
const rememberedKeys = 20;
const rememberedBreaches = 50;
const rememberedMoves = 20;

/** A stored state as it would be today: what was written before the safety loop knows nothing of it. */
export function asOfToday(stored: RequestState): RequestState {
  const { request } = stored;
  return {
    ...unrecorded,
    ...stored,
    request: request && {
      ...request,
      links: request.links ?? [],
      unsafe: request.unsafe ?? null,
      moving: request.moving ?? null,
    },
  };
}

export type LiveStatus = Extract<PlacementStatus, { state: 'offered' | 'accepted' | 'placed' }>;
/** The hold or stay that the request has now, or null. The next place of a move is not it. */
export function liveHold(request: Pick<PlacementRequest, 'status'>): LiveStatus | null {
  const { status } = request;
  return status.state === 'offered' || status.state === 'accepted' || status.state === 'placed' ? status : null;
}
/** Whether the request stands by this hold: its place, or the next one while it moves. No other may be given back for it. */
export function isItsOwn(request: Pick<PlacementRequest, 'status' | 'moving'>, holdId: string): boolean {
  return liveHold(request)?.holdId === holdId || request.moving?.holdId === holdId;
}
const holdOf = ({ shelterId, holdId, token, allocations }: LiveStatus | Move) => ({
  shelterId,
  holdId,
  token,
  allocations,
});
/** A house that was asked and said no, or nothing, is not asked again; an accepted place that nobody took up may be. */
const saidNo = (reason: 'declined' | 'expired' | 'released', state: string) =>
  reason === 'declined' || (reason === 'expired' && state === 'offered');

/** The state after a fact. Facts are trusted: `decide` has checked them. */
export function evolve(
  state: RequestState,
  fact: RequestFact,
  { at, aggregateId }: { at: string; aggregateId: string },
): RequestState {
  if (fact.type === 'PlacementRequested') return { ...state, request: begun(fact.kept, aggregateId, at) };
  const { request } = state;
  if (!request) return state;
  const changed = (more: Partial<PlacementRequest>): RequestState => ({ ...state, request: { ...request, ...more } });
  /** Another place, or none: an alert was about the one before. */
  const elsewhere = (status: PlacementStatus, more: Partial<PlacementRequest> = {}): RequestState => ({
    ...changed({ ...more, status, unsafe: null }),
    movesOn: false,
    alert: noAlert,
  });
  const live = liveHold(request);
  const keyed = (after: RequestState, { key }: OfferDetails): RequestState =>
    key === null ? after : { ...after, choiceKeys: [...state.choiceKeys, key].slice(-rememberedKeys) };
  const triedBy = (refused: boolean, shelterId: string) =>
    refused ? [...new Set([...request.triedShelters, shelterId])] : request.triedShelters;
  const end = (outcome: Extract<PlacementStatus, { state: 'ended' }>['outcome']) =>
    elsewhere({ state: 'ended', outcome, endedAt: at }, { moving: null });

  switch (fact.type) {
    case 'WaitingListJoined':
      return elsewhere({ state: 'waiting', since: at });
    case 'PlacementOffered': {
      const { shelterId, holdId, attempt, expiresAt } = fact.data;
      const { token, allocations } = fact.kept;
      const status = { state: 'offered' as const, shelterId, holdId, token, allocations, expiresAt };
      return keyed(elsewhere(status, { attempts: attempt }), fact.kept);
    }
    case 'OfferAccepted':
      return live ? changed({ status: { state: 'accepted', ...holdOf(live), expiresAt: fact.data.expiresAt } }) : state;
    case 'OfferEnded': {
      const refused = saidNo(fact.data.reason, request.status.state);
      const triedShelters = triedBy(refused, fact.data.shelterId);
      return { ...elsewhere({ state: 'choosing', since: at }, { triedShelters }), movesOn: refused };
    }
    case 'PlacementConfirmed':
      return live ? changed({ status: { state: 'placed', ...holdOf(live), placedAt: at, arrived: false } }) : state;
    case 'PlacementArrived':
      return request.status.state === 'placed' ? changed({ status: { ...request.status, arrived: true } }) : state;
    case 'PlacementEnded':
      return end('left');
    case 'RequestWithdrawn':
      return end('withdrawn');
    case 'RequestReferred':
      return end('referred');
    case 'HouseholdStaysHome':
      return end('staysHome');
    case 'LinkCodeGiven':
      return changed({ links: [...request.links, fact.kept.link] });
    case 'PlacementUnsafe':
      return alerted(state, request, fact.kept, at);
    case 'PlacementSafeAgain':
      return { ...changed({ unsafe: null }), alert: noAlert };
    case 'MoveOffered': {
      const { shelterId, holdId, attempt, expiresAt } = fact.data;
      const { token, allocations } = fact.kept;
      const moving = { state: 'offered' as const, shelterId, holdId, token, allocations, expiresAt };
      return keyed(changed({ moving, attempts: attempt }), fact.kept);
    }
    case 'MoveAccepted': {
      const { moving } = request;
      return moving ? changed({ moving: { ...moving, state: 'accepted', expiresAt: fact.data.expiresAt } }) : state;
    }
    case 'MoveEnded': {
      const refused = request.moving !== null && saidNo(fact.data.reason, request.moving.state);
      return changed({ moving: null, triedShelters: triedBy(refused, fact.data.shelterId) });
    }
    case 'PlacementMoved': {
      const { moving } = request;
      if (!moving || !live) return state;
      const { shelterId, holdId, token } = live;
      const status = { state: 'placed' as const, ...holdOf(moving), placedAt: at, arrived: false };
      const movedOutOf = [...state.movedOutOf, { shelterId, holdId, token }].slice(-rememberedMoves);
      return { ...elsewhere(status, { moving: null }), movedOutOf };
    }
  }
}

function begun(details: RequestDetails, requestId: string, at: string): PlacementRequest {
  return {
    requestId,
    reference: referenceOf(requestId),
    ...details,
    requestedAt: at,
    status: { state: 'choosing', since: at },
    attempts: 0,
    triedShelters: [],
    links: [],
    unsafe: null,
    moving: null,
  };
}

/** Lying in a zone weighs more than a breach: the alert says that as long as it is so. */
function alerted(
  state: RequestState,
  request: PlacementRequest,
  { inside, breach }: AlertDetails,
  at: string,
): RequestState {
  const alert = { inside, entered: state.alert.entered || breach !== null };
  const stands = request.unsafe?.cause === 'insideZone' && inside;
  const unsafe = stands
    ? request.unsafe
    : { cause: inside ? ('insideZone' as const) : ('zoneEntered' as const), since: at };
  const breaches = breach === null ? state.breaches : [...state.breaches, breach].slice(-rememberedBreaches);
  return { ...state, request: { ...request, unsafe }, alert, breaches };
}

/** What others may see: sizes and categories; no commune, no answer, no place to avoid. */
export function publicState({ request }: RequestState): PublicPlacement | null {
  if (!request) return null;
  const { requestId, reference, household, needs, danger, requestedAt, status } = request;
  return { requestId, reference, party: partyOf(household, needs), danger, requestedAt, status };
}
