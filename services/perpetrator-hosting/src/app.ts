import { randomUUID } from 'node:crypto';
import { createDueWatch, type DueWatch, processTimers } from '@abri/aggregate/due-watch';
import type { Repository } from '@abri/aggregate/repository';
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
import { createServiceClient, serviceToken } from '@abri/service-kit/service-client';
import { mongoAgencies } from './agencies.js';
import { followNames } from './consumers.js';
import { fileAggregate } from './domain/file-aggregate.js';
import type { MediationUpTo } from './domain/file-commands.js';
import { siteAggregate } from './domain/site.js';
import { zoneAggregate, type ZoneCommand } from './domain/zone.js';
import { createHostedAway } from './hosted-away.js';
import { createHostingMetrics, openBreaches } from './hosting-metrics.js';
import { type Application, routes } from './http.js';
import { matchingOverHttp } from './matching-port.js';
import { mongoPeople } from './people.js';
import { retainedFiles } from './retention.js';
import { mongoSealedRecords } from '@abri/personal-data/sealed-records';
import { createIndexes, fileStore, mongoQueries, siteStore, zoneStore } from './store.js';

/** Where the service lives and what it lives on. `mongoUri` names the service's own database; port 0 is any free one. */
export interface HostingConfig extends ServiceSettings {
  keyRing: KeyRing;
  /** After how many days a closed file is erased; null: never by itself. */
  retentionDays: number | null;
  mediationUpTo: MediationUpTo;
  holdMinutes: number;
  /** One address, or those of its replicas. */
  matchingUrl: string | readonly string[];
  clientId: string;
  clientSecret: string;
  /** What signs the audit log; without it, in tests, the log is not signed. */
  auditKeys?: AuditKeys;
}
/** What a test may put in place of the real thing. */
export interface HostingDeps {
  log: Logger;
  clock?: Clock;
  /** Is told when the service cannot go on. */
  failed?: (why: string) => void;
}

/**
 * Starts the whole service: resolves when it answers and its topics are there. Database and Kafka may come later than
 * the service, it keeps asking. `stop` publishes what is committed, as far as Kafka takes it, and leaves nothing open.
 */
export async function startHosting(
  config: HostingConfig,
  deps: HostingDeps,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { log } = deps;
  const clock = deps.clock ?? systemClock;
  const ids = { next: () => randomUUID() };
  const connection = await openDatabase(config.mongoUri, log);
  await createIndexes(connection);

  const { brokers, topicPrefix, keyRing: ring } = config;
  const metrics = createMetrics('perpetrator-hosting');
  const bus = measuredBus(
    metrics.registry,
    kafkaBus({ brokers, clientId: 'perpetrator-hosting', parkingTopic: topics.parking, topicPrefix, log }),
  );
  const parts = { clock, ids, bus, log };
  const hostingTopics = { events: topics.hostingEvents, state: topics.hostingState };
  const zoneTopics = { events: topics.zoneEvents, state: topics.zoneState };
  const files = createRepository({
    ...parts,
    type: fileAggregate,
    store: fileStore(connection),
    topics: hostingTopics,
  });
  const sites = createRepository({
    ...parts,
    type: siteAggregate,
    store: siteStore(connection),
    topics: hostingTopics,
  });
  const zones = createRepository({ ...parts, type: zoneAggregate, store: zoneStore(connection), topics: zoneTopics });
  const relays = [files.relay, sites.relay, zones.relay];

  const watches: DueWatch[] = [];
  /** The same aggregates, whose clock is watched. */
  const onTime = <S, C>(
    repository: Repository<S, C>,
    dueAt: (state: S) => string | null,
    tick: (now: string) => C,
  ): Repository<S, C> => {
    const execute: typeof repository.execute = async (id, command, o) => {
      const result = await repository.execute(id, command, o);
      watch.watch(id, dueAt(result.state));
      return result;
    };
    const watch = createDueWatch({
      clock,
      timers: clock.timers ?? processTimers,
      due: (instant, limit) => repository.due(instant, limit),
      handle: async (id, now) => void (await execute(id, tick(now))),
      failed: (error) => log.warn({ reason: reasonOf(error) }, 'what is due will be told later'),
    });
    watches.push(watch);
    return { ...repository, execute };
  };

  const vault = createVault({ keys: mongoWrappedKeys(connection), ring });
  const index = createBlindIndex({ key: ring.indexKey, context: 'perpetrator-hosting' });
  const people = mongoPeople(connection, vault, index);
  createHostingMetrics(metrics.registry, { clock, breaches: openBreaches(connection) });
  const health = createHealth();
  let topicsAreThere = false;
  let namesAreThere = false;
  health.add('database', async () => (await connection.db?.command({ ping: 1 }))?.ok === 1);
  health.add('topics', () => topicsAreThere);
  health.add('names', () => namesAreThere);
  const { tokens, clientId, clientSecret } = config;
  const authenticate = createAuthenticate(tokens);
  const client = createServiceClient({
    url: config.matchingUrl,
    token: serviceToken({ ...tokens, clientId, clientSecret }),
    timeoutMs: 3_000,
  });
  const queries = mongoQueries(connection);
  const zonesOnTime = onTime(zones.repository, zoneAggregate.dueAt, (now): ZoneCommand => ({ do: 'tick', now }));
  const hostedAway = createHostedAway({
    zones: zonesOnTime,
    queries,
    failed: (error) => log.warn({ reason: reasonOf(error) }, 'that somebody is hosted will be told later'),
  });
  const http = createHttp({ service: 'perpetrator-hosting', log, authenticate, metrics, health });
  const audit = serviceAudit(connection, {
    service: 'perpetrator-hosting',
    keys: config.auditKeys,
    readingsADay: config.readingsADay,
    bus,
    logger: log,
    clock,
    registry: metrics.registry,
  });
  const app: Application = {
    files: onTime(files.repository, fileAggregate.dueAt, (now) => ({ do: 'tick', now, proposalId: ids.next() })),
    sites: onTime(sites.repository, siteAggregate.dueAt, (now) => ({ do: 'expire', now })),
    zones: zonesOnTime,
    matching: matchingOverHttp(client),
    hostedAway,
    people,
    agencies: mongoAgencies(connection),
    records: mongoSealedRecords(connection, vault),
    queries,
    audit,
    readings: mongoReadings(connection),
    ids,
    mediationUpTo: config.mediationUpTo,
    holdMinutes: config.holdMinutes,
    now: () => clock.now().toISOString(),
  };
  routes(http, app);
  const retention = createRetention(retainedFiles(connection, app), {
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
  await Promise.all(relays.map((relay) => relay.start()));
  await Promise.all(watches.map((watch) => watch.start()));
  hostedAway.start();
  retention.start();
  const names = await followNames({ bus, people, log, stopping: () => stopping });
  void names?.failed.then((error) => deps.failed?.(`consumption ended: ${error.message}`));
  namesAreThere = names !== undefined;
  return {
    url: `http://${config.host}:${listening.port}`,
    async stop() {
      stopping = true;
      await listening.close();
      await names?.stop();
      await retention.stop();
      await hostedAway.stop();
      await Promise.all(watches.map((watch) => watch.stop()));
      await Promise.all(relays.map((relay) => relay.stop()));
      await client.close();
      await audit.stop();
      await bus.close();
      await connection.close();
    },
  };
}
