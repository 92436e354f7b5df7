import { type Bus, type BusLog, type Handler, type IncomingMessage, type Subscription } from './port.js';
import { handleUntilDone, Stopped } from './retry.js';

/** The bus in one process, for tests: one partition a topic, the same promises as Kafka's, nothing kept. */
export function memoryBus(o: { parkingTopic?: string; log?: BusLog } = {}): Bus {
  const logs = new Map<string, IncomingMessage[]>();
  const offsets = new Map<string, Map<string, number>>();
  const wakeUps = new Set<() => void>();
  const running = new Set<Subscription>();
  const parkingTopic = o.parkingTopic ?? 'parking';

  const append = (topic: string, key: string, value: unknown, headers: Record<string, string>) => {
    const log = logs.get(topic) ?? [];
    logs.set(topic, log);
    const copy: unknown = JSON.parse(JSON.stringify(value ?? null));
    log.push({ topic, key, value: copy, headers, timestampMs: Date.now(), position: `${topic}/0/${log.length}` });
  };

  const wakeAll = () => {
    for (const wake of [...wakeUps]) wake();
  };

  const consume = (topics: readonly string[], at: Map<string, number>, handler: Handler): Subscription => {
    let stopping = false;
    let wake = () => {};
    const ends = new Map(topics.map((topic) => [topic, logs.get(topic)?.length ?? 0]));
    const behind = () => topics.some((topic) => (at.get(topic) ?? 0) < (ends.get(topic) ?? 0));
    let done = () => {};
    const caughtUp = new Promise<void>((resolve) => (done = resolve));
    const park = async (message: IncomingMessage, reason: string) => {
      append(parkingTopic, message.key, message.value, { 'parked-from': message.position, 'parked-because': reason });
      wakeAll();
    };
    const follow = async () => {
      while (!stopping) {
        const topic = topics.find((name) => (logs.get(name)?.length ?? 0) > (at.get(name) ?? 0));
        const message = topic === undefined ? undefined : logs.get(topic)?.[at.get(topic) ?? 0];
        if (topic !== undefined && message) {
          await handleUntilDone(message, { handler, park, stopping: () => stopping, log: o.log });
          at.set(topic, (at.get(topic) ?? 0) + 1);
        }
        if (!behind()) done();
        if (topic === undefined) {
          const woken = new Promise<void>((resolve) => (wake = resolve));
          wakeUps.add(wake);
          await woken;
          wakeUps.delete(wake);
        }
      }
    };
    const ended = follow().catch((error: unknown) => {
      if (!(error instanceof Stopped)) throw error;
    });
    const subscription: Subscription = {
      caughtUp,
      failed: new Promise(() => {}),
      async stop() {
        stopping = true;
        running.delete(subscription);
        wake();
        await ended;
      },
    };
    running.add(subscription);
    return subscription;
  };

  return {
    async publish(topic, messages) {
      for (const { key, value, headers } of messages) append(topic, key, value, headers ?? {});
      wakeAll();
    },
    async subscribe({ topics, group, handler }) {
      const at = offsets.get(group) ?? new Map<string, number>();
      offsets.set(group, at);
      return consume(topics, at, handler);
    },
    replay: async ({ topics, handler }) => consume(topics, new Map(), handler),
    follow: async ({ topics, handler }) =>
      consume(topics, new Map(topics.map((topic) => [topic, logs.get(topic)?.length ?? 0])), handler),
    async close() {
      await Promise.all([...running].map((subscription) => subscription.stop()));
    },
  };
}
