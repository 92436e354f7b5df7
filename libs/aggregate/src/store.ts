import type { Stored } from './aggregate.js';

/** Where aggregates of one kind are kept. Every adapter passes `store-contract.ts`. */
export interface AggregateStore<S> {
  load(id: string): Promise<Stored<S> | null>;
  /**
   * Writes `next` if the stored version is still `expected` (0: there is none yet), in one atomic step.
   * Gives false when another writer was faster; throws when the outcome is unknown.
   */
  save(expected: number, next: Stored<S>): Promise<boolean>;
  /**
   * Drops the outbox entries that `by` made (null: all of them) of each aggregate whose last event still has this number,
   * without a new version.
   */
  trim(latest: ReadonlyMap<string, number>, by: string | null): Promise<void>;
  /** Ids of aggregates that have something to publish. */
  unpublished(limit: number): Promise<string[]>;
  /** Ids of aggregates in which something is due at `now` (ISO 8601), the most overdue first. */
  due(now: string, limit: number): Promise<string[]>;
  /** A page of aggregates by id, after `cursor`. */
  list(cursor: string | null, limit: number): Promise<Stored<S>[]>;
}
