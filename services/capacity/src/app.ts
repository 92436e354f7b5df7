import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createDueWatch, processTimers } from '@abri/aggregate/due-watch';
import { createRepository } from '@abri/aggregate/wiring';
import { kafkaBus, type TopicSetting } from '@abri/bus/kafka';
import type { Bus } from '@abri/bus/port';
import { topics, topicSettings } from '@abri/contracts/topics';
import type { KeyRing } from '@abri/personal-data/key-ring';
import { mongoWrappedKeys } from '@abri/personal-data/mongo-wrapped-keys';
import { createVault } from '@abri/personal-data/vault';
import type { Audit } from '@abri/service-kit/audit';
import { serviceAudit } from '@abri/service-kit/audit-checkpoints';
import type { AuditKeys } from '@abri/service-kit/audit-key';
import { createAuthenticate } from '@abri/service-kit/auth';
import type { ServiceSettings } from '@abri/service-kit/config';
import { type Clock, systemClock } from '@abri/service-kit/clock';
import { openDatabase } from '@abri/service-kit/database';
import { createHealth } from '@abri/service-kit/health';
import { createHttp } from '@abri/service-kit/http';
import { type Logger, reasonOf } from '@abri/service-kit/log';
import { measuredBus } from '@abri/service-kit/measured-bus';
import { createMetrics } from '@abri/service-kit/metrics';
import { createCapacityMetrics } from './capacity-metrics.js';
import { nextExpiry } from './domain/decide.js';
import { shelterAggregate } from './domain/shelter-aggregate.js';
import { routes } from './http.js';
import { allShelters, type Shelters } from './shelters.js';
import { mongoAddressBook, shelterStore } from './store.js';

/** Where the service lives and what it lives on. `mongoUri` names the service's own database; port 0 is any free one. */
export interface CapacityConfig extends ServiceSettings {
  offerMinutes: number;
  confirmMinutes: number;
  /** The master keys under which the addresses of houses are sealed. */
  keyRing: KeyRing;
  /** What signs the audit log; without it, in tests, the log is not signed. */
  auditKeys?: AuditKeys;
}
/** What a test may put in place of the real thing. */
export interface CapacityDeps {
  log: Logger;
  clock?: Clock;
  ids?: { next(): string };
  audit?: Audit;
  bus?: Bus & { ensureTopics(settings: readonly TopicSetting[]): Promise<void> };
}

/**
 * Starts the whole service: resolves when it answers and its topics are there. Database and Kafka may come later than
 * the service, it keeps asking. `stop` publishes what is committed, as far as Kafka takes it, and leaves nothing open.
 */
export async function startCapacity(
  config: CapacityConfig,
  deps: CapacityDeps,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { log } = deps;
  const clock = deps.clock ?? systemClock;
  const ids = deps.ids ?? { next: () => randomUUID() };
  const now = () => clock.now().toISOString();
  const connection = await openDatabase(config.mongoUri, log);
  const store = shelterStore(connection);

  const metrics = createMetrics('capacity');
  const measures = createCapacityMetrics(metrics.registry, {
    clock,
    eventsTopic: topics.capacityEvents,
    shelters: async () =>
      (await allShelters(repository)).flatMap(({ state }) => (state.shelter ? [state.shelter] : [])),
  });
  const bus = measuredBus(
    metrics.registry,
    deps.bus ??
      kafkaBus({
        brokers: config.brokers,
        clientId: 'capacity',
        parkingTopic: topics.parking,
        topicPrefix: config.topicPrefix,
        log,
      }),
  );
  const { repository, relay } = createRepository({
    type: shelterAggregate,
    store,
    clock,
    ids,
    topics: { events: topics.capacityEvents, state: topics.capacityState },
    bus: measures.measured(bus),
    log,
  });

  const execute: Shelters['execute'] = async (shelterId, command, o) => {
    const result = await repository.execute(shelterId, command, o);
    if (result.ok) measures.recorded(result.events);
    else if (command.do === 'hold') measures.refused(result.refused);
    expiry.watch(shelterId, nextExpiry(result.state));
    return result;
  };
  const shelters: Shelters = { ...repository, execute };
  const expiry = createDueWatch({
    clock,
    timers: clock.timers ?? processTimers,
    due: (instant, limit) => repository.due(instant, limit),
    handle: async (shelterId, instant) => void (await execute(shelterId, { do: 'expire', now: instant })),
    failed: (error) => log.warn({ reason: reasonOf(error) }, 'expired holds will be freed later'),
  });

  const health = createHealth();
  let topicsAreThere = false;
  health.add('database', async () => (await connection.db?.command({ ping: 1 }))?.ok === 1);
  health.add('topics', () => topicsAreThere);
  const authenticate = createAuthenticate(config.tokens);
  const http = createHttp({ service: 'capacity', log, authenticate, metrics, health });
  const addresses = mongoAddressBook(
    connection,
    createVault({ keys: mongoWrappedKeys(connection), ring: config.keyRing }),
  );
  const audit = serviceAudit(connection, {
    service: 'capacity',
    keys: config.auditKeys,
    readingsADay: config.readingsADay,
    bus,
    logger: log,
    clock,
    registry: metrics.registry,
  });
  routes(http, {
    shelters,
    addresses,
    audit: deps.audit ?? audit,
    ids,
    now,
    offerMinutes: config.offerMinutes,
    confirmMinutes: config.confirmMinutes,
    execute: (shelterId, command, idempotencyKey) => shelters.execute(shelterId, command, { idempotencyKey }),
  });
  clock.routes?.(http);

  const listening = await http.listen({ port: config.port, host: config.host });
  log.info({ port: listening.port }, 'listening');
  await untilTopicsAreThere(log, () => bus.ensureTopics(topicSettings));
  topicsAreThere = true;
  const old = await addresses.sealOld();
  if (old > 0) log.info({ entries: old }, 'addresses sealed that lay in clear');
  await relay.start();
  for (const { state } of await allShelters(repository))
    if (state.shelter) expiry.watch(state.shelter.shelterId, nextExpiry(state));
  await expiry.start();
  return {
    url: `http://${config.host}:${listening.port}`,
    async stop() {
      await listening.close();
      await expiry.stop();
      await relay.stop();
      await audit.stop();
      await bus.close();
      await connection.close();
    },
  };
}

/** Makes sure of the topics, trying again while Kafka is not there yet: after 0.2 s, at last every 5 s. */
async function untilTopicsAreThere(log: Logger, ensure: () => Promise<void>): Promise<void> {
  for (let failures = 0; ; failures++) {
    try {
      await ensure();
      return;
    } catch (error) {
      if (failures % 10 === 0) log.warn({ reason: reasonOf(error) }, 'Kafka is not there yet');
      await pause(Math.min(200 * 2 ** Math.min(failures, 5), 5_000));
    }
  }
}
