import { setTimeout as wait } from 'node:timers/promises';
import type { Bus, BusLog, OutgoingMessage } from '@abri/bus/port';
import type { OutboxEntry, Stored } from './aggregate.js';
import type { AggregateStore } from './store.js';

/** Of how many aggregates it is remembered what was published; more than a repository keeps in memory. */
const rememberedAggregates = 50_000;

/** Publishes what was committed: at once, in order by aggregate, and after a crash by sweeping. */
export interface Relay<S> {
  /** Publishes what an earlier process left, then keeps sweeping; a database that is away is asked again. */
  start(): Promise<void>;
  /** Called after each commit: takes over everything in the outbox that it has not taken over yet. Does not wait. */
  committed(stored: Stored<S>): void;
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
  /** Waits that many ms before the next attempt. */
  pause?: (ms: number) => Promise<unknown>;
}): Relay<S> {
  const pause = o.pause ?? ((ms: number) => wait(ms));
  const pending = new Map<string, { stored: Stored<S>; entries: readonly OutboxEntry[] }>();
  /** The last number taken over of each aggregate, and the last one published: nothing is skipped, nothing taken twice. */
  const takenOver = new Map<string, number>();
  const done = new Map<string, number>();
  const untrimmed = new Map<string, number>();
  let publishing: Promise<void> | undefined;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;

  // The whole outbox and not only the latest commit: an earlier one may have been written without an answer, or by a
  // process that died, and a number once passed over would never be published.
  const takeOver = (stored: Stored<S>) => {
    const from = takenOver.get(stored.id) ?? 0;
    const fresh = stored.outbox.filter(({ event }) => event.seq > from);
    const last = fresh.at(-1);
    if (!last) return;
    takenOver.set(stored.id, last.event.seq);
    pending.set(stored.id, { stored, entries: [...(pending.get(stored.id)?.entries ?? []), ...fresh] });
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
        // Both in one round: the bus sends what is given to it in one instant together, in this order.
        await Promise.all([o.bus.publish(o.topics.events, events), o.bus.publish(o.topics.state, states)]);
        failures = 0;
        for (const { stored, entries } of batch) {
          const seq = entries.at(-1)?.event.seq ?? 0;
          done.delete(stored.id);
          done.set(stored.id, seq);
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
    const upTo = new Map(untrimmed);
    if (upTo.size > 0) await o.store.trim(upTo);
    for (const [id, seq] of upTo) if (untrimmed.get(id) === seq) untrimmed.delete(id);
    for (const [id, seq] of done) {
      if (done.size <= rememberedAggregates) break;
      if (takenOver.get(id) !== seq) continue;
      done.delete(id);
      takenOver.delete(id);
    }
  };

  const sweep = async () => {
    await trim();
    for (const id of await o.store.unpublished(1_000)) {
      if (pending.has(id) || untrimmed.has(id)) continue;
      const stored = await o.store.load(id);
      const last = stored?.outbox.at(-1);
      if (!stored || !last) continue;
      if (last.event.seq <= (done.get(id) ?? 0)) untrimmed.set(id, last.event.seq);
      else takeOver(stored);
    }
  };

  const trySweep = () =>
    sweep().catch((error: unknown) =>
      o.log?.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'sweep failed, to be tried again'),
    );
  const tick = () => {
    timer = setTimeout(() => {
      void trySweep().finally(() => {
        if (!stopping) tick();
      });
    }, o.sweepEveryMs ?? 2_000);
    timer.unref();
  };

  return {
    async start() {
      await trySweep();
      tick();
    },
    committed: takeOver,
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
