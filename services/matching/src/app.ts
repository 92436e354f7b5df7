import { randomUUID } from 'node:crypto';
import { createRepository } from '@abri/aggregate/wiring';
import { kafkaBus, type TopicSetting } from '@abri/bus/kafka';
import { keepTrying } from '@abri/bus/keep-trying';
import type { Bus } from '@abri/bus/port';
import { topics, topicSettings } from '@abri/contracts/topics';
import { createAuthenticate } from '@abri/service-kit/auth';
import { openDatabase } from '@abri/service-kit/database';
import { createHealth } from '@abri/service-kit/health';
import { createHttp } from '@abri/service-kit/http';
import type { Logger } from '@abri/service-kit/log';
import { createMetrics } from '@abri/service-kit/metrics';
import { createServiceClient, serviceToken } from '@abri/service-kit/service-client';
import { capacityOverHttp } from './capacity-port.js';
import { reasonOf, startConsumers } from './consumers.js';
import { createPlaces } from './domain/places/places.js';
import { plan } from './domain/ranking/plan.js';
import { rank } from './domain/ranking/rank.js';
import { requestAggregate } from './domain/request/aggregate.js';
import { serve } from './following.js';
import { routes } from './http.js';
import { createMatchingMetrics } from './matching-metrics.js';
import { createPlacing } from './placing.js';
import { createRepair } from './repair.js';
import { createDesk, type Requests } from './requests.js';
import { createServing } from './serving.js';
import { requestQueries, requestStore } from './store.js';
import { createWaitingList } from './waiting-list.js';

/** Where the service lives and what it lives on. `mongoUri` names the service's own database; port 0 is any free one. */
export interface MatchingConfig {
  host: string;
  port: number;
  mongoUri: string;
  brokers: string[];
  topicPrefix: string;
  issuer: string;
  audience: string;
  clientId: string;
  clientSecret: string;
  capacityUrl: string;
}
/** What a test may put in place of the real thing. `failed` is told when the service cannot go on. */
export interface MatchingDeps {
  log: Logger;
  failed?: (why: string) => void;
  clock?: { now(): Date };
  ids?: { next(): string };
  bus?: Bus & { ensureTopics(settings: readonly TopicSetting[]): Promise<void> };
  /** How old a hold without its request must be before it is given back, and how often that is looked for. */
  repair?: { graceMs: number; everyMs: number };
}

/**
 * Starts the whole service: resolves when it has caught up with all shelters and answers. Database and Kafka may come
 * later than the service, it keeps asking. `stop` publishes what is committed and leaves nothing open.
 */
export async function startMatching(
  config: MatchingConfig,
  deps: MatchingDeps,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { log } = deps;
  const clock = deps.clock ?? { now: () => new Date() };
  const ids = deps.ids ?? { next: () => randomUUID() };
  let stopping = false;
  const isStopping = { stopping: () => stopping, log };
  const failed = (what: string) => (error: unknown) =>
    log.warn({ reason: reasonOf(error) }, `${what} will be tried again`);
  const connection = await openDatabase(config.mongoUri, log);
  const queries = requestQueries(connection);

  const places = createPlaces();
  const waiting = createWaitingList();
  const metrics = createMetrics('matching');
  const measures = createMatchingMetrics(metrics.registry, { clock, waiting });
  const bus =
    deps.bus ??
    kafkaBus({
      brokers: config.brokers,
      clientId: 'matching',
      parkingTopic: topics.parking,
      topicPrefix: config.topicPrefix,
      log,
    });
  const { repository, relay } = createRepository({
    type: requestAggregate,
    store: requestStore(connection),
    clock,
    ids,
    topics: { events: topics.matchingEvents, state: topics.matchingState },
    bus,
    log,
  });
  const requests: Requests = {
    ...repository,
    async execute(requestId, command, o) {
      const result = await repository.execute(requestId, command, o);
      if (result.ok) measures.recorded(result.events);
      return result;
    },
  };

  const { issuer, audience, clientId, clientSecret } = config;
  const client = createServiceClient({
    url: config.capacityUrl,
    token: serviceToken({ issuer, audience, clientId, clientSecret }),
    timeoutMs: 3_000,
  });
  const capacity = capacityOverHttp(client);
  const placing = createPlacing({ places, capacity, onDoubt: () => serving.wakeSoon() });
  const desk = createDesk({
    requests,
    places,
    placing,
    waiting,
    clock,
    joined(request) {
      const [free] = rank(places, desk.wishOf(request)).places;
      if (free) serving.wake(free.shelterId);
    },
  });
  const serving = createServing({
    waiting,
    mayFit: (request, only) => rank(places, desk.wishOf(request), only ? { only } : {}).places.length > 0,
    plan: (inOrder) =>
      plan(
        places,
        inOrder.map((request) => ({ requestId: request.requestId, wish: desk.wishOf(request) })),
      ).map(({ requestId, place }) => ({ requestId, shelterId: place.shelterId })),
    serve: (requestId, shelterId) => serve(desk, requestId, shelterId),
    failed: failed('the waiting list'),
  });
  const repair = createRepair({ desk, queries, failed: failed('a repair'), ...deps.repair });

  const health = createHealth();
  let ready = false;
  health.add('database', async () => (await connection.db?.command({ ping: 1 }))?.ok === 1);
  health.add('shelters', () => ready);
  const http = createHttp({
    service: 'matching',
    log,
    authenticate: createAuthenticate({ issuer, audience }),
    metrics,
    health,
  });
  routes(http, { desk, capacity, queries, serving, metrics: measures, isReady: () => ready });

  const listening = await http.listen({ port: config.port, host: config.host });
  log.info({ port: listening.port }, 'listening');
  await keepTrying('topics', () => bus.ensureTopics(topicSettings), isStopping);
  await relay.start();
  const consumers = await startConsumers({ bus, desk, serving, metrics: measures, log, stopping: () => stopping });
  void consumers.failed.then((error) => deps.failed?.(`consumption ended: ${error.message}`));
  for (const { request, seq } of await queries.waiting()) waiting.note(request, seq);
  ready = consumers.caughtUp();
  serving.start();
  repair.start();
  log.info({ shelters: places.shelters.length, waiting: waiting.inOrder().length }, 'ready');
  return {
    url: `http://${config.host}:${listening.port}`,
    async stop() {
      stopping = true;
      await listening.close();
      await repair.stop();
      await serving.stop();
      await consumers.stop();
      await relay.stop();
      await client.close();
      await bus.close();
      await connection.close();
    },
  };
}
