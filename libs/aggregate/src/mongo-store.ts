import { type Connection, Schema } from 'mongoose';
import type { Stored } from './aggregate.js';
import type { AggregateStore } from './store.js';

type Document<S> = Omit<Stored<S>, 'id'> & { _id: string; hasOutbox: boolean };

/**
 * A store in MongoDB: one document an aggregate, written by one compare-and-set on its version. No transaction, no
 * update pipeline, no change stream, so that every server that speaks the protocol will do.
 */
export function mongoStore<S>(connection: Connection, collection: string): AggregateStore<S> {
  const schema = new Schema<Document<S>>(
    {
      _id: String,
      version: Number,
      seq: Number,
      state: {},
      outbox: [{}],
      handled: [{}],
      dueAt: String,
      hasOutbox: Boolean,
    },
    { collection, versionKey: false, minimize: false, writeConcern: { w: 'majority' } },
  );
  schema.index({ dueAt: 1 });
  schema.index({ hasOutbox: 1 });
  const model = connection.model(`aggregate:${collection}`, schema);
  const collectionOf = model.collection;
  const read = ({ _id, version, seq, state, outbox, handled, dueAt }: Document<S>): Stored<S> => ({
    id: _id,
    version,
    seq,
    state,
    outbox,
    handled,
    dueAt,
  });
  const ids = (documents: { _id: string }[]) => documents.map(({ _id }) => _id);

  return {
    async load(id) {
      const found = (await collectionOf.findOne({ _id: id } as never)) as Document<S> | null;
      return found ? read(found) : null;
    },
    async save(expected, { id, ...rest }) {
      const fields = { ...rest, hasOutbox: rest.outbox.length > 0 };
      if (expected === 0) {
        try {
          await collectionOf.insertOne({ _id: id, ...fields } as never, { writeConcern: { w: 'majority' } });
          return true;
        } catch (error) {
          if ((error as { code?: number }).code === 11000) return false;
          throw error;
        }
      }
      const filter = { _id: id, version: expected };
      const written = await collectionOf.updateOne(
        filter as never,
        { $set: fields },
        { writeConcern: { w: 'majority' } },
      );
      return written.matchedCount === 1;
    },
    async trim(upTo) {
      // Most documents have nothing newer than what was published: their outbox goes whole. The others keep the rest.
      await collectionOf.bulkWrite(
        [...upTo].flatMap(([id, seq]) => [
          { updateOne: { filter: { _id: id, seq }, update: { $set: { outbox: [], hasOutbox: false } } } },
          {
            updateOne: {
              filter: { _id: id, seq: { $gt: seq } },
              update: { $pull: { outbox: { 'event.seq': { $lte: seq } } } },
            },
          },
        ]) as never,
        { ordered: false },
      );
    },
    async unpublished(limit) {
      return ids(await model.find({ hasOutbox: true }).select('_id').limit(limit).lean<{ _id: string }[]>().exec());
    },
    async due(now, limit) {
      const query = model
        .find({ dueAt: { $ne: null, $lte: now } })
        .select('_id')
        .sort({ dueAt: 1 })
        .limit(limit);
      return ids(await query.lean<{ _id: string }[]>().exec());
    },
    async list(cursor, limit) {
      const filter = cursor === null ? {} : { _id: { $gt: cursor } };
      const found = await model.find(filter).sort({ _id: 1 }).limit(limit).lean<Document<S>[]>().exec();
      return found.map(read);
    },
  };
}
