import type { Stored } from './aggregate.js';
import type { AggregateStore } from './store.js';

/**
 * A store in memory, for tests and simulation. `all` is where it keeps the documents; `copy` what it does with each on its
 * way in and out (a deep copy, so that nobody shares a state); `written` is told of each write.
 */
export function memoryStore<S>({
  all = new Map<string, Stored<S>>(),
  copy = structuredClone,
  written = () => undefined,
}: {
  all?: Map<string, Stored<S>>;
  copy?: <T>(value: T) => T;
  written?: (before: Stored<S> | undefined, next: Stored<S>) => void;
} = {}): AggregateStore<S> {
  const sorted = () => [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    async load(id) {
      return copy(all.get(id) ?? null);
    },
    async save(expected, next) {
      const before = all.get(next.id);
      if ((before?.version ?? 0) !== expected) return false;
      all.set(next.id, copy(next));
      written(before, next);
      return true;
    },
    async trim(latest, by) {
      for (const [id, seq] of latest) {
        const stored = all.get(id);
        if (stored?.seq !== seq) continue;
        all.set(id, { ...stored, outbox: stored.outbox.filter((entry) => by !== null && entry.by !== by) });
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
      copy(
        sorted()
          .filter(({ id }) => cursor === null || id > cursor)
          .slice(0, limit),
      ),
  };
}
