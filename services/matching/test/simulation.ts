import { memoryStore } from '@abri/aggregate/memory-store';
import { createRepository } from '@abri/aggregate/wiring';
import { memoryBus } from '@abri/bus/memory';
import type { CapacityEvent, CapacityFact } from '@abri/contracts/capacity-events';
import type { PlacementRequest } from '@abri/contracts/placement';
import type { MatchingEvent } from '@abri/contracts/matching-events';
import type { Shelter } from '@abri/contracts/shelter';
import { ServiceAway, ServiceRefused } from '@abri/service-kit/service-client';
import { decide as decideShelter, type ShelterCommand } from '../../capacity/src/domain/decide.js';
import { evolve as evolveShelter, type ShelterState, unregistered } from '../../capacity/src/domain/state.js';
import type { CapacityPort } from '../src/capacity-port.js';
import { createPlaces } from '../src/domain/places/places.js';
import { requestAggregate } from '../src/domain/request/aggregate.js';
import type { RequestDetails, RequestState } from '../src/domain/request/state.js';
import { commandOf, hear, moveOn, serve } from '../src/following.js';
import { createPlacing } from '../src/placing.js';
import { createRepair } from '../src/repair.js';
import { createDesk } from '../src/requests.js';
import type { RequestQueries } from '../src/store.js';
import { createWaitingList } from '../src/waiting-list.js';

/** A household that fits everywhere. */
export const womanAlone = (mode: 'assign' | 'choose'): RequestDetails => ({
  household: { adults: [{ sex: 'woman', pregnant: false }], children: [] },
  needs: { stepFree: false, pets: 0, languages: [], equipment: [] },
  surroundings: { minimumDistanceKm: 0, avoid: [] },
  assessment: { instrument: 'abri-short-1', answers: {} },
  danger: 'variable',
  score: 0,
  mode,
});
/** A house with one bed that takes everybody. */
export const anOpenHouse = (shelterId: string, acceptance: 'asked' | 'automatic' = 'asked'): ShelterCommand => ({
  do: 'register',
  details: {
    name: shelterId,
    kind: 'shelter',
    commune: '59606',
    rules: {
      takesWomen: true,
      takesMen: true,
      takesChildren: true,
      highestBoyAge: 17,
      takesPets: true,
      arrivals: { from: '00:00', to: '00:00' },
    },
    languages: [],
    services: [],
    equipment: [],
    acceptance,
  },
  units: [{ unitId: 'u1', unit: { label: '1', beds: 1, cots: 0, sharing: 'exclusive', stepFree: false } }],
  addressId: `address-of-${shelterId}`,
});

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Capacity's own decisions in memory, and what it would have put on its topics. */
export function capacityInMemory(clock: { now(): Date }) {
  const shelters = new Map<string, { state: ShelterState; seq: number }>();
  const events: CapacityEvent[] = [];
  const states: { shelter: Shelter; seq: number }[] = [];
  const execute = (shelterId: string, command: ShelterCommand) => {
    const before = shelters.get(shelterId) ?? { state: unregistered, seq: 0 };
    const decision = decideShelter(command, before.state);
    if ('refused' in decision)
      throw new ServiceRefused(409, { type: `urn:abri:problem:${kebab(decision.refused)}`, title: '', status: 409 });
    const at = clock.now().toISOString();
    let { state, seq } = before;
    for (const fact of decision as readonly CapacityFact[]) {
      seq += 1;
      const envelope = { id: `${shelterId}-${seq}`, aggregateId: shelterId, seq, at };
      state = evolveShelter(state, fact, envelope);
      events.push({ ...envelope, ...fact } as CapacityEvent);
    }
    shelters.set(shelterId, { state, seq });
    if (!state.shelter) throw new Error('not registered');
    if (decision.length > 0) states.push({ shelter: state.shelter, seq });
    return { shelter: state.shelter, view: { ...state.shelter, seq } };
  };
  const now = () => clock.now().toISOString();
  const holdOf = (answer: ReturnType<typeof execute>, holdId: string) => {
    const hold = answer.shelter.holds.find((live) => live.holdId === holdId);
    if (!hold) throw new ServiceRefused(409, { type: 'urn:abri:problem:hold-ended', title: '', status: 409 });
    return { hold, shelter: answer.view };
  };
  const port: CapacityPort = {
    hold: async (shelterId, place) =>
      holdOf(
        execute(shelterId, { do: 'hold', ...place, now: now(), offerMinutes: 15, confirmMinutes: 30 }),
        place.holdId,
      ),
    confirm: async ({ shelterId, holdId, token }) =>
      holdOf(execute(shelterId, { do: 'confirm', holdId, token, now: now() }), holdId),
    release: async ({ shelterId, holdId, token }, reason) =>
      execute(shelterId, { do: 'release', holdId, token, reason }).view,
    async shelter(shelterId) {
      const found = shelters.get(shelterId);
      if (!found?.state.shelter) throw new ServiceAway('no such shelter');
      return { ...found.state.shelter, seq: found.seq };
    },
  };
  return {
    execute,
    events,
    states,
    port,
    holds: () =>
      [...shelters].flatMap(([shelterId, { state }]) =>
        (state.shelter?.holds ?? []).map((hold) => ({ shelterId, ...hold })),
      ),
  };
}

