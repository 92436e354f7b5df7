import { randomUUID } from 'node:crypto';
import { createRepository } from '@abri/aggregate/wiring';
import { kafkaBus, type TopicSetting } from '@abri/bus/kafka';
import { keepTrying } from '@abri/bus/keep-trying';
import type { Bus } from '@abri/bus/port';
import { topics, topicSettings } from '@abri/contracts/topics';
import { serviceAudit } from '@abri/service-kit/audit-checkpoints';
import type { AuditKeys } from '@abri/service-kit/audit-key';
import { createAuthenticate } from '@abri/service-kit/auth';
import type { ServiceSettings } from '@abri/service-kit/config';
import { type Clock, every, systemClock } from '@abri/service-kit/clock';
import { openDatabase } from '@abri/service-kit/database';
import { createHealth } from '@abri/service-kit/health';
import { createHttp } from '@abri/service-kit/http';
import { type Logger, reasonOf } from '@abri/service-kit/log';
import { measuredBus } from '@abri/service-kit/measured-bus';
import { createMetrics } from '@abri/service-kit/metrics';
import { createServiceClient, serviceToken } from '@abri/service-kit/service-client';
import { capacityOverHttp } from './capacity-port.js';
import { startConsumers } from './consumers.js';
import { createPlaces } from './domain/places/places.js';
import { requestAggregate } from './domain/request/aggregate.js';
import { createZones } from './domain/zones/zones.js';
import { routes } from './http.js';
import { linkRoutes } from './link-codes.js';
import { createMatchingMetrics } from './matching-metrics.js';
import { movingRoutes } from './moving-routes.js';
import type { Requests } from './requests.js';
import { alertOfSpentBudgets, createSafetyQuestions, safetyRoutes } from './safety-questions.js';
import { mongoSafetyStore } from './safety-store.js';
import { requestQueries, requestStore, standingAlerts } from './store.js';
import { createWaitingList } from './waiting-list.js';
import { createWorking } from './working.js';

/** Where the service lives and what it lives on. `mongoUri` names the service's own database; port 0 is any free one. */
export interface MatchingConfig extends ServiceSettings {
  clientId: string;
  clientSecret: string;
  /** One address, or those of its replicas. */
  capacityUrl: string | readonly string[];
  /** The secret from which the pads of safety questions are drawn; the same in every replica. */
  padKey: string;
  /** What signs the audit log; without it, in tests, the log is not signed. */
  auditKeys?: AuditKeys;
}
/** What a test may put in place of the real thing. `failed` is told when the service cannot go on. */
export interface MatchingDeps {
  log: Logger;
  failed?: (why: string) => void;
  clock?: Clock;
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
  const clock = deps.clock ?? systemClock;
  const ids = deps.ids ?? { next: () => randomUUID() };
  let stopping = false;
  const isStopping = { stopping: () => stopping, log };
  const failed = (what: string) => (error: unknown) =>
    log.warn({ reason: reasonOf(error) }, `${what} will be tried again`);
  const connection = await openDatabase(config.mongoUri, log);
  const queries = requestQueries(connection);
  const safetyStore = mongoSafetyStore(connection);

  const places = createPlaces();
  const zones = createZones();
  const waiting = createWaitingList();
  const metrics = createMetrics('matching');
  const measures = createMatchingMetrics(metrics.registry, {
    clock,
    waiting,
    zones,
    alerts: standingAlerts(connection),
  });
  const bus = measuredBus(
    metrics.registry,
    deps.bus ??
      kafkaBus({
        brokers: config.brokers,
        clientId: 'matching',
        parkingTopic: topics.parking,
        topicPrefix: config.topicPrefix,
        log,
      }),
  );
  const audit = serviceAudit(connection, {
    service: 'matching',
    keys: config.auditKeys,
    readingsADay: config.readingsADay,
    bus,
    logger: log,
    clock,
    registry: metrics.registry,
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
      if (result.ok) measures.recorded(result.events, result.state.request);
      return result;
    },
  };

  const { tokens, clientId, clientSecret } = config;
  const client = createServiceClient({
    url: config.capacityUrl,
    token: serviceToken({ ...tokens, clientId, clientSecret }),
    timeoutMs: 3_000,
  });
  const { desk, serving, safety, repair } = createWorking({
    ...{ requests, places, zones, waiting, clock, queries, failed },
    capacity: capacityOverHttp(client),
    repair: deps.repair,
  });

  const health = createHealth();
  let ready = false;
  health.add('database', async () => (await connection.db?.command({ ping: 1 }))?.ok === 1);
  health.add('shelters', () => ready);
  const http = createHttp({
    service: 'matching',
    log,
    authenticate: createAuthenticate(tokens),
    metrics,
    health,
  });
  const routed = { desk, queries, serving, metrics: measures, isReady: () => ready };
  routes(http, routed);
  movingRoutes(http, routed);
  linkRoutes(http, { desk, audit, secret: config.padKey });
  safetyRoutes(http, {
    ask: createSafetyQuestions({
      places,
      store: safetyStore,
      audit,
      clock,
      padKey: config.padKey,
      spent: alertOfSpentBudgets(metrics.registry, log),
    }),
    isReady: () => ready,
  });
  clock.routes?.(http);

  const listening = await http.listen({ port: config.port, host: config.host });
  log.info({ port: listening.port }, 'listening');
  await keepTrying('topics', () => bus.ensureTopics(topicSettings), isStopping);
  await relay.start();
  const consumers = await startConsumers({
    bus,
    desk,
    serving,
    safety,
    repair,
    metrics: measures,
    log,
    stopping: () => stopping,
  });
  void consumers.failed.then((error) => deps.failed?.(`consumption ended: ${error.message}`));
  for (const { request, seq } of await queries.waiting()) waiting.note(request, seq);
  await safety.lookAtAll().catch(failed('the safety of placements'));
  ready = consumers.caughtUp();
  serving.start();
  repair.start();
  // On a clock that is set from outside, a house's arrival hours may begin between two looks of the process's own timer.
  const stopLooking = clock.timers && every(clock.timers, 30 * 60_000, () => serving.everywhere());
  log.info({ shelters: places.shelters.length, waiting: waiting.inOrder().length }, 'ready');
  return {
    url: `http://${config.host}:${listening.port}`,
    async stop() {
      stopping = true;
      await listening.close();
      stopLooking?.();
      await repair.stop();
      await serving.stop();
      await consumers.stop();
      await relay.stop();
      await client.close();
      await audit.stop();
      await bus.close();
      await connection.close();
    },
  };
}
