import type { Stored } from '@abri/aggregate/aggregate';
import { memoryStore } from '@abri/aggregate/memory-store';
import type { AggregateStore } from '@abri/aggregate/store';
import type { Life, Network } from './network.js';

/** Every document of one kind, and who is told of each write. */
export interface Documents<S> {
  readonly all: ReadonlyMap<string, Stored<S>>;
  store: AggregateStore<S>;
}

/**
 * One collection of the database. As the real one: a write is one compare-and-set, and a trim touches no version. Nothing is
 * copied, since nothing in the write path changes a state in place.
 */
export function createDocuments<S>(written?: (before: Stored<S> | undefined, next: Stored<S>) => void): Documents<S> {
  const all = new Map<string, Stored<S>>();
  return { all, store: memoryStore<S>({ all, copy: (value) => value, ...(written ? { written } : {}) }) };
}

export const databaseNode = 'database';

/** The way of one process to the database: a lost answer is an error, and what was lost may have been written. */
export function overNetwork<T>(network: Network, from: Life, what: string, run: () => Promise<T>): Promise<T> {
  const lost = () => new Error('the database gave no answer');
  return network.call({ from, to: databaseNode, what, run, lost, timeoutMs: 5_000 });
}

/** A collection as one process reaches it. */
export function storeOver<S>(network: Network, from: Life, kind: string, { store }: Documents<S>): AggregateStore<S> {
  const through = <T>(what: string, run: () => Promise<T>) => overNetwork(network, from, `${kind} ${what}`, run);
  return {
    load: (id) => through(`load ${id}`, () => store.load(id)),
    save: (expected, next) => through(`save ${next.id} ${expected}→${next.version}`, () => store.save(expected, next)),
    trim: (latest, by) => through('trim', () => store.trim(latest, by)),
    unpublished: (limit) => through('unpublished', () => store.unpublished(limit)),
    due: (now, limit) => through('due', () => store.due(now, limit)),
    list: (cursor, limit) => through('list', () => store.list(cursor, limit)),
  };
}
