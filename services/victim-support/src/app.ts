import { randomUUID } from 'node:crypto';
import { createDueWatch, processTimers } from '@abri/aggregate/due-watch';
import { createRepository } from '@abri/aggregate/wiring';
import { kafkaBus } from '@abri/bus/kafka';
import { keepTrying } from '@abri/bus/keep-trying';
import { topics, topicSettings } from '@abri/contracts/topics';
import { createBlindIndex } from '@abri/personal-data/blind-index';
import type { KeyRing } from '@abri/personal-data/key-ring';
import { mongoWrappedKeys } from '@abri/personal-data/mongo-wrapped-keys';
import { createVault } from '@abri/personal-data/vault';
import { mongoReadings } from '@abri/service-kit/audit-readings';
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
import { createRetention, mongoBegunErasures } from '@abri/service-kit/retention';
import { createAccess } from './access.js';
import type { Cases } from './cases.js';
import { followNames } from './consumers.js';
import { caseAggregate } from './domain/case-aggregate.js';
import { screeningAggregate } from './domain/screening.js';
import { nextDue } from './domain/time.js';
import { type Application, routes } from './http.js';
import { mongoPeople } from './people.js';
import { retainedCases } from './retention.js';
import { mongoSealedRecords } from '@abri/personal-data/sealed-records';
import { createSupportMetrics, dueReminders } from './support-metrics.js';
import { caseStore, createIndexes, mongoCaseQueries, mongoDirectory, screeningStore } from './store.js';

/** Where the service lives and what it lives on. `mongoUri` names the service's own database; port 0 is any free one. */
export interface SupportConfig extends ServiceSettings {
  keyRing: KeyRing;
  /** After how many days a closed case is erased; null: never by itself. */
  retentionDays: number | null;
  /** What signs the audit log; without it, in tests, the log is not signed. */
  auditKeys?: AuditKeys;
}
/** What a test may put in place of the real thing. */
export interface SupportDeps {
  log: Logger;
  clock?: Clock;
  /** Called when consumption has ended by itself: the process must then end, and be started anew. */
  failed?(error: Error): void;
}

/**
 * Starts the whole service: resolves when it answers and its topics are there. Database and Kafka may come later than
 * the service, it keeps asking. `stop` publishes what is committed, as far as Kafka takes it, and leaves nothing open.
 */
export async function startSupport(
  config: SupportConfig,
  deps: SupportDeps,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { log } = deps;
  const clock = deps.clock ?? systemClock;
  const ids = { next: () => randomUUID() };
  const connection = await openDatabase(config.mongoUri, log);
  await createIndexes(connection);

  const { brokers, topicPrefix, keyRing: ring } = config;
  const metrics = createMetrics('victim-support');
  const bus = measuredBus(
    metrics.registry,
    kafkaBus({ brokers, clientId: 'victim-support', parkingTopic: topics.parking, topicPrefix, log }),
  );
  const parts = { clock, ids, bus, log, topics: { events: topics.supportEvents, state: topics.supportState } };
  const written = createRepository({ ...parts, type: caseAggregate, store: caseStore(connection) });
  const screened = createRepository({ ...parts, type: screeningAggregate, store: screeningStore(connection) });

  const cases: Cases = {
    ...written.repository,
    async execute(caseId, command, o) {
      const result = await written.repository.execute(caseId, command, o);
      due.watch(caseId, nextDue(result.state));
      return result;
    },
  };
  const due = createDueWatch({
    clock,
    timers: clock.timers ?? processTimers,
    due: (instant, limit) => cases.due(instant, limit),
    handle: async (caseId, now) => void (await cases.execute(caseId, { do: 'tick', now })),
    failed: (error) => log.warn({ reason: reasonOf(error) }, 'what is due will be told later'),
  });

  const vault = createVault({ keys: mongoWrappedKeys(connection), ring });
  const index = createBlindIndex({ key: ring.indexKey, context: 'victim-support' });
  createSupportMetrics(metrics.registry, { clock, reminders: dueReminders(connection) });
  const health = createHealth();
  let topicsAreThere = false;
  health.add('database', async () => (await connection.db?.command({ ping: 1 }))?.ok === 1);
  health.add('topics', () => topicsAreThere);
  const authenticate = createAuthenticate(config.tokens);
  const http = createHttp({ service: 'victim-support', log, authenticate, metrics, health });
  const directory = mongoDirectory(connection);
  const people = mongoPeople(connection, vault, index);
  const audit = serviceAudit(connection, {
    service: 'victim-support',
    keys: config.auditKeys,
    readingsADay: config.readingsADay,
    bus,
    logger: log,
    clock,
    registry: metrics.registry,
  });
  const app: Application = {
    cases,
    screenings: screened.repository,
    people,
    records: mongoSealedRecords(connection, vault),
    queries: mongoCaseQueries(connection),
    directory,
    ...createAccess(directory),
    audit,
    readings: mongoReadings(connection),
    eraseKeys: async (people) => void (await Promise.all(people.map((one) => vault.erase(one)))),
    ids,
    now: () => clock.now().toISOString(),
  };
  routes(http, app);
  const retention = createRetention(retainedCases(connection, app), {
    clock,
    timers: clock.timers ?? processTimers,
    days: config.retentionDays,
    begun: mongoBegunErasures(connection),
    log,
  });
  clock.routes?.(http);

  let stopping = false;
  const listening = await http.listen({ port: config.port, host: config.host });
  log.info({ port: listening.port }, 'listening');
  await keepTrying('topics', () => bus.ensureTopics(topicSettings), { stopping: () => stopping, log });
  topicsAreThere = true;
  const names = await followNames({ bus, people, log, stopping: () => stopping });
  void names?.failed.then((error) => deps.failed?.(error));
  await Promise.all([written.relay.start(), screened.relay.start()]);
  await due.start();
  retention.start();
  return {
    url: `http://${config.host}:${listening.port}`,
    async stop() {
      stopping = true;
      await listening.close();
      await retention.stop();
      await due.stop();
      await names?.stop();
      await Promise.all([written.relay.stop(), screened.relay.stop()]);
      await audit.stop();
      await bus.close();
      await connection.close();
    },
  };
}
