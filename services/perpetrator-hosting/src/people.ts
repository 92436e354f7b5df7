import type { BlindIndex } from '@abri/personal-data/blind-index';
import { hasPart } from '@abri/personal-data/names';
import { createPartIndex } from '@abri/personal-data/part-index';
import type { Vault } from '@abri/personal-data/vault';
import { PerpetratorIdentity } from '@abri/contracts/penal-file';
import { onceDone } from '@abri/service-kit/once-done';
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
  /** Reads the digests of all names into memory, once; a search waits for it. */
  load(): Promise<void>;
  /** Reads one person's digests again: another process has changed them. */
  refresh(fileId: string): Promise<void>;
  /** Forgets the person for good: the key, the sealed identity and what could find them. */
  erase(fileId: string): Promise<void>;
}

type Row = { _id: string; sealed: string; parts: string[]; same: string | null };
const record = 'identity';
/** All of justice may look for everybody: the index has one group. */
const everybody = 'justice';
const groups = [everybody];
export const fullName = ({ givenName, familyName }: PerpetratorIdentity): string => `${givenName} ${familyName}`.trim();

/** The people in MongoDB, in the collection `people`. */
export function mongoPeople(connection: Connection, vault: Vault, index: BlindIndex): People {
  const schema = new Schema<Row>(
    { _id: String, sealed: String, parts: [String], same: String },
    { collection: 'people', versionKey: false, writeConcern: { w: 'majority' } },
  );
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

  const get = async (fileIds: readonly string[]) =>
    opened(
      await model
        .find({ _id: { $in: [...fileIds] } })
        .select({ sealed: 1 })
        .lean<Row[]>()
        .exec(),
    );

  const finder = createPartIndex();
  const refresh = async (fileId: string) => {
    const row = await model.findById(fileId).select({ parts: 1 }).lean<Row>().exec();
    if (row) finder.put(fileId, everybody, row.parts);
    else finder.remove(fileId);
  };
  const load = onceDone(async () => {
    const rows = model.find().select({ parts: 1 }).lean<Row[]>().batchSize(2_000).cursor();
    // What was put while this reads is newer than what it has read.
    for await (const { _id, parts } of rows) if (!finder.has(_id)) finder.put(_id, everybody, parts);
  });

  return {
    async put(fileId, identity) {
      const sealed = await vault.seal(fileId, record, identity);
      const fields = { sealed, parts: index.parts([fullName(identity)]), same: sameOf(identity) };
      await model.updateOne({ _id: fileId }, { $set: fields }, { upsert: true }).exec();
      finder.put(fileId, everybody, fields.parts);
    },
    get,
    load,
    refresh,
    async search({ part, cursor, limit }) {
      const digests = index.query(part);
      if (!digests) return [];
      await load();
      const found: string[] = [];
      // The digests let some through that do not have the part: they are left out after opening, so pages are refilled.
      for (let after = cursor; found.length < limit;) {
        const ids = finder.find({ digests, groups, limit, ...(after === null ? {} : { after }) });
        const people = await get(ids);
        found.push(
          ...ids.filter((id) => {
            const person = people.get(id);
            return person && hasPart(fullName(person), part);
          }),
        );
        after = ids.at(-1) ?? null;
        if (ids.length < limit) break;
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
      finder.remove(fileId);
    },
  };
}
