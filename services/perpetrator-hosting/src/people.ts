import type { BlindIndex } from '@abri/personal-data/blind-index';
import { hasPart } from '@abri/personal-data/names';
import type { Vault } from '@abri/personal-data/vault';
import { PerpetratorIdentity } from '@abri/contracts/penal-file';
import { type Connection, Schema } from 'mongoose';

/** Who the people of the files are: encrypted, and found by keyed digests of parts of their names. */
export interface People {
  put(fileId: string, identity: PerpetratorIdentity): Promise<void>;
  /** The people of these files; those who were erased are absent. */
  get(fileIds: readonly string[]): Promise<Map<string, PerpetratorIdentity>>;
  /** Ids of files after `cursor` whose person's name has this part. */
  search(o: { part: string; cursor: string | null; limit: number }): Promise<string[]>;
  /** Files of somebody of the same name, in any order of words, and the same birth date. */
  same(identity: PerpetratorIdentity): Promise<string[]>;
  /** Forgets the person for good: the key, the sealed identity and what could find them. */
  erase(fileId: string): Promise<void>;
}

type Row = { _id: string; sealed: string; parts: string[]; same: string | null };
const record = 'identity';
export const fullName = ({ givenName, familyName }: PerpetratorIdentity): string => `${givenName} ${familyName}`.trim();

/** The people in MongoDB, in the collection `people`. */
export function mongoPeople(connection: Connection, vault: Vault, index: BlindIndex): People {
  const schema = new Schema<Row>(
    { _id: String, sealed: String, parts: [String], same: String },
    { collection: 'people', versionKey: false, writeConcern: { w: 'majority' } },
  );
  schema.index({ parts: 1 });
  schema.index({ same: 1 });
  const model = connection.model('person', schema);
  const sameOf = (identity: PerpetratorIdentity) => {
    if (identity.birthDate === undefined) return null;
    const words = fullName(identity)
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu);
    return index.exact('person', `${(words ?? []).sort().join(' ')} ${identity.birthDate}`);
  };
  const opened = async (rows: readonly Row[]) => {
    const values = await vault.openAll(rows.map(({ _id, sealed }) => ({ personId: _id, record, sealed })));
    return new Map(
      rows.flatMap(({ _id }, at) => {
        const identity = PerpetratorIdentity.safeParse(values[at]);
        return identity.success ? [[_id, identity.data] as const] : [];
      }),
    );
  };

  return {
    async put(fileId, identity) {
      const sealed = await vault.seal(fileId, record, identity);
      const fields = { sealed, parts: index.parts([fullName(identity)]), same: sameOf(identity) };
      await model.updateOne({ _id: fileId }, { $set: fields }, { upsert: true }).exec();
    },
    async get(fileIds) {
      return opened(
        await model
          .find({ _id: { $in: [...fileIds] } })
          .lean<Row[]>()
          .exec(),
      );
    },
    async search({ part, cursor, limit }) {
      const wanted = index.query(part);
      if (!wanted) return [];
      const found: string[] = [];
      // The digests let some through that do not have the part: they are left out after opening, so pages are refilled.
      for (let after = cursor; found.length < limit;) {
        const rows = await model
          .find({
            parts: { $all: wanted },
            ...(after === null ? {} : { _id: { $gt: after } }),
          })
          .sort({ _id: 1 })
          .limit(limit)
          .lean<Row[]>()
          .exec();
        const people = await opened(rows);
        found.push(...[...people].flatMap(([id, identity]) => (hasPart(fullName(identity), part) ? [id] : [])));
        after = rows.at(-1)?._id ?? null;
        if (rows.length < limit) break;
      }
      return found.slice(0, limit);
    },
    async same(identity) {
      const digest = sameOf(identity);
      if (digest === null) return [];
      const rows = await model.find({ same: digest }).limit(10).lean<Row[]>().exec();
      return [...(await opened(rows)).keys()];
    },
    async erase(fileId) {
      await vault.erase(fileId);
      await model.deleteOne({ _id: fileId }).exec();
    },
  };
}
