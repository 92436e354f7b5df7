import { setTimeout as pause } from 'node:timers/promises';
import type { Bus, BusLog, OutgoingMessage } from '@abri/bus/port';
import type { OutboxEntry, Stored } from './aggregate.js';
import type { AggregateStore } from './store.js';

/** Publishes what was committed: at once, in order by aggregate, and after a crash by sweeping. */
export interface Relay<S> {
  /** Publishes what an earlier process left, then keeps sweeping. */
  start(): Promise<void>;
  /** Called after each commit. Does not wait. */
  committed(stored: Stored<S>, fresh: readonly OutboxEntry[]): void;
  /** The last number published of an aggregate; what is at or below it may leave the outbox. */
  published(id: string): number;
  /** Resolves when nothing is left to publish. */
  drained(): Promise<void>;
  stop(): Promise<void>;
}

/** Takes the store, the bus and both topics. Events go out first, then the latest public state of each aggregate. */
export function createRelay<S>(o: {
  store: AggregateStore<S>;
  bus: Bus;
  topics: { events: string; state: string };
  publicState(state: S, id: string): unknown;
  log?: BusLog | undefined;
  sweepEveryMs?: number;
}): Relay<S> {
  const pending = new Map<string, { stored: Stored<S>; entries: OutboxEntry[] }>();
  const done = new Map<string, number>();
  const untrimmed = new Map<string, number>();
  let publishing: Promise<void> | undefined;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;

  const add = (stored: Stored<S>, entries: readonly OutboxEntry[]) => {
    const waiting = pending.get(stored.id);
    const known = new Set(waiting?.entries.map(({ event }) => event.seq));
    const fresh = entries.filter(({ event }) => !known.has(event.seq));
    pending.set(stored.id, {
      stored: waiting && waiting.stored.seq > stored.seq ? waiting.stored : stored,
      entries: [...(waiting?.entries ?? []), ...fresh].sort((a, b) => a.event.seq - b.event.seq),
    });
    publishing ??= publish();
  };

  const publish = async () => {
    for (let failures = 0; pending.size > 0;) {
      const batch = [...pending.values()];
      pending.clear();
      const events: OutgoingMessage[] = batch.flatMap(({ entries }) =>
        entries.map(({ event, headers }) => ({ key: event.aggregateId, value: event, headers })),
      );
      const states: OutgoingMessage[] = batch.map(({ stored: { id, seq, state }, entries }) => {
        const last = entries.at(-1);
        const value = { aggregateId: id, seq, at: last?.event.at, data: o.publicState(state, id) };
        return { key: id, value, headers: last?.headers ?? {} };
      });
      try {
        await o.bus.publish(o.topics.events, events);
        await o.bus.publish(o.topics.state, states);
        failures = 0;
        for (const { stored, entries } of batch) {
          const seq = entries.at(-1)?.event.seq ?? 0;
          done.set(stored.id, Math.max(seq, done.get(stored.id) ?? 0));
          untrimmed.set(stored.id, seq);
        }
      } catch (error) {
        failures++;
        if (failures % 20 === 1) {
          o.log?.warn(
            { reason: error instanceof Error ? error.message : 'unknown', failures },
            'publishing will be retried',
          );
        }
        for (const { stored, entries } of batch) {
          const later = pending.get(stored.id);
          pending.set(stored.id, {
            stored: later?.stored ?? stored,
            entries: [...entries, ...(later?.entries ?? [])],
          });
        }
        if (stopping) break;
        await pause(Math.min(50 * 2 ** Math.min(failures, 7), 5_000));
      }
    }
    publishing = undefined;
  };

  const trim = async () => {
    const batch = [...untrimmed];
    untrimmed.clear();
    for (const [id, seq] of batch) await o.store.trim(id, seq);
    if (done.size > 50_000) done.clear();
  };

  const sweep = async () => {
    await trim();
    for (const id of await o.store.unpublished(1_000)) {
      if (pending.has(id) || untrimmed.has(id)) continue;
      const stored = await o.store.load(id);
      const entries = stored?.outbox.filter(({ event }) => event.seq > (done.get(id) ?? 0)) ?? [];
      if (stored && entries.length > 0) add(stored, entries);
    }
  };

  const tick = () => {
    timer = setTimeout(() => {
      sweep()
        .catch((error: unknown) =>
          o.log?.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'sweep failed'),
        )
        .finally(() => {
          if (!stopping) tick();
        });
    }, o.sweepEveryMs ?? 2_000);
    timer.unref();
  };

  return {
    async start() {
      await sweep();
      tick();
    },
    committed: add,
    published: (id) => done.get(id) ?? 0,
    async drained() {
      while (publishing) await publishing;
    },
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await publishing;
      await trim();
    },
  };
}