/** Lets other work go on for a while. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
}

/**
 * A port that loses questions and answers, as told by `next`: 1 loses the question, 2 the answer; a larger number lets
 * the answer come that many turns late.
 */
export function flaky(port: CapacityPort, next: () => number): CapacityPort {
  const through = async <T>(ask: () => Promise<T>): Promise<T> => {
    const fault = next();
    await turns(1);
    if (fault === 1) throw new ServiceAway('the question was lost');
    const answer = await ask();
    await turns(Math.max(fault, 1));
    if (fault === 2) throw new ServiceAway('the answer was lost');
    return answer;
  };
  return {
    hold: (...args) => through(() => port.hold(...args)),
    confirm: (...args) => through(() => port.confirm(...args)),
    release: (...args) => through(() => port.release(...args)),
    shelter: (...args) => through(() => port.shelter(...args)),
  };
}

/** Matching's processes over one store: each has its own memory, and its own place in capacity's streams. */
export function matchingInMemory(o: {
  clock: { now(): Date };
  capacity: ReturnType<typeof capacityInMemory>;
  fault: () => number;
  joined?: (request: PlacementRequest) => void;
}) {
  const store = memoryStore<RequestState>();
  const recorded: MatchingEvent[] = [];
  const bus = memoryBus();
  let ids = 0;
  let heard = 0;
  const all = async () =>
    (await store.list(null, 1_000)).flatMap(({ state, seq }) =>
      state.request ? [{ state, request: state.request, seq }] : [],
    );
  const queries: RequestQueries = {
    page: async () => ({ found: [], nextCursor: null }),
    waiting: async () => (await all()).filter(({ request }) => request.status.state === 'waiting'),
    overdue: async (before) =>
      (await all()).flatMap(({ request: { requestId, status } }) =>
        'expiresAt' in status && status.expiresAt < before ? [requestId] : [],
      ),
    stuck: async () =>
      (await all()).flatMap(({ state, request }) =>
        state.movesOn && request.status.state === 'choosing' ? [request.requestId] : [],
      ),
  };
  const start = () => {
    const { repository } = createRepository({
      type: requestAggregate,
      store,
      clock: o.clock,
      ids: { next: () => `e${ids++}` },
      topics: { events: 'events', state: 'state' },
      bus,
    });
    const places = createPlaces();
    const waiting = createWaitingList();
    const placing = createPlacing({ places, capacity: flaky(o.capacity.port, o.fault), onDoubt: () => undefined });
    const requests = {
      ...repository,
      async execute(...args: Parameters<typeof repository.execute>) {
        const result = await repository.execute(...args);
        if (result.ok) recorded.push(...(result.events as MatchingEvent[]));
        return result;
      },
    };
    const desk = createDesk({
      requests,
      places,
      placing,
      waiting,
      clock: o.clock,
      joined: (request) => o.joined?.(request),
    });
    const repair = createRepair({ desk, queries, failed: () => undefined, graceMs: 60_000 });
    let read = 0;
    return {
      desk,
      repair,
      /** Reads up to so many messages of the state topic. */
      catchUp(count: number) {
        for (const { shelter, seq } of o.capacity.states.slice(read, read + count)) places.apply(shelter, seq);
        read = Math.min(read + count, o.capacity.states.length);
      },
      async serveAll() {
        for (const { request, seq } of await queries.waiting()) waiting.note(request, seq);
        for (const { requestId } of [...waiting.inOrder()]) await serve(desk, requestId);
      },
      /** Handles the next events, which one process of the group gets; `again` of them for the second time. */
      async hearNext(count: number, again: number) {
        const from = Math.max(0, heard - again);
        const upTo = Math.min(heard + count, o.capacity.events.length);
        for (const event of o.capacity.events.slice(from, upTo)) {
          const news = commandOf(event);
          if (news && (await hear(desk, news.requestId, news.command)))
            await moveOn(desk, news.requestId).catch(() => undefined);
        }
        heard = upTo;
      },
    };
  };
  return { start, all, recorded };
}
