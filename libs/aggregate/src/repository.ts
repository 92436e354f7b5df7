import { createHash } from 'node:crypto';
import type { AnyEvent } from '@abri/contracts/envelope';
import {
  type AggregateType,
  type CommandResult,
  type Fact,
  type Handled,
  isRefusal,
  type OutboxEntry,
  type Stored,
} from './aggregate.js';
import type { Relay } from './relay.js';
import type { AggregateStore } from './store.js';

/** How many idempotency keys an aggregate remembers. */
export const rememberedKeys = 200;
const cachedAggregates = 10_000;

/** The way to every aggregate of one kind. */
export interface Repository<S, C> {
  /**
   * Decides a command and records what follows from it, in one compare-and-set with whatever gathered meanwhile.
   * With an idempotency key, a repeat gets the first answer, also a refusal; another command under the same key is
   * refused as `idempotencyKeyReused`. Throws when the store fails: then nothing, or everything, was recorded.
   */
  execute(id: string, command: C, o?: { idempotencyKey?: string | undefined }): Promise<CommandResult<S>>;
  /** The state as the store has it now, or null. */
  read(id: string): Promise<{ state: S; seq: number } | null>;
  /** Ids in which something is due at `now` (ISO 8601). */
  due(now: string, limit: number): Promise<string[]>;
  /** A page of states by id, after `cursor`. */
  list(cursor: string | null, limit: number): Promise<{ id: string; state: S; seq: number }[]>;
}

interface Waiting<S, C> {
  command: C;
  key: string | undefined;
  headers: Record<string, string>;
  done(result: CommandResult<S>): void;
  broken(error: unknown): void;
}

/** Takes the kind, its store, its relay, and time and ids from outside. */
export function createRepositoryOn<S, F extends Fact, C>(o: {
  type: AggregateType<S, F, C>;
  store: AggregateStore<S>;
  relay: Relay<S>;
  clock: { now(): Date };
  ids: { next(): string };
  headers?: () => Record<string, string>;
}): Repository<S, C> {
  const mailboxes = new Map<string, Waiting<S, C>[]>();
  const cache = new Map<string, Stored<S>>();
  const remember = (stored: Stored<S>) => {
    cache.delete(stored.id);
    cache.set(stored.id, stored);
    const oldest = cache.keys().next();
    if (cache.size > cachedAggregates && !oldest.done) cache.delete(oldest.value);
  };
  const absent = (id: string): Stored<S> => ({
    id,
    version: 0,
    seq: 0,
    state: o.type.initial,
    outbox: [],
    handled: [],
    dueAt: null,
  });
  const load = async (id: string): Promise<Stored<S>> => (await o.store.load(id)) ?? absent(id);

  const decideAll = (before: Stored<S>, batch: readonly Waiting<S, C>[]) => {
    const at = o.clock.now().toISOString();
    const fresh: OutboxEntry[] = [];
    const handled: Handled[] = [];
    const answers = new Map<string, Handled>(before.handled.map((entry) => [entry.key, entry]));
    let { state, seq } = before;
    const results = batch.map(({ command, key, headers }): CommandResult<S> => {
      const fingerprint = key === undefined ? '' : fingerprintOf(command);
      const seen = key === undefined ? undefined : answers.get(key);
      if (seen) {
        if (seen.fingerprint !== fingerprint)
          return { ok: false, refused: 'idempotencyKeyReused', state, seq, replayed: true };
        return seen.answer.ok
          ? { ok: true, events: [], state, seq, replayed: true }
          : { ...seen.answer, state, seq, replayed: true };
      }
      const decision = o.type.decide(command, state);
      const events: AnyEvent[] = [];
      if (!isRefusal(decision)) {
        for (const fact of decision) {
          seq += 1;
          const envelope = { id: o.ids.next(), aggregateId: before.id, seq, at };
          const event = { ...envelope, type: fact.type, data: fact.data };
          state = o.type.evolve(state, fact, envelope);
          events.push(event);
          fresh.push({ event, headers, by: o.relay.name });
        }
      }
      const answer: Handled['answer'] = isRefusal(decision)
        ? { ok: false, ...decision }
        : { ok: true, eventIds: events.map((event) => event.id) };
      if (key !== undefined) {
        const entry = { key, fingerprint, answer };
        answers.set(key, entry);
        handled.push(entry);
      }
      return isRefusal(decision)
        ? { ok: false, ...decision, state, seq, replayed: false }
        : { ok: true, events, state, seq, replayed: false };
    });
    const published = o.relay.published(before.id);
    const next: Stored<S> = {
      id: before.id,
      version: before.version + 1,
      seq,
      state,
      outbox: [...before.outbox.filter(({ event, by }) => by !== o.relay.name || event.seq > published), ...fresh],
      handled: [...before.handled, ...handled].slice(-rememberedKeys),
      dueAt: o.type.dueAt?.(state) ?? null,
      at: fresh.at(-1)?.event.at ?? before.at ?? null,
    };
    // What does not exist remembers nothing: a refused command must not make a document.
    return { results, next, mustWrite: fresh.length > 0 || (handled.length > 0 && seq > 0) };
  };

  const handleBatch = async (id: string, batch: readonly Waiting<S, C>[]) => {
    for (;;) {
      const cached = cache.get(id);
      const before = cached ?? (await load(id));
      const { results, next, mustWrite } = decideAll(before, batch);
      if (mustWrite) {
        if (!(await o.store.save(before.version, next))) {
          cache.delete(id);
          continue;
        }
        remember(next);
        o.relay.committed(next);
      } else if (cached) {
        // Nothing was written, so nothing has proved that the cached state is the latest: ask before refusing.
        const latest = await load(id);
        if (latest.version !== cached.version) {
          remember(latest);
          continue;
        }
      }
      return results;
    }
  };

  const run = async (id: string, mailbox: Waiting<S, C>[]) => {
    while (mailbox.length > 0) {
      const batch = mailbox.splice(0);
      try {
        const results = await handleBatch(id, batch);
        batch.forEach((waiting, index) => {
          const result = results[index];
          if (result) waiting.done(result);
        });
      } catch (error) {
        cache.delete(id);
        for (const waiting of batch) waiting.broken(error);
      }
    }
    mailboxes.delete(id);
  };

  return {
    execute(id, command, { idempotencyKey } = {}) {
      return new Promise((done, broken) => {
        const waiting = { command, key: idempotencyKey, headers: o.headers?.() ?? {}, done, broken };
        const mailbox = mailboxes.get(id);
        if (mailbox) {
          mailbox.push(waiting);
          return;
        }
        const opened = [waiting];
        mailboxes.set(id, opened);
        void run(id, opened);
      });
    },
    async read(id) {
      const stored = await o.store.load(id);
      // Whoever asks for what is not there is about to make it: the write then need not look again.
      if (!stored && !cache.has(id)) remember(absent(id));
      return stored && { state: stored.state, seq: stored.seq };
    },
    due: (now, limit) => o.store.due(now, limit),
    list: async (cursor, limit) =>
      (await o.store.list(cursor, limit)).map(({ id, state, seq }) => ({ id, state, seq })),
  };
}

/** A digest of a command that leaves out `now`: a repeat comes later, and is the same command. */
function fingerprintOf(command: unknown): string {
  const text = JSON.stringify(command, (name, value: unknown) => (name === 'now' ? undefined : value));
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
