import type { Bus, BusLog } from '@abri/bus/port';
import { keepTrying } from '@abri/bus/keep-trying';
import { parseMessage } from '@abri/bus/parse';
import { CapacityEvent, CapacityState } from '@abri/contracts/capacity-events';
import { MatchingState } from '@abri/contracts/matching-events';
import { topics } from '@abri/contracts/topics';
import { commandOf, hear, moveOn } from './following.js';
import type { MatchingMetrics } from './matching-metrics.js';
import type { Desk } from './requests.js';
import type { Serving } from './serving.js';

/** What the service listens to. */
export interface Consumers {
  /** Whether the read model has caught up with what lay there when it began. */
  caughtUp(): boolean;
  /** Resolves with the reason when a consumption ends by itself. */
  failed: Promise<Error>;
  stop(): Promise<void>;
}

/**
 * Three streams: the state of every shelter into the read model; capacity's events, which become commands of requests
 * (one replica gets each); and requests that other replicas wrote, for the waiting list. Resolves when all run.
 */
export async function startConsumers(o: {
  bus: Bus;
  desk: Desk;
  serving: Serving;
  metrics: MatchingMetrics;
  log: BusLog;
  stopping(): boolean;
}): Promise<Consumers> {
  const { bus, desk, serving } = o;
  let caughtUp = false;
  const open = <T>(what: string, work: () => Promise<T>) => keepTrying(what, work, o);

  const states = await open(topics.capacityState, () =>
    bus.replay({
      topics: [topics.capacityState],
      name: 'matching.places',
      async handler(message) {
        const { seq, at, data } = parseMessage(CapacityState, message);
        const outcome = desk.places.apply(data, seq);
        if (outcome === 'old' || !caughtUp) return;
        o.metrics.applied(at);
        if (outcome === 'freed') serving.wake(data.shelterId);
      },
    }),
  );
  void states?.caughtUp.then(() => (caughtUp = true));
  const others = await open(topics.matchingState, () =>
    bus.follow({
      topics: [topics.matchingState],
      name: 'matching.waiting',
      async handler(message) {
        const { aggregateId, seq } = parseMessage(MatchingState, message);
        if (!desk.waiting.isNews(aggregateId, seq)) return;
        const found = await desk.requests.read(aggregateId);
        if (found?.state.request) desk.waiting.note(found.state.request, found.seq);
      },
    }),
  );
  await states?.caughtUp;
  const events = await open(topics.capacityEvents, () =>
    bus.subscribe({
      topics: [topics.capacityEvents],
      group: 'matching',
      async handler(message) {
        const heard = commandOf(parseMessage(CapacityEvent, message));
        if (!heard || !(await hear(desk, heard.requestId, heard.command))) return;
        // What fails here stays marked in the request, and the repair takes it up.
        await moveOn(desk, heard.requestId).catch((error: unknown) =>
          o.log.warn({ reason: reasonOf(error) }, 'a request will move on later'),
        );
      },
    }),
  );
  const running = [states, others, events].flatMap((subscription) => subscription ?? []);
  return {
    caughtUp: () => caughtUp,
    failed: Promise.race(running.map(({ failed }) => failed)),
    stop: async () => void (await Promise.all(running.map((subscription) => subscription.stop()))),
  };
}

/** Why something failed, for the log: the error's own words, never data. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');
