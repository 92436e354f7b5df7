import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Bus, BusLog, OutgoingMessage } from '@abri/bus/port';
import type { OutboxEntry, Stored } from './aggregate.js';
import type { AggregateStore } from './store.js';

/** Of how many aggregates it is remembered what was published; more than a repository keeps in memory. */
const rememberedAggregates = 50_000;

/**
 * Publishes what was committed: at once, in order by aggregate, and after a crash by sweeping. Several relays may share a
 * store (replicas of a service): an entry stays in the outbox until the relay that made it has published the aggregate's
 * latest state, so the last state on the topic is the latest one, whoever was slow (decision 0026).
 */
export interface Relay<S> {
  /** Whose outbox entries are this relay's own. */
  readonly name: string;
  /** Publishes what an earlier process left, then keeps sweeping; a database that is away is asked again. */
  start(): Promise<void>;
  /** One sweep: empties what may be emptied, publishes what others left. Throws when the store fails. */
  sweep(): Promise<void>;
  /** Called after each commit: takes over everything in the outbox that it has not taken over yet. Does not wait. */
  committed(stored: Stored<S>): void;
  /** The last number published of an aggregate; own entries at or below it may leave the outbox. */
  published(id: string): number;
  /** Resolves when nothing is left to publish. */
  drained(): Promise<void>;
  stop(): Promise<void>;
}

type Pending<S> = { stored: Stored<S>; entries: readonly OutboxEntry[] };
/** A relay that made these entries may be slow, or dead. `retold`: the latest state was published after the wait. */
type Foreign = { lastEvent: string; since: number; retold: boolean };

