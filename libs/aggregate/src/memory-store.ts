import type { Stored } from './aggregate.js';
import type { AggregateStore } from './store.js';

/** A store in memory, for tests and simulation. */
export function memoryStore<S>(): AggregateStore<S> {
  const all = new Map<string, Stored<S>>();
  const sorted = () => [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    async load(id) {
      return structuredClone(all.get(id) ?? null);
    },
    async save(expected, next) {
      if ((all.get(next.id)?.version ?? 0) !== expected) return false;
      all.set(next.id, structuredClone(next));
      return true;
    },
    async trim(upTo) {
      for (const [id, seq] of upTo) {
        const stored = all.get(id);
        if (stored) stored.outbox = stored.outbox.filter(({ event }) => event.seq > seq);
      }
    },
    unpublished: async (limit) =>
      sorted()
        .flatMap(({ id, outbox }) => (outbox.length > 0 ? [id] : []))
        .slice(0, limit),
    due: async (now, limit) =>
      sorted()
        .flatMap(({ id, dueAt }) => (dueAt !== null && dueAt <= now ? [{ id, dueAt }] : []))
        .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
        .slice(0, limit)
        .map(({ id }) => id),
    list: async (cursor, limit) =>
      structuredClone(
        sorted()
          .filter(({ id }) => cursor === null || id > cursor)
          .slice(0, limit),
      ),
  };
}
