import type { BreakGlass } from '@abri/contracts/child-case';
import { type Connection, Schema } from 'mongoose';

/** How many cases a worker may open, or codes they may try, within 24 hours: a night has one child in it, not a list. */
export const mostADay = 3;
const dayMs = 86_400_000;

/** An opening as lists and figures see it, with its case. */
export type BreakGlassDocument = BreakGlass & { caseId: string };

/** Openings in an emergency over all cases, laid out for reading, and how many each worker has used. */
export interface BreakGlasses {
  /** Lays out the openings of a case. A review that is there already stays. */
  project(caseId: string, accesses: readonly BreakGlass[]): Promise<void>;
  /** Those that nobody has reviewed, of these teams or of all, the oldest first. */
  unreviewed(teams?: readonly string[]): Promise<BreakGlassDocument[]>;
  /** A worker's own ones that have not ended at `now`. */
  liveOf(worker: string, now: string): Promise<BreakGlassDocument[]>;
  /**
   * Counts a try; null when it was taken, otherwise the instant from which the next one is. The same key counts once.
   * Two at once never take the same place: there are as many documents as places.
   */
  take(worker: string, now: string, key: string): Promise<string | null>;
}

/** In MongoDB, in `breakGlasses` and `breakGlassTries`. */
export function mongoBreakGlasses(connection: Connection): BreakGlasses {
  type Row = Omit<BreakGlassDocument, 'accessId'> & { _id: string };
  const Text = { type: String };
  const accesses = connection.model(
    'breakGlass',
    new Schema<Row>(
      {
        _id: Text,
        caseId: Text,
        by: Text,
        team: Text,
        reason: Text,
        openedAt: Text,
        until: Text,
        review: { type: Object, default: null },
      },
      { collection: 'breakGlasses', versionKey: false, minimize: false },
    )
      .index({ team: 1, openedAt: 1 })
      .index({ by: 1, until: 1 }),
  );
  const tries = connection.model(
    'breakGlassTry',
    new Schema<{ _id: string; worker: string; at: string; key: string }>(
      { _id: Text, worker: Text, at: Text, key: Text },
      { collection: 'breakGlassTries', versionKey: false, writeConcern: { w: 'majority' } },
    ).index({ worker: 1, key: 1 }),
  );
  const read = ({ _id, ...row }: Row): BreakGlassDocument => ({ accessId: _id, ...row });
  const twice = (error: unknown) => (error as { code?: number }).code === 11000;
  return {
    async project(caseId, all) {
      for (const { accessId, review, ...fields } of all) {
        const fresh = { caseId, ...fields, review: null };
        await accesses
          .updateOne({ _id: accessId }, { $setOnInsert: fresh }, { upsert: true })
          .exec()
          .catch((error: unknown) => {
            if (!twice(error)) throw error;
          });
        if (review) await accesses.updateOne({ _id: accessId }, { $set: { review } }).exec();
      }
    },
    async unreviewed(teams) {
      const filter = { review: null, ...(teams ? { team: { $in: [...teams] } } : {}) };
      return (await accesses.find(filter).sort({ openedAt: 1 }).lean<Row[]>().exec()).map(read);
    },
    async liveOf(worker, now) {
      const filter = { by: worker, until: { $gt: now } };
      return (await accesses.find(filter).sort({ openedAt: 1 }).lean<Row[]>().exec()).map(read);
    },
    async take(worker, now, key) {
      const since = new Date(Date.parse(now) - dayMs).toISOString();
      if (await tries.exists({ worker, key, at: { $gt: since } }).exec()) return null;
      for (let place = 0; place < mostADay; place++) {
        const _id = `${worker}.${place}`;
        try {
          await tries
            .updateOne({ _id, at: { $lte: since } }, { $set: { worker, at: now, key } }, { upsert: true })
            .exec();
          return null;
        } catch (error) {
          // The place is there, and was taken less than a day ago.
          if (!twice(error)) throw error;
        }
      }
      const oldest = await tries.findOne({ worker }).sort({ at: 1 }).lean<{ at: string }>().exec();
      return new Date(Date.parse(oldest?.at ?? now) + dayMs).toISOString();
    },
  };
}
