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
import { mongoAudit } from '@abri/service-kit/audit';
import { createAuthenticate } from '@abri/service-kit/auth';
import { openDatabase } from '@abri/service-kit/database';
import { createHealth } from '@abri/service-kit/health';
import { createHttp } from '@abri/service-kit/http';
import type { Logger } from '@abri/service-kit/log';
import { createMetrics } from '@abri/service-kit/metrics';
import { createAccess } from './access.js';
import type { Cases } from './cases.js';
import { followNames } from './consumers.js';
import { caseAggregate } from './domain/case-aggregate.js';
import { screeningAggregate } from './domain/screening.js';
import { nextDue } from './domain/time.js';
import { routes } from './http.js';
import { mongoPeople } from './people.js';
import { mongoSealedRecords } from '@abri/personal-data/sealed-records';
import { caseStore, createIndexes, mongoCaseQueries, mongoDirectory, screeningStore } from './store.js';

/** Where the service lives and what it lives on. `mongoUri` names the service's own database; port 0 is any free one. */
export interface SupportConfig {
  host: string;
  port: number;
  mongoUri: string;
  brokers: string[];
  topicPrefix: string;
  issuer: string;
  audience: string;
  keyRing: KeyRing;
}
/** What a test may put in place of the real thing. */
export interface SupportDeps {
  log: Logger;
  clock?: { now(): Date };
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
  const clock = deps.clock ?? { now: () => new Date() };
  const ids = { next: () => randomUUID() };
  const connection = await openDatabase(config.mongoUri, log);
  await createIndexes(connection);

  const { brokers, topicPrefix, keyRing: ring } = config;
  const bus = kafkaBus({ brokers, clientId: 'victim-support', parkingTopic: topics.parking, topicPrefix, log });
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
    timers: processTimers,
    due: (instant, limit) => cases.due(instant, limit),
    handle: async (caseId, now) => void (await cases.execute(caseId, { do: 'tick', now })),
    failed: (error) =>
      log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'what is due will be told later'),
  });

  const vault = createVault({ keys: mongoWrappedKeys(connection), ring });
  const index = createBlindIndex({ key: ring.indexKey, context: 'victim-support' });
  const metrics = createMetrics('victim-support');
  const health = createHealth();
  let topicsAreThere = false;
  health.add('database', async () => (await connection.db?.command({ ping: 1 }))?.ok === 1);
  health.add('topics', () => topicsAreThere);
  const authenticate = createAuthenticate({ issuer: config.issuer, audience: config.audience });
  const http = createHttp({ service: 'victim-support', log, authenticate, metrics, health });
  const directory = mongoDirectory(connection);
  const people = mongoPeople(connection, vault, index);
  routes(http, {
    cases,
    screenings: screened.repository,
    people,
    records: mongoSealedRecords(connection, vault),
    queries: mongoCaseQueries(connection),
    directory,
    ...createAccess(directory),
    audit: mongoAudit(connection),
    eraseKeys: async (people) => void (await Promise.all(people.map((one) => vault.erase(one)))),
    ids,
    now: () => clock.now().toISOString(),
  });

  let stopping = false;
  const listening = await http.listen({ port: config.port, host: config.host });
  log.info({ port: listening.port }, 'listening');
  await keepTrying('topics', () => bus.ensureTopics(topicSettings), { stopping: () => stopping, log });
  topicsAreThere = true;
  const names = await followNames({ bus, people, log, stopping: () => stopping });
  void names?.failed.then((error) => deps.failed?.(error));
  await Promise.all([written.relay.start(), screened.relay.start()]);
  await due.start();
  return {
    url: `http://${config.host}:${listening.port}`,
    async stop() {
      stopping = true;
      await listening.close();
      await due.stop();
      await names?.stop();
      await Promise.all([written.relay.stop(), screened.relay.stop()]);
      await bus.close();
      await connection.close();
    },
  };
}
