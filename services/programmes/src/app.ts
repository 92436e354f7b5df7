import { createHmac, randomUUID } from 'node:crypto';
import { processTimers } from '@abri/aggregate/due-watch';
import { createRepository } from '@abri/aggregate/wiring';
import { kafkaBus } from '@abri/bus/kafka';
import { keepTrying } from '@abri/bus/keep-trying';
import { topics, topicSettings } from '@abri/contracts/topics';
import type { KeyRing } from '@abri/personal-data/key-ring';
import { mongoWrappedKeys } from '@abri/personal-data/mongo-wrapped-keys';
import { createVault } from '@abri/personal-data/vault';
import { serviceAudit } from '@abri/service-kit/audit-checkpoints';
import type { AuditKeys } from '@abri/service-kit/audit-key';
import { mongoReadings } from '@abri/service-kit/audit-readings';
import { createAuthenticate } from '@abri/service-kit/auth';
import type { ServiceSettings } from '@abri/service-kit/config';
import { type Clock, systemClock } from '@abri/service-kit/clock';
import { openDatabase } from '@abri/service-kit/database';
import { createHealth } from '@abri/service-kit/health';
import { createHttp } from '@abri/service-kit/http';
import type { Logger } from '@abri/service-kit/log';
import { measuredBus } from '@abri/service-kit/measured-bus';
import { createMetrics } from '@abri/service-kit/metrics';
import { createRetention, mongoBegunErasures } from '@abri/service-kit/retention';
import { seriesAggregate } from './domain/series-aggregate.js';
import { type Application, routes } from './http.js';
import { retainedParticipants } from './retention.js';
import { createIndexes, mongoProfessionals, mongoSeriesQueries, mongoTextBook, seriesStore } from './store.js';

/** Where the service lives and what it lives on. `mongoUri` names the service's own database; port 0 is any free one. */
export interface ProgrammesConfig extends ServiceSettings {
  keyRing: KeyRing;
  /** How many days after the last session of a training its participants' names are kept; null: for ever. */
  retentionDays: number | null;
  /** What signs the audit log; without it, in tests, the log is not signed. */
  auditKeys?: AuditKeys;
}
/** What a test may put in place of the real thing. */
export interface ProgrammesDeps {
  log: Logger;
  clock?: Clock;
}

/**
 * Starts the whole service: resolves when it answers and its topics are there. Database and Kafka may come later than
 * the service, it keeps asking. `stop` publishes what is committed, as far as Kafka takes it, and leaves nothing open.
 */
export async function startProgrammes(
  config: ProgrammesConfig,
  deps: ProgrammesDeps,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { log } = deps;
  const clock = deps.clock ?? systemClock;
  const ids = { next: () => randomUUID() };
  const connection = await openDatabase(config.mongoUri, log);
  await createIndexes(connection);

  const { brokers, topicPrefix, keyRing: ring } = config;
  const metrics = createMetrics('programmes');
  const bus = measuredBus(
    metrics.registry,
    kafkaBus({ brokers, clientId: 'programmes', parkingTopic: topics.parking, topicPrefix, log }),
  );
  const { repository, relay } = createRepository({
    type: seriesAggregate,
    store: seriesStore(connection),
    clock,
    ids,
    bus,
    log,
    topics: { events: topics.programmesEvents, state: topics.programmesState },
  });

  const health = createHealth();
  let topicsAreThere = false;
  health.add('database', async () => (await connection.db?.command({ ping: 1 }))?.ok === 1);
  health.add('topics', () => topicsAreThere);
  const authenticate = createAuthenticate(config.tokens);
  const http = createHttp({ service: 'programmes', log, authenticate, metrics, health });
  const audit = serviceAudit(connection, {
    service: 'programmes',
    keys: config.auditKeys,
    readingsADay: config.readingsADay,
    bus,
    logger: log,
    clock,
    registry: metrics.registry,
  });
  const app: Application = {
    series: repository,
    queries: mongoSeriesQueries(connection),
    texts: mongoTextBook(connection),
    professionals: mongoProfessionals(connection, createVault({ keys: mongoWrappedKeys(connection), ring })),
    ownParticipantId: (user, seriesId) =>
      createHmac('sha256', ring.indexKey)
        .update(JSON.stringify(['participant', user.id, seriesId]))
        .digest('base64url')
        .slice(0, 22),
    audit,
    readings: mongoReadings(connection),
    ids,
    now: () => clock.now().toISOString(),
  };
  routes(http, app);
  const retention = createRetention(retainedParticipants(connection, app), {
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
  await relay.start();
  retention.start();
  return {
    url: `http://${config.host}:${listening.port}`,
    async stop() {
      stopping = true;
      await listening.close();
      await retention.stop();
      await relay.stop();
      await audit.stop();
      await bus.close();
      await connection.close();
    },
  };
}
