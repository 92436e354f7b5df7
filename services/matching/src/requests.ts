import type { CommandResult } from '@abri/aggregate/aggregate';
import type { Repository } from '@abri/aggregate/repository';
import { partyOf } from '@abri/contracts/household';
import type { PlacementRequest, RankedPlace, Ranking } from '@abri/contracts/placement';
import type { Places } from './domain/places/places.js';
import type { Wish } from './domain/ranking/query.js';
import { rank } from './domain/ranking/rank.js';
import type { Offer, RequestCommand } from './domain/request/commands.js';
import { isItsOwn, liveHold, type RequestDetails, type RequestState } from './domain/request/state.js';
import type { Zones } from './domain/zones/zones.js';
import { createTurns } from './in-turn.js';
import { minuteOfDay } from './local-time.js';
import type { Asked, Placing } from './placing.js';
import { problemOf } from './refusals.js';
import { comparison } from './safety.js';
import type { WaitingList } from './waiting-list.js';

export type Requests = Repository<RequestState, RequestCommand>;
/** A request after something was done to it, and the ranking if that took one. */
export interface Standing {
  request: PlacementRequest;
  seq: number;
  ranking?: Ranking;
}
/** What the operations on requests share. */
export interface Desk {
  requests: Requests;
  places: Places;
  zones: Zones;
  placing: Placing;
  waiting: WaitingList;
  clock: { now(): Date };
  /** One operation on a request at a time in this process; the compare-and-set holds between processes. */
  inTurn: ReturnType<typeof createTurns>;
  wishOf(
    asked: Pick<PlacementRequest, 'household' | 'needs' | 'surroundings'> &
      Partial<Pick<PlacementRequest, 'links' | 'triedShelters'>>,
  ): Wish;
  /** The request as it is stored. Throws the 404 problem when there is none. */
  read(requestId: string): Promise<{ state: RequestState; request: PlacementRequest; seq: number }>;
  /**
   * Records what follows from a command. A place that the household has moved out of is given back then, and one that
   * the zones of the case have come to meanwhile is alerted of.
   */
  execute(requestId: string, command: RequestCommand): Promise<CommandResult<RequestState>>;
  /** Records an offer; gives its hold back when the request has moved on meanwhile. */
  offer(requestId: string, offer: Offer, attempt: number, key: string | null): Promise<CommandResult<RequestState>>;
}

/**
 * Takes the write path, the read model and the clock. Every result goes to the waiting list before anybody sees it.
 * `joined` is told who has just joined that list: a place may have become free while this was written.
 */
export function createDesk(
  o: Pick<Desk, 'requests' | 'places' | 'zones' | 'placing' | 'waiting' | 'clock'> & {
    joined(request: PlacementRequest): void;
  },
): Desk {
  const record: Desk['execute'] = async (requestId, command) => {
    const result = await o.requests.execute(requestId, command);
    const { request } = result.state;
    if (request) o.waiting.note(request, result.seq);
    if (request?.status.state === 'waiting' && result.ok && result.events.length > 0) o.joined(request);
    return result;
  };
  const execute: Desk['execute'] = async (requestId, command) => {
    const result = await record(requestId, command);
    if (!result.ok || result.events.length === 0) return result;
    if (result.events.some(({ type }) => type === 'PlacementMoved')) await leaveFormerPlace(o.placing, result.state);
    const compare = result.state.request && comparison(o, result.state.request);
    const compared = compare && (await record(requestId, compare).catch(leftToRepair));
    return compared?.ok ? { ...compared, events: [...result.events, ...compared.events] } : result;
  };
  return {
    ...o,
    inTurn: createTurns(),
    execute,
    wishOf: ({ household, needs, surroundings, links = [], triedShelters = [] }) => ({
      household,
      needs,
      surroundings,
      zones: o.zones.areasOf(links),
      triedShelters,
      minuteOfDay: minuteOfDay(o.clock.now()),
    }),
    async read(requestId) {
      const found = await o.requests.read(requestId);
      if (!found?.state.request) throw problemOf('noSuchRequest');
      return { state: found.state, request: found.state.request, seq: found.seq };
    },
    async offer(requestId, offer, attempt, key) {
      const result = await execute(requestId, { do: 'offer', offer, attempt, key });
      await giveBackUnlessItsOwn(o, result, offer);
      return result;
    },
  };
}

/** Gives a hold back, unless the request has it: a repeat elsewhere may have recorded this very hold, and gone on with it. */
export async function giveBackUnlessItsOwn(
  { placing }: Pick<Desk, 'placing'>,
  { state: { request } }: CommandResult<RequestState>,
  offer: Offer,
): Promise<void> {
  const own = request !== null && isItsOwn(request, offer.holdId);
  if (!own) await placing.giveBack(offer, 'superseded').catch(leftToRepair);
}

