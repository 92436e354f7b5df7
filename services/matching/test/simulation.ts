import { memoryStore } from '@abri/aggregate/memory-store';
import { createRepository } from '@abri/aggregate/wiring';
import { memoryBus } from '@abri/bus/memory';
import type { ZoneEvent } from '@abri/contracts/hosting-events';
import type { MatchingEvent } from '@abri/contracts/matching-events';
import type { PublicZone } from '@abri/contracts/penal-file';
import type { PlacementRequest } from '@abri/contracts/placement';
import { createPlaces } from '../src/domain/places/places.js';
import { requestAggregate } from '../src/domain/request/aggregate.js';
import type { RequestDetails, RequestState } from '../src/domain/request/state.js';
import { createZones } from '../src/domain/zones/zones.js';
import { follow, serve } from '../src/following.js';
import { createPlacing } from '../src/placing.js';
import { createRepair, type Repair } from '../src/repair.js';
import { createDesk } from '../src/requests.js';
import { createSafety } from '../src/safety.js';
import type { RequestQueries } from '../src/store.js';
import { createWaitingList } from '../src/waiting-list.js';
import { type capacityInMemory, flaky } from './capacity-in-memory.js';

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
/** Matching's processes over one store: each has its own memory, and its own place in capacity's streams. */
export function matchingInMemory(o: {
  clock: { now(): Date };
  capacity: ReturnType<typeof capacityInMemory>;
  fault: () => number;
  /** What becomes of each write: 1 is lost, of 2 the answer is. */
  storeFault?: () => number;
  joined?: (request: PlacementRequest) => void;
  /** What the exclusion zones have put on their topics so far. */
  zones?: { states: readonly { zoneId: string; zone: PublicZone; seq: number }[]; events: readonly ZoneEvent[] };
}) {
  const memory = memoryStore<RequestState>();
  const store: typeof memory = {
    ...memory,
    async save(expected, next) {
      const fault = o.storeFault?.() ?? 0;
      if (fault === 1) throw new Error('the write was lost');
      const saved = await memory.save(expected, next);
      if (fault === 2) throw new Error('the answer was lost');
      return saved;
    },
  };
  const recorded: MatchingEvent[] = [];
  const bus = memoryBus();
  let ids = 0;
  let heard = 0;
  let told = 0;
  const zoneStates = o.zones?.states ?? [];
  const zoneEvents = o.zones?.events ?? [];
  const all = async () =>
    (await store.list(null, 1_000)).flatMap(({ state, seq }) =>
      state.request ? [{ state, request: state.request, seq }] : [],
    );
  const queries: RequestQueries = {
    page: async () => ({ found: [], nextCursor: null }),
    waiting: async () => (await all()).filter(({ request }) => request.status.state === 'waiting'),
    linkedTo: async (links) =>
      (await all()).filter(
        ({ request }) => request.status.state !== 'ended' && request.links.some((link) => links.includes(link)),
      ),
    linked: async (after) =>
      (await all()).filter(({ request }) => request.links.length > 0 && request.requestId > after),
    overdue: async (before) =>
      (await all()).flatMap(({ request: { requestId, status, moving } }) =>
        [status, moving].some((hold) => hold && 'expiresAt' in hold && hold.expiresAt < before) ? [requestId] : [],
      ),
    stuck: async () =>
      (await all()).flatMap(({ state, request }) =>
        state.movesOn && request.status.state === 'choosing' ? [request.requestId] : [],
      ),
  };
  const repairs: Repair[] = [];
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
    const zones = createZones();
    const waiting = createWaitingList();
    const placing = createPlacing({ places, capacity: flaky(o.capacity.port, o.fault), onDoubt: () => undefined });
    const requests = {
      ...repository,
      async execute(...args: Parameters<typeof repository.execute>) {
        const result = await repository.execute(...args);
        if (result.ok) recorded.push(...(result.events as MatchingEvent[]));
        // As by the topic that every process follows.
        if (result.ok) for (const each of repairs) each.changed(args[0]);
        return result;
      },
    };
    const desk = createDesk({
      requests,
      places,
      zones,
      placing,
      waiting,
      clock: o.clock,
      joined: (request) => o.joined?.(request),
    });
    const safety = createSafety({ desk, queries });
    const repair = createRepair({ desk, queries, safety, failed: () => undefined, graceMs: 60_000 });
    repairs.push(repair);
    let read = 0;
    let zonesRead = 0;
    return {
      desk,
      repair,
      /** Reads up to so many messages of the state topic. */
      catchUp(count: number) {
        for (const { shelter, seq } of o.capacity.states.slice(read, read + count)) places.apply(shelter, seq);
        read = Math.min(read + count, o.capacity.states.length);
      },
      /** Reads up to so many states of zones, and looks at the cases that they protect. */
      async catchUpZones(count: number) {
        const fresh = zoneStates.slice(zonesRead, zonesRead + count);
        zonesRead += fresh.length;
        for (const { zoneId, zone, seq } of fresh)
          await safety.look(zones.apply(zoneId, zone, seq)).catch(() => undefined);
      },
      /** Hears the next events of zones, which one process of the group gets; `again` of them for the second time. */
      async hearZones(count: number, again: number) {
        const from = Math.max(0, told - again);
        const upTo = Math.min(told + count, zoneEvents.length);
        for (const { type, aggregateId, seq, data } of zoneEvents.slice(from, upTo))
          if (type === 'ZoneBreached') await safety.entered(data.links, `${aggregateId}/${seq}`);
        told = Math.max(told, upTo);
      },
      async serveAll() {
        for (const { request, seq } of await queries.waiting()) waiting.note(request, seq);
        for (const { requestId } of [...waiting.inOrder()]) await serve(desk, requestId);
      },
      /** Handles the next events, which one process of the group gets; `again` of them for the second time. */
      async hearNext(count: number, again: number) {
        const from = Math.max(0, heard - again);
        const upTo = Math.min(heard + count, o.capacity.events.length);
        for (const event of o.capacity.events.slice(from, upTo)) await follow(desk, repair, event, () => undefined);
        heard = upTo;
      },
    };
  };
  return { start, all, recorded };
}
