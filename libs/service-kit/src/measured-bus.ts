import { type Bus, type Handler, Poison, type Subscription } from '@abri/bus/port';
import { Gauge, Histogram } from 'prom-client';
import { exemplarLabels, type MetricsRegistry } from './metrics.js';

const outcomes = ['done', 'failed', 'parked'] as const;
const fast = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];
/** A message that was not tried for so long (ms) is another replica's now: the longest pause between tries is 5 s. */
const abandonedMs = 60_000;

/**
 * The same bus, which also measures by topic: how long messages take to handle and to publish, with what outcome, how
 * old they are when they come, and how long the one that is tried again and again has been waiting. `now` gives
 * milliseconds since the epoch. No key and no id is a label.
 */
export function measuredBus<B extends Bus>(registry: MetricsRegistry, bus: B, now: () => number = Date.now): B {
  const handling = new Histogram({
    name: 'abri_message_duration_seconds',
    help: 'Time of one attempt to handle a message: done, failed (it is tried again) or parked (nobody can read it)',
    labelNames: ['topic', 'outcome'] as const,
    buckets: fast,
    enableExemplars: true,
    registers: [registry],
  });
  const age = new Histogram({
    name: 'abri_message_age_seconds',
    help: 'From the broker taking a message to its being handled here; without what lay there before the start',
    labelNames: ['topic'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600],
    registers: [registry],
  });
  const publishing = new Histogram({
    name: 'abri_publish_duration_seconds',
    help: 'Time until all in-sync replicas have what was published, or until that failed',
    labelNames: ['topic', 'outcome'] as const,
    buckets: fast,
    enableExemplars: true,
    registers: [registry],
  });
  const retried = new Map<string, { sinceMs: number; lastMs: number }>();
  new Gauge({
    name: 'abri_message_retry_age_seconds',
    help: 'Since when the message that fails longest has been failing; 0 while none does',
    registers: [registry],
    collect() {
      for (const [position, { lastMs }] of retried) if (now() - lastMs > abandonedMs) retried.delete(position);
      this.set(Math.max(0, ...[...retried.values()].map(({ sinceMs }) => (now() - sinceMs) / 1_000)));
    },
  });

  const measured = (consumer: string, handler: Handler, follows: { caughtUp: boolean }): Handler => {
    return async (message) => {
      const { topic, position } = message;
      const name = `${consumer} ${position}`;
      const startedMs = now();
      const ended = handling.startTimer({ topic }, exemplarLabels());
      try {
        await handler(message);
        ended({ outcome: 'done' });
        retried.delete(name);
        if (follows.caughtUp) age.observe({ topic }, Math.max(0, (startedMs - message.timestampMs) / 1_000));
      } catch (error) {
        const parked = error instanceof Poison;
        ended({ outcome: parked ? 'parked' : 'failed' });
        if (parked) retried.delete(name);
        else retried.set(name, { sinceMs: retried.get(name)?.sinceMs ?? startedMs, lastMs: now() });
        throw error;
      }
    };
  };
  const opened = async (
    topics: readonly string[],
    consumer: string,
    handler: Handler,
    open: (handler: Handler) => Promise<Subscription>,
  ): Promise<Subscription> => {
    // A count that begins with 1 has not grown, as Prometheus sees it: the first parked message would go unnoticed.
    for (const topic of topics) for (const outcome of outcomes) handling.zero({ topic, outcome });
    const follows = { caughtUp: false };
    const subscription = await open(measured(consumer, handler, follows));
    void subscription.caughtUp.then(() => (follows.caughtUp = true));
    return subscription;
  };
  return {
    ...bus,
    async publish(topic, messages) {
      const ended = publishing.startTimer({ topic }, exemplarLabels());
      try {
        await bus.publish(topic, messages);
        ended({ outcome: 'done' });
      } catch (error) {
        ended({ outcome: 'failed' });
        throw error;
      }
    },
    subscribe: (o) => opened(o.topics, o.group, o.handler, (handler) => bus.subscribe({ ...o, handler })),
    replay: (o) => opened(o.topics, o.name, o.handler, (handler) => bus.replay({ ...o, handler })),
    follow: (o) => opened(o.topics, o.name, o.handler, (handler) => bus.follow({ ...o, handler })),
  };
}
