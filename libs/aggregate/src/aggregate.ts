import type { AnyEvent } from '@abri/contracts/envelope';

/** Why a command is not done: a stable name, and figures that help to say what to do next. No personal data. */
export interface Refusal {
  refused: string;
  detail?: Record<string, string | number | string[]>;
}

/**
 * An event before the write path dates and numbers it. Other fields that a kind puts beside these two reach `evolve`
 * and are not published: what a state keeps to itself comes in that way (decision 0007).
 */
export interface Fact {
  type: string;
  data: unknown;
}

/** What a decision gives: facts to record (none: nothing to do, and that is fine), or a refusal. */
export type Decision<F extends Fact> = readonly F[] | Refusal;

/** Tells a refusal from facts. */
export function isRefusal(decision: readonly Fact[] | Refusal): decision is Refusal {
  return 'refused' in decision;
}

/** One kind of aggregate: pure functions only. Time reaches `decide` inside the command. */
export interface AggregateType<S, F extends Fact, C> {
  name: string;
  initial: S;
  evolve(state: S, fact: F, envelope: { at: string; seq: number; aggregateId: string }): S;
  decide(command: C, state: S): Decision<F>;
  /** What others may see of it, for its `.state.v1` topic. */
  publicState(state: S, id: string): unknown;
  /** The instant (ISO 8601) at which something in it falls due, or null. */
  dueAt?(state: S): string | null;
}

/** An event waiting to be published, with the trace that caused it, and the relay whose process recorded it. */
export interface OutboxEntry {
  event: AnyEvent;
  by?: string;
  headers: Record<string, string>;
}

/** The stored answer to an idempotency key. */
export interface Handled {
  key: string;
  /** A digest of the command: the same key with another command is refused. */
  fingerprint: string;
  answer: { ok: true; eventIds: string[] } | ({ ok: false } & Refusal);
}

/** An aggregate as it lies in a store. `version` counts writes, `seq` counts events. */
export interface Stored<S> {
  id: string;
  version: number;
  seq: number;
  state: S;
  outbox: OutboxEntry[];
  handled: Handled[];
  dueAt: string | null;
  /** When its last event happened; not in documents from before this was kept. */
  at?: string | null;
}

/** The answer to a command. `replayed` says that the key had been seen and nothing new was done. */
export type CommandResult<S> = { state: S; seq: number; replayed: boolean } & (
  { ok: true; events: readonly AnyEvent[] } | ({ ok: false } & Refusal)
);