/** Takes the store, the bus and both topics. Events go out first, then the latest public state of each aggregate. */
export function createRelay<S>(o: {
  store: AggregateStore<S>;
  bus: Bus;
  topics: { events: string; state: string };
  publicState(state: S, id: string): unknown;
  clock: { now(): Date };
  log?: BusLog | undefined;
  name?: string | undefined;
  sweepEveryMs?: number;
  /** How long (ms) another relay's entries are left to it before they are taken for a dead one's. */
  leaveToOthersMs?: number;
  /** Milliseconds that only grow. */
  elapsed?: () => number;
  /** Waits that many ms before the next attempt. */
  pause?: (ms: number) => Promise<unknown>;
}): Relay<S> {
  const name = o.name ?? randomUUID();
  const pause = o.pause ?? ((ms: number) => wait(ms));
  const elapsed = o.elapsed ?? (() => performance.now());
  const leaveToOthersMs = o.leaveToOthersMs ?? 15_000;
  const pending = new Map<string, Pending<S>>();
  const onTheWay = new Set<string>();
  /** The last event and the last state taken over of each aggregate: nothing is skipped, nothing taken twice. */
  const takenOver = new Map<string, { event: number; state: number }>();
  /** The last state published of each aggregate. */
  const done = new Map<string, number>();
  const untrimmed = new Map<string, number>();
  /**
   * Aggregates of which only other relays' entries were published, or that went out late: another relay may have emptied
   * the outbox meanwhile, and then nobody else puts right what came too late. It looks itself, afterwards.
   */
  const doubtful = new Set<string>();
  let foreign = new Map<string, Foreign>();
  let publishing: Promise<void> | undefined;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;

  const put = (stored: Stored<S>, entries: readonly OutboxEntry[]) => {
    const waiting = pending.get(stored.id);
    const latest = waiting && waiting.stored.seq > stored.seq ? waiting.stored : stored;
    pending.set(stored.id, { stored: latest, entries: [...(waiting?.entries ?? []), ...entries] });
    publishing ??= publish();
  };
  // The whole outbox and not only the latest commit: an earlier one may have been written without an answer, or by a
  // process that died, and a number once passed over would never be published.
  const takeOver = (stored: Stored<S>) => {
    const before = takenOver.get(stored.id) ?? { event: 0, state: 0 };
    const fresh = stored.outbox.filter(({ event }) => event.seq > before.event);
    if (fresh.length === 0 && stored.seq <= before.state) return false;
    const state = Math.max(stored.seq, before.state);
    takenOver.set(stored.id, { event: fresh.at(-1)?.event.seq ?? before.event, state });
    put(stored, fresh);
    return true;
  };

  /** Tells the latest state of what has moved on while it was being published. */
  const lookAgain = async () => {
    for (const id of doubtful) {
      if (pending.has(id)) continue;
      const stored = await o.store.load(id).catch(() => undefined);
      if (stored === undefined) continue;
      if (stored && stored.seq > (done.get(id) ?? 0)) takeOver(stored);
      else doubtful.delete(id);
    }
  };

  const publish = async () => {
    for (let failures = 0; pending.size > 0;) {
      const batch = [...pending.values()];
      const began = elapsed();
      pending.clear();
      for (const { stored } of batch) onTheWay.add(stored.id);
      const events: OutgoingMessage[] = batch.flatMap(({ entries }) =>
        entries.map(({ event, headers }) => ({ key: event.aggregateId, value: event, headers })),
      );
      const states: OutgoingMessage[] = batch.map(({ stored: { id, seq, state, outbox, at }, entries }) => {
        const last = entries.at(-1) ?? outbox.at(-1);
        // Another replica may have emptied the outbox; and a document of an older version does not say when.
        const when = at ?? last?.event.at ?? o.clock.now().toISOString();
        const value = { aggregateId: id, seq, at: when, data: o.publicState(state, id) };
        return { key: id, value, headers: last?.headers ?? {} };
      });
      try {
        // Both in one round: the bus sends what is given to it in one instant together, in this order.
        await Promise.all([o.bus.publish(o.topics.events, events), o.bus.publish(o.topics.state, states)]);
        const isLate = failures > 0 || elapsed() - began > leaveToOthersMs / 3;
        for (const { stored } of batch) {
          done.delete(stored.id);
          done.set(stored.id, stored.seq);
          untrimmed.set(stored.id, stored.seq);
          if (isLate) doubtful.add(stored.id);
        }
        failures = 0;
        await lookAgain();
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
      } finally {
        onTheWay.clear();
      }
    }
    publishing = undefined;
  };

  const trim = async () => {
    const upTo = new Map(untrimmed);
    if (upTo.size > 0) await o.store.trim(upTo, name);
    for (const [id, seq] of upTo) if (untrimmed.get(id) === seq) untrimmed.delete(id);
    for (const [id, seq] of done) {
      if (done.size <= rememberedAggregates) break;
      if (takenOver.get(id)?.state !== seq) continue;
      done.delete(id);
      takenOver.delete(id);
    }
  };

  /** How long the last entry that is not this relay's own has been seen there, or null when there is none. */
  const foreignOf = ({ id, outbox }: Stored<S>): Foreign | null => {
    const last = outbox.findLast(({ by }) => by !== name);
    if (!last) return null;
    const known = foreign.get(id);
    return known?.lastEvent === last.event.id ? known : { lastEvent: last.event.id, since: elapsed(), retold: false };
  };

  const sweep = async (atStart = false) => {
    await trim();
    if (!publishing) await lookAgain();
    const seen = new Map<string, Foreign>();
    const abandoned = new Map<string, number>();
    const busy = (id: string) => pending.has(id) || onTheWay.has(id) || untrimmed.has(id);
    for (const id of await o.store.unpublished(1_000)) {
      if (busy(id)) continue;
      const stored = await o.store.load(id);
      if (!stored || busy(id)) continue;
      const others = foreignOf(stored);
      if (others) seen.set(id, others);
      // Another relay's latest entries are its own to publish, unless they are still there at the next sweep.
      const known = !others || foreign.has(id) || atStart || stored.outbox.some(({ by }) => by === name);
      if (known && takeOver(stored)) doubtful.add(id);
      if (busy(id)) continue;
      if (!others) {
        if (stored.outbox.length === 0) abandoned.set(id, stored.seq);
        else untrimmed.set(id, stored.seq);
        continue;
      }
      if (elapsed() - others.since < leaveToOthersMs) continue;
      if (others.retold) abandoned.set(id, stored.seq);
      else {
        // Whoever made them may have published an older state as its last deed.
        others.retold = true;
        put(stored, []);
        doubtful.add(id);
      }
    }
    foreign = seen;
    if (abandoned.size > 0) await o.store.trim(abandoned, null);
  };

  const trySweep = (atStart = false) =>
    sweep(atStart).catch((error: unknown) =>
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
    name,
    async start() {
      await trySweep(true);
      tick();
    },
    sweep: () => sweep(),
    committed(stored) {
      // A refusal that was written down has no event: what goes out then is another relay's.
      if (takeOver(stored) && !stored.outbox.some(({ by }) => by === name)) doubtful.add(stored.id);
    },
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