/** The new place is confirmed: now, and not before, the one before it is free for others. */
async function leaveFormerPlace(placing: Placing, { movedOutOf }: RequestState): Promise<void> {
  const former = movedOutOf.at(-1);
  if (former) await placing.giveBack(former, 'moved').catch(leftToRepair);
}

/** The request is right already; what is left over in capacity, or not compared, the repair takes up. */
export const leftToRepair = () => undefined;

/** What a request is asked for at its next attempt. */
export const askedOf = (desk: Desk, request: PlacementRequest): Asked => ({
  requestId: request.requestId,
  attempt: request.attempts + 1,
  party: partyOf(request.household, request.needs),
  wish: desk.wishOf(request),
});

/**
 * A new request: holds the best place and records the request once, with its outcome (decision 0002). The same request
 * again gets what the first one got. Throws the 422 problem when the id already stands for another household.
 */
export function place(desk: Desk, requestId: string, details: RequestDetails): Promise<Standing> {
  const receivedAt = desk.clock.now().toISOString();
  return desk.inTurn(requestId, async () => {
    const known = await desk.requests.read(requestId);
    if (known?.state.request) return sameRequest(known.state.request, known.seq, details);
    const party = partyOf(details.household, details.needs);
    const wish = desk.wishOf(details);
    const { offer, ranking } =
      details.mode === 'assign'
        ? await desk.placing.best({ requestId, attempt: 1, party, wish })
        : { offer: null, ranking: rank(desk.places, wish) };
    const outcome = offer
      ? ({ found: 'offer', offer } as const)
      : details.mode === 'choose' && ranking.places.length > 0
        ? ({ found: 'choice' } as const)
        : ({ found: 'nothing', exclusions: ranking.exclusions } as const);
    const result = await desk.execute(requestId, { do: 'request', details, outcome, receivedAt });
    if (offer) await giveBackUnlessItsOwn(desk, result, offer);
    if (!result.state.request) throw new Error('a request that was recorded is there');
    const standing = sameRequest(result.state.request, result.seq, details);
    return { ...standing, ranking };
  });
}

function sameRequest(request: PlacementRequest, seq: number, details: RequestDetails): Standing {
  const { household, needs, surroundings, assessment, mode } = request;
  const { danger: _danger, score: _score, ...asked } = details;
  if (canonical({ household, needs, surroundings, assessment, mode }) !== canonical(asked))
    throw problemOf('idempotencyKeyReused');
  return { request, seq };
}

/** The same text for the same content, whatever the order of fields. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Holds the place that a worker picked, and lets go of the one held before. A repeat with the same key changes nothing. */
export function choose(desk: Desk, requestId: string, shelterId: string, key: string | null): Promise<Standing> {
  return desk.inTurn(requestId, async () => {
    const { state, request, seq } = await desk.read(requestId);
    const live = liveHold(request);
    if (key !== null && state.choiceKeys.includes(key)) return { request, seq };
    if (request.status.state === 'ended') throw problemOf('hasEnded');
    if (live?.state === 'placed') throw problemOf('alreadyPlaced');
    if (live?.shelterId === shelterId) return { request, seq };
    if (request.triedShelters.includes(shelterId)) throw problemOf('alreadyTried');
    const asked = askedOf(desk, request);
    const offer = await desk.placing.take(asked, placeIn(desk, asked, shelterId));
    if (!offer) throw problemOf('placeTaken');
    const result = await desk.offer(requestId, offer, asked.attempt, key);
    if (!result.ok) throw problemOf(result.refused);
    if (live) await desk.placing.giveBack(live, 'workerChoseAnother').catch(leftToRepair);
    return standingOf(result);
  });
}

/** A place for the household in this house. Throws the problem that says why there is none. */
export function placeIn({ places }: Desk, { wish }: Asked, shelterId: string): RankedPlace {
  const { places: found, exclusions } = rank(places, wish, { only: [shelterId] });
  const [place] = found;
  if (place) return place;
  const rules = exclusions.map(({ rule }) => rule);
  throw rules.includes('capacity') ? problemOf('placeTaken') : problemOf('placeDoesNotSuit', { rules });
}

/** What could be for a request that looks for a place, or whose place is not safe; undefined for others. */
export function rankingFor(desk: Desk, request: PlacementRequest): Ranking | undefined {
  const { state } = request.status;
  if (state !== 'choosing' && state !== 'waiting' && !request.unsafe) return undefined;
  const live = liveHold(request);
  return rank(desk.places, desk.wishOf(request), live ? { skip: new Set([live.shelterId]) } : {});
}

/** The request after a command that was taken. */
export function standingOf({ state, seq }: CommandResult<RequestState>): Standing {
  if (!state.request) throw problemOf('noSuchRequest');
  return { request: state.request, seq };
}
