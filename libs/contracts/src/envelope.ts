import { z } from 'zod';
import { Id, Instant } from './vocabulary.js';

/**
 * What every event carries beside its data. `seq` counts an aggregate's events from 1 without a gap:
 * consumers apply `last + 1`, drop older ones and resynchronise on a gap.
 */
export const envelopeFields = { id: Id, aggregateId: Id, seq: z.int().min(1), at: Instant };

/** The schema of one event: its stable type name, its data, and the envelope. */
export function eventSchema<T extends string, D extends z.ZodType>(type: T, data: D) {
  return z.strictObject({ ...envelopeFields, type: z.literal(type), data });
}

/** Any event as it lies on a topic, before its type is known. */
export const AnyEvent = z.object({ ...envelopeFields, type: z.string(), data: z.unknown() });
export type AnyEvent = z.infer<typeof AnyEvent>;

/** An event as `decide` returns it: the envelope is added by the write path. */
export type Undated<E extends { type: string; data: unknown }> = E extends unknown ? Pick<E, 'type' | 'data'> : never;

/** The compacted public state of one aggregate after its event `seq`; null data marks a deleted aggregate. */
export function stateSchema<D extends z.ZodType>(data: D) {
  return z.strictObject({ aggregateId: Id, seq: z.int().min(0), at: Instant, data });
}

/** What every public state carries: enough to tell whether it is news, before the whole of it is read. */
export const AnyState = z.object({ aggregateId: Id, seq: z.int().min(0), at: Instant });
