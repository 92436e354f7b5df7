import { type Connection, Schema } from 'mongoose';
import type { OutboxEntry, Stored } from './aggregate.js';
import type { AggregateStore } from './store.js';

/** `publisher` is the relay that made all entries of the outbox, or `several`. */
type Document<S> = Omit<Stored<S>, 'id'> & { _id: string; hasOutbox: boolean; publisher: string };
const several = 'several';
const publisherOf = (outbox: readonly OutboxEntry[]): string => {
  const [first = '', ...others] = new Set(outbox.map(({ by }) => by ?? several));
  return others.length > 0 ? several : first;
};

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
      at: String,
      hasOutbox: Boolean,
      publisher: String,
    },
    { collection, versionKey: false, minimize: false, writeConcern: { w: 'majority' } },
  );
  schema.index({ dueAt: 1 });
  schema.index({ hasOutbox: 1 });
  const model = connection.model(`aggregate:${collection}`, schema);
  const collectionOf = model.collection;
  const read = ({ _id, version, seq, state, outbox, handled, dueAt, at = null }: Document<S>): Stored<S> => ({
    id: _id,
    version,
    seq,
    state,
    outbox,
    handled,
    dueAt,
    at,
  });
  const ids = (documents: { _id: string }[]) => documents.map(({ _id }) => _id);

  return {
    async load(id) {
      const found = (await collectionOf.findOne({ _id: id } as never)) as Document<S> | null;
      return found ? read(found) : null;
    },
    async save(expected, { id, ...rest }) {
      const fields = { ...rest, hasOutbox: rest.outbox.length > 0, publisher: publisherOf(rest.outbox) };
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
    async trim(latest, by) {
      // Most outboxes are one relay's and go whole; of the others it takes out its own entries.
      const emptied = { $set: { outbox: [], hasOutbox: false, publisher: '' } };
      const one = (filter: object, update: object) => ({ updateOne: { filter, update } });
      const updates = [...latest].flatMap(([_id, seq]) =>
        by === null
          ? [one({ _id, seq }, emptied)]
          : [
              one({ _id, seq, publisher: by }, emptied),
              one({ _id, seq, publisher: several }, { $pull: { outbox: { by } } }),
            ],
      );
      await collectionOf.bulkWrite(updates as never, { ordered: false });
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
