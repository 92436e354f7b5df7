import type { Vault } from './vault.js';
import { type Connection, Schema } from 'mongoose';

/** Texts and answers about somebody, sealed: beside the aggregate, never in it. A record's id is never used for another text. */
export interface SealedRecords {
  /** Stores a record. Gives false when that id already holds something else. */
  put(personId: string, record: string, fields: unknown): Promise<boolean>;
  /** Everything of one person by record name; empty once the person was erased. */
  all(personId: string): Promise<Map<string, unknown>>;
  /** One record each of several people, opened with one reading of keys; people without it are absent. */
  ofMany(personIds: readonly string[], record: string): Promise<Map<string, unknown>>;
  /** These records in their order, opened with one reading of keys; null for one that is not there. */
  each(wanted: readonly { personId: string; record: string }[]): Promise<unknown[]>;
}

type Row = { _id: string; personId: string; record: string; sealed: string };

/** Sealed records in MongoDB, in the collection `sealed`. */
export function mongoSealedRecords(connection: Connection, vault: Vault): SealedRecords {
  const schema = new Schema<Row>(
    { _id: String, personId: String, record: String, sealed: String },
    { collection: 'sealed', versionKey: false, writeConcern: { w: 'majority' } },
  );
  schema.index({ personId: 1 });
  const model = connection.model('sealed', schema);
  const idOf = (personId: string, record: string) => `${personId}/${record}`;
  const opened = async (rows: readonly Row[]) => {
    const values = await vault.openAll(rows);
    return rows.flatMap((row, index) => (values[index] === null ? [] : [{ ...row, fields: values[index] }]));
  };
  const each: SealedRecords['each'] = async (wanted) => {
    const ids = wanted.map(({ personId, record }) => idOf(personId, record));
    const rows = await opened(
      await model
        .find({ _id: { $in: ids } })
        .lean<Row[]>()
        .exec(),
    );
    const byId = new Map(rows.map(({ _id, fields }) => [_id, fields]));
    return ids.map((id) => byId.get(id) ?? null);
  };
  return {
    each,
    async put(personId, record, fields) {
      const sealed = await vault.seal(personId, record, fields);
      try {
        await model.create({ _id: idOf(personId, record), personId, record, sealed });
        return true;
      } catch (error) {
        if ((error as { code?: number }).code !== 11000) throw error;
        const known = await model.findById(idOf(personId, record)).lean<Row>().exec();
        return known !== null && JSON.stringify(await vault.open(known)) === JSON.stringify(fields);
      }
    },
    async all(personId) {
      const rows = await model.find({ personId }).lean<Row[]>().exec();
      return new Map((await opened(rows)).map(({ record, fields }) => [record, fields]));
    },
    async ofMany(personIds, record) {
      const found = await each(personIds.map((personId) => ({ personId, record })));
      return new Map(personIds.flatMap((personId, at) => (found[at] === null ? [] : [[personId, found[at]] as const])));
    },
  };
}
