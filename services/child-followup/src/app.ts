import { randomUUID } from 'node:crypto';
import { createDueWatch, processTimers } from '@abri/aggregate/due-watch';
import { mongoStore } from '@abri/aggregate/mongo-store';
import { createRepository } from '@abri/aggregate/wiring';
import { kafkaBus, type TopicSetting } from '@abri/bus/kafka';
import { keepTrying } from '@abri/bus/keep-trying';
import type { Bus } from '@abri/bus/port';
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
import { mongoBreakGlasses } from './break-glass.js';
import { mongoCalendarLinks } from './calendar.js';
import type { Cases, Desk } from './cases.js';
import { clamdScanner } from './clamd.js';
import { startConsumers } from './consumers.js';
import { mongoDangers } from './dangers.js';
import { mongoDirectory } from './directory.js';
import { createDocumentScan } from './document-scan.js';
import { accessesOf } from './domain/break-glass.js';
import { caseAggregate } from './domain/case-aggregate.js';
import { nextAlert } from './domain/overdue.js';
import type { CaseState } from './domain/state.js';
import { createFollowupMetrics, overdueTasks } from './followup-metrics.js';
import { routes } from './http.js';
import { mongoRecords } from './records.js';
import { retainedCases } from './retention.js';
import { mongoRows } from './rows.js';

/** Where the service lives and what it lives on. `mongoUri` names the service's own database; port 0 is any free one. */
export interface ChildFollowupConfig extends ServiceSettings {
  keyRing: KeyRing;
  /** After how many days a closed case is erased; null: never by itself. */
  retentionDays: number | null;
  /** The team that children of placements come to. */
  firstTeam: string;
  /** The clamd that documents are scanned by, and for how long a scan may take, in ms; without it they are not scanned. */
  virusScanner?: { host: string; port: number; withinMs: number };
  /** How long an overdue task may lie unseen before the lead is told, in hours. */
  unseenHours: number;
  /** What signs the audit log; without it, in tests, the log is not signed. */
  auditKeys?: AuditKeys;
}
/** What a test may put in place of the real thing. `failed` is told when the service cannot go on. */
export interface ChildFollowupDeps {
  log: Logger;
  failed?: (why: string) => void;
  clock?: Clock;
  ids?: { next(): string };
  bus?: Bus & { ensureTopics(settings: readonly TopicSetting[]): Promise<void> };
}

/**
 * Starts the whole service: resolves when it answers and has caught up with the placements. Database and Kafka may come
 * later than the service, it keeps asking. `stop` publishes what is committed and leaves nothing open.
 */
export async function startChildFollowup(
  config: ChildFollowupConfig,
  deps: ChildFollowupDeps,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { log } = deps;
  const clock = deps.clock ?? systemClock;
  const ids = deps.ids ?? { next: () => randomUUID() };
  const reason = (error: unknown) => ({ reason: reasonOf(error) });
  let stopping = false;
  const connection = await openDatabase(config.mongoUri, log);
  const metrics = createMetrics('child-followup');
  const bus = measuredBus(
    metrics.registry,
    deps.bus ??
      kafkaBus({
        brokers: config.brokers,
        clientId: 'child-followup',
        parkingTopic: topics.parking,
        topicPrefix: config.topicPrefix,
        log,
      }),
  );
  const { repository, relay } = createRepository({
    type: caseAggregate({ unseenHours: config.unseenHours }),
    store: mongoStore<CaseState>(connection, 'cases'),
    clock,
    ids,
    topics: { events: topics.childFollowupEvents, state: topics.childFollowupState },
    bus,
    log,
  });
  const breakGlasses = mongoBreakGlasses(connection);
  const measures = createFollowupMetrics(metrics.registry, {
    clock,
    overdue: overdueTasks(connection),
    unreviewed: () => breakGlasses.unreviewed(),
  });
  const rows = mongoRows(connection);
  const index = createBlindIndex({ key: config.keyRing.indexKey, context: 'child-followup' });
  const vault = createVault({ keys: mongoWrappedKeys(connection), ring: config.keyRing });
  const records = mongoRecords(connection, { vault, index });

  const cases: Cases = {
    ...repository,
    async execute(caseId, command, o) {
      const result = await repository.execute(caseId, command, o);
      alerts.watch(caseId, nextAlert(result.state.child, config.unseenHours));
      if (!result.ok || result.events.length === 0 || !result.state.child) return result;
      measures.recorded(result.events);
      // The lists follow before the answer: whoever reads after writing sees it. The consumer does it again after a crash.
      await rows.project(result.state.child, result.seq);
      await breakGlasses.project(caseId, accessesOf(result.state));
      await records.movedTo(caseId, result.state.child.team);
      return result;
    },
  };
  const alerts = createDueWatch({
    clock,
    timers: clock.timers ?? processTimers,
    due: (instant, limit) => repository.due(instant, limit),
    handle: async (caseId, now) => void (await cases.execute(caseId, { do: 'alertLead', now, by: null })),
    failed: (error) => log.warn(reason(error), 'leads will be told later'),
  });
  const audit = serviceAudit(connection, {
    service: 'child-followup',
    keys: config.auditKeys,
    readingsADay: config.readingsADay,
    bus,
    logger: log,
    clock,
    registry: metrics.registry,
  });
  const desk: Desk = {
    cases,
    rows,
    breakGlasses,
    records,
    scanDocument: createDocumentScan(config.virusScanner ? clamdScanner(config.virusScanner) : null, {
      registry: metrics.registry,
      log,
    }),
    directory: mongoDirectory(connection),
    audit,
    ids,
    now: () => clock.now().toISOString(),
    firstTeam: config.firstTeam,
  };

  const health = createHealth();
  let caughtUp = false;
  health.add('database', async () => (await connection.db?.command({ ping: 1 }))?.ok === 1);
  health.add('placements', () => caughtUp);
  const authenticate = createAuthenticate(config.tokens);
  const http = createHttp({ service: 'child-followup', log, authenticate, metrics, health });
  routes(http, desk, mongoCalendarLinks(connection), mongoReadings(connection));
  const retention = createRetention(retainedCases(connection, desk), {
    clock,
    timers: clock.timers ?? processTimers,
    days: config.retentionDays,
    begun: mongoBegunErasures(connection),
    log,
  });
  clock.routes?.(http);

  const listening = await http.listen({ port: config.port, host: config.host });
  log.info({ port: listening.port }, 'listening');
  await keepTrying('topics', () => bus.ensureTopics(topicSettings), { stopping: () => stopping, log });
  await relay.start();
  await alerts.start();
  const dangers = mongoDangers(connection);
  const subscriptions = await startConsumers({ bus, desk, dangers, log, stopping: () => stopping });
  for (const { failed } of subscriptions)
    void failed.then((error) => deps.failed?.(`consumption ended: ${error.message}`));
  await Promise.all(subscriptions.map((subscription) => subscription.caughtUp));
  caughtUp = true;
  retention.start();
  log.info('ready');
  return {
    url: `http://${config.host}:${listening.port}`,
    async stop() {
      stopping = true;
      await listening.close();
      await Promise.all(subscriptions.map((subscription) => subscription.stop()));
      await retention.stop();
      await alerts.stop();
      await relay.stop();
      await audit.stop();
      await bus.close();
      await connection.close();
    },
  };
}
