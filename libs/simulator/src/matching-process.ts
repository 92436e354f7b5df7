import { createRepository } from '@abri/aggregate/wiring';
import { topics } from '@abri/contracts/topics';
import { capacityOverHttp } from '@abri/matching-service/dist/capacity-port.js';
import { startConsumers } from '@abri/matching-service/dist/consumers.js';
import { createPlaces } from '@abri/matching-service/dist/domain/places/places.js';
import { requestAggregate } from '@abri/matching-service/dist/domain/request/aggregate.js';
import { createZones } from '@abri/matching-service/dist/domain/zones/zones.js';
import type { Desk } from '@abri/matching-service/dist/requests.js';
import type { RequestQueries } from '@abri/matching-service/dist/store.js';
import { createWaitingList } from '@abri/matching-service/dist/waiting-list.js';
import { createWorking } from '@abri/matching-service/dist/working.js';
import type { Life } from './network.js';
import { clockOf, idsOf, relayOf, type World } from './process.js';
import type { ServiceClient } from '@abri/service-kit/service-client';
import { overNetwork, storeOver } from './simulated-store.js';

export interface MatchingProcess {
  desk: Desk;
  /** Whether it has caught up; before, the service says 503. */
  isReady(): boolean;
}

/** Starts matching in a process of the simulation, wired as its own `app.ts` does. */
export function startMatchingProcess(
  world: World,
  life: Life,
  client: ServiceClient,
  ended: () => void,
): MatchingProcess {
  const { timeline, network, broker } = world;
  const queries = queriesOver(world, life);
  const { repository, relay } = createRepository({
    type: requestAggregate,
    store: storeOver(network, life, 'request', world.requests),
    clock: clockOf(world, life),
    ids: idsOf(life),
    topics: { events: topics.matchingEvents, state: topics.matchingState },
    bus: broker.busOf(life),
    ...relayOf(world, life),
  });
  const waiting = createWaitingList();
  const failed = () => undefined;
  const { desk, serving, safety, repair } = createWorking({
    ...{ requests: repository, places: createPlaces(), zones: createZones(), waiting, queries },
    clock: clockOf(world, life),
    capacity: capacityOverHttp(client, (ms) => timeline.pause(ms)),
    failed: () => failed,
    repair: { everyMs: 30_000 },
  });

  let ready = false;
  const begin = async () => {
    await relay.start();
    const consumers = await startConsumers({
      ...{ bus: broker.busOf(life), desk, serving, safety, repair, log: { warn: () => undefined } },
      metrics: { applied: () => undefined, zoneLooked: () => undefined },
      stopping: () => !life.alive,
    });
    for (const { request, seq } of await queries.waiting()) waiting.note(request, seq);
    await safety.lookAtAll().catch(failed);
    ready = consumers.caughtUp();
    serving.start();
    repair.start();
  };
  // A service whose start fails ends, and its supervisor starts it anew.
  void begin().catch(ended);
  return { desk, isReady: () => ready };
}

/** The questions that the service asks of its database by indexes. */
function queriesOver({ network, requests }: World, life: Life): RequestQueries {
  const all = () =>
    [...requests.all.values()].flatMap(({ state, seq }) =>
      state.request ? [{ request: state.request, seq, movesOn: state.movesOn }] : [],
    );
  const ask = <T>(what: string, answer: () => T) => overNetwork(network, life, what, async () => answer());
  return {
    page: async () => ({ found: [], nextCursor: null }),
    waiting: () => ask('who waits', () => all().filter(({ request }) => request.status.state === 'waiting')),
    linkedTo: (links) =>
      ask('who is linked', () =>
        all().filter(
          ({ request }) => request.status.state !== 'ended' && request.links.some((link) => links.includes(link)),
        ),
      ),
    linked: (after) =>
      ask('who has links', () => all().filter(({ request }) => request.links.length > 0 && request.requestId > after)),
    overdue: (before) =>
      ask('what is overdue', () =>
        all().flatMap(({ request: { requestId, status, moving } }) =>
          [status, moving].some((hold) => hold && 'expiresAt' in hold && hold.expiresAt < before) ? [requestId] : [],
        ),
      ),
    stuck: () =>
      ask('who is stuck', () =>
        all().flatMap(({ request, movesOn }) =>
          movesOn && request.status.state === 'choosing' ? [request.requestId] : [],
        ),
      ),
  };
}
