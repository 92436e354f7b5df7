import type { LogReader } from '@abri/bus/kafka-log';
import type { Bus } from '@abri/bus/port';
import { acceptedTokens, CommonConfig } from '@abri/service-kit/config';
import { createAuthenticate } from '@abri/service-kit/auth';
import { type Clock, systemClock } from '@abri/service-kit/clock';
import { createHealth } from '@abri/service-kit/health';
import { createHttp } from '@abri/service-kit/http';
import type { Logger } from '@abri/service-kit/log';
import { measuredBus } from '@abri/service-kit/measured-bus';
import { createMetrics } from '@abri/service-kit/metrics';
import { Counter, Histogram } from 'prom-client';
import { z } from 'zod';
import { createBoardStream } from './board-stream.js';
import { followTopics } from './consumers.js';
import { exportRoutes } from './export-routes.js';
import { followHistory } from './follow-history.js';
import type { HistoryStore } from './history-store.js';
import { boardRoutes } from './http.js';
import { createLiveBoard } from './live-board.js';
import { publicRoutes } from './public-routes.js';
import { reportRoutes } from './report-routes.js';
import { createReports } from './reports.js';

/** Settings of the observatory. All it knows comes from the topics; its database, if it has one, spares it to read them whole. */
export const ObservatoryConfig = z.object({
  ...CommonConfig.shape,
  PORT: z.coerce.number().int().default(4103),
  MONGODB_URI: z.string().optional(),
});
export type ObservatoryConfig = z.infer<typeof ObservatoryConfig>;

/** A running observatory. */
export interface Observatory {
  port: number;
  /** Resolves with the reason when the topics cannot be followed any more. */
  failed: Promise<string>;
  close(): Promise<void>;
}

/** Puts the observatory together, listens, and builds its board from the topics; ready when it has caught up. */
export async function startObservatory(
  config: ObservatoryConfig,
  deps: {
    bus: Bus;
    eventLog: LogReader;
    store?: HistoryStore | undefined;
    log: Logger;
    now?: () => number;
    clock?: Clock;
  },
): Promise<Observatory> {
  const { log } = deps;
  const metrics = createMetrics('observatory');
  const bus = measuredBus(metrics.registry, deps.bus);
  const health = createHealth();
  const lagSeconds = new Histogram({
    name: 'observatory_event_lag_seconds',
    help: 'From an event’s commit to its being on the board',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers: [metrics.registry],
  });
  const unreadable = new Counter({
    name: 'observatory_unreadable_messages_total',
    help: 'Messages passed over because they do not fit their schema',
    registers: [metrics.registry],
  });
  const now = deps.now ?? (() => (deps.clock ?? systemClock).now().getTime());
  const board = createLiveBoard({
    now,
    changed: () => stream.changed(),
    tellLag: (ms) => lagSeconds.observe(ms / 1_000),
  });
  const stream = createBoardStream(board.now);

  let stopping = false;
  let caughtUp = false;
  health.add('topics', () => caughtUp);
  const subscribed = followTopics({ bus, board, log, unreadable: () => unreadable.inc(), stopping: () => stopping });
  void subscribed.then(async (subscription) => {
    await subscription?.caughtUp;
    board.measure();
    caughtUp = subscription !== undefined;
  });
  const boardFailed = subscribed.then(async (subscription) =>
    subscription ? (await subscription.failed).message : new Promise<string>(() => {}),
  );

  const { eventLog, store } = deps;
  const history = followHistory({ log: eventLog, store, logger: log, unreadable: () => unreadable.inc() });
  let historyCaughtUp = false;
  health.add('history', () => historyCaughtUp);
  void history.caughtUp.then((done) => (historyCaughtUp = done));

  const authenticate = createAuthenticate(acceptedTokens(config));
  const http = createHttp({ service: 'observatory', log, authenticate, metrics, health });
  boardRoutes(http, { board, stream });
  const reports = createReports({ live: history.live, now });
  reportRoutes(http, { reports });
  exportRoutes(http, { reports });
  publicRoutes(http, { reports });
  deps.clock?.routes?.(http);
  const listening = await http.listen({ port: config.PORT, host: config.HOST });
  return {
    port: listening.port,
    failed: Promise.race([boardFailed, history.failed]),
    async close() {
      stopping = true;
      stream.close();
      await listening.close();
      await history.close();
      if (caughtUp) await (await subscribed)?.stop();
    },
  };
}
