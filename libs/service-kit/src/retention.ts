import { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { type Clock, every } from './clock.js';
import { type Logger, reasonOf } from './log.js';

const dayMs = 86_400_000;

/**
 * How many days after its closing a case is erased; `never`, or left out, erases nothing by itself. There is no default
 * number: the law that holds for a case is the controller's to know (docs/decisions/0062-retention.md).
 */
export const RetentionConfig = z.object({
  RETENTION_DAYS_AFTER_CLOSING: z
    .union([z.literal('never').transform(() => null), z.coerce.number().int().min(1).max(36_600)])
    .default(null),
});

/** The instant (ISO 8601) at or before which a case must have been closed for its retention of so many days to be over. */
export const closedBefore = (now: Date, days: number): string => new Date(now.getTime() - days * dayMs).toISOString();

/** The cases whose erasure was begun, so that one that a crash cut in half is finished. */
export interface BegunErasures {
  add(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  all(): Promise<string[]>;
}

/** The begun erasures in MongoDB, in the collection `begunErasures`: opaque ids. */
export function mongoBegunErasures(connection: Connection): BegunErasures {
  type Row = { _id: string };
  const schema = new Schema<Row>(
    { _id: String },
    { collection: 'begunErasures', versionKey: false, writeConcern: { w: 'majority' } },
  );
  const model = connection.model('begunErasure', schema);
  return {
    add: async (id) => void (await model.updateOne({ _id: id }, {}, { upsert: true }).exec()),
    remove: async (id) => void (await model.deleteOne({ _id: id }).exec()),
    all: async () => (await model.find().sort({ _id: 1 }).lean<Row[]>().exec()).map(({ _id }) => _id),
  };
}

/** Who stands in the audit log for an erasure that nobody asked for. */
export const byRetention = 'retention';

/** A page of the ids in a collection that fit, after `cursor`, at most `limit`. */
export async function pageOfIds(
  connection: Connection,
  collection: string,
  filter: object,
  cursor: string | null,
  limit: number,
): Promise<string[]> {
  const found = await connection
    .collection<{ _id: string }>(collection)
    .find({ ...filter, ...(cursor === null ? {} : { _id: { $gt: cursor } }) }, { projection: { _id: 1 } })
    .sort({ _id: 1 })
    .limit(limit)
    .toArray();
  return found.map(({ _id }) => _id);
}

/** What a service says about its cases. */
export interface Retained {
  /** A page of ids, after `cursor`, of unerased cases that were closed at or before `before`; more than are due does no harm. */
  candidates(before: string, cursor: string | null, limit: number): Promise<string[]>;
  /** Decides on the write path, where a reopening at the same time is seen. Gives whether the case is erased now. */
  erase(id: string, before: string): Promise<boolean>;
  /** Writes the audit entry and destroys the keys. Harmless twice. */
  finish(id: string): Promise<void>;
}
/** Erases what has been kept for long enough. */
export interface Retention {
  /** Looks once; gives how many were erased. What fails is logged, and tried again the next time. */
  sweep(): Promise<number>;
  /** Looks now, without being waited for, and then again and again. */
  start(): void;
  stop(): Promise<void>;
}

/**
 * Looks every `everyMs` (an hour) of the clock for cases that have been closed for `days`. It asks for what is over, not
 * for what has become so since: a service that was down on the day catches up, and a changed number holds for old cases too.
 */
export function createRetention(
  cases: Retained,
  o: {
    clock: Clock;
    timers: { after(delayMs: number, wake: () => unknown): () => void };
    /** Null: nothing is ever erased by itself. */
    days: number | null;
    begun: BegunErasures;
    log: Pick<Logger, 'info' | 'warn'>;
    everyMs?: number;
    pageSize?: number;
  },
): Retention {
  const { days, begun, log, pageSize = 100 } = o;
  let running: Promise<unknown> = Promise.resolve();
  let stopping = false;
  let callOff = () => {};

  const endOf = async (id: string, before: string): Promise<number> => {
    try {
      // Noted first: whoever finds the note after a crash finishes what was begun.
      await begun.add(id);
      const erased = await cases.erase(id, before);
      if (erased) await cases.finish(id);
      await begun.remove(id);
      return erased ? 1 : 0;
    } catch (error) {
      log.warn({ reason: reasonOf(error) }, 'one case will be erased later');
      return 0;
    }
  };
  const look = async () => {
    if (days === null) return 0;
    const before = closedBefore(o.clock.now(), days);
    let erased = 0;
    for (const id of await begun.all()) erased += await endOf(id, before);
    for (let cursor: string | null = null; !stopping;) {
      const page: string[] = await cases.candidates(before, cursor, pageSize);
      for (const id of page) erased += stopping ? 0 : await endOf(id, before);
      cursor = page.at(-1) ?? null;
      if (page.length < pageSize) break;
    }
    if (erased > 0) log.info({ erased, days }, 'cases were erased: they had been closed for long enough');
    return erased;
  };
  const sweep = () => {
    const done = running.then(look).catch((error: unknown) => {
      log.warn({ reason: reasonOf(error) }, 'what is over will be erased later');
      return 0;
    });
    running = done;
    return done;
  };
  return {
    sweep,
    start() {
      if (days === null) {
        log.warn({}, 'RETENTION_DAYS_AFTER_CLOSING is not set: closed cases are kept until somebody erases them');
        return;
      }
      void sweep();
      callOff = every(o.timers, o.everyMs ?? 3_600_000, sweep);
    },
    async stop() {
      stopping = true;
      callOff();
      await running;
    },
  };
}
