import { type Connection, Schema } from 'mongoose';
import type { Kept, WrappedKeys } from './wrapped-keys.js';

type Row = { _id: string; masterKeyId: string | null; wrapped: string | null };

/** Wrapped keys in MongoDB, in the collection `personKeys` of the service's own database. */
export function mongoWrappedKeys(connection: Connection): WrappedKeys {
  const schema = new Schema<Row>(
    { _id: String, masterKeyId: String, wrapped: String },
    { collection: 'personKeys', versionKey: false, writeConcern: { w: 'majority' } },
  );
  schema.index({ masterKeyId: 1 });
  const model = connection.model('personKey', schema);
  const read = ({ _id, masterKeyId, wrapped }: Row): Kept =>
    masterKeyId && wrapped ? { personId: _id, masterKeyId, wrapped } : { personId: _id, erased: true };
  const get: WrappedKeys['get'] = async (personIds) => {
    const rows = await model
      .find({ _id: { $in: [...personIds] } })
      .lean<Row[]>()
      .exec();
    return new Map(rows.map((row) => [row._id, read(row)]));
  };

  return {
    get,
    async add(key) {
      const { personId, masterKeyId, wrapped } = key;
      try {
        await model.create({ _id: personId, masterKeyId, wrapped });
        return key;
      } catch (error) {
        if ((error as { code?: number }).code !== 11000) throw error;
        const kept = (await get([personId])).get(personId);
        if (!kept) throw error;
        return kept;
      }
    },
    async erase(personId) {
      await model.updateOne({ _id: personId }, { $set: { masterKeyId: null, wrapped: null } }, { upsert: true }).exec();
    },
    async replace(before, after) {
      const { masterKeyId, wrapped } = after;
      const filter = { _id: before.personId, wrapped: before.wrapped };
      const done = await model.updateOne(filter, { $set: { masterKeyId, wrapped } }).exec();
      return done.matchedCount === 1;
    },
    async notUnder(masterKeyId, limit) {
      const rows = await model
        .find({ masterKeyId: { $nin: [masterKeyId, null] } })
        .limit(limit)
        .lean<Row[]>()
        .exec();
      return rows.map(read).flatMap((kept) => ('erased' in kept ? [] : [kept]));
    },
  };
}
