import type { BlindIndex } from '@abri/personal-data/blind-index';
import { hasPart } from '@abri/personal-data/names';
import type { Vault } from '@abri/personal-data/vault';
import { Identity } from '@abri/contracts/support-case';
import { type Connection, Schema } from 'mongoose';

/** Who the people of the cases are: encrypted, and found by keyed digests of parts of their names. */
export interface People {
  put(caseId: string, identity: Identity): Promise<void>;
  /** Lets the searches of a partner find this person. Whether they may see them, the case's consents decide. */
  showTo(caseId: string, partnerId: string): Promise<void>;
  /** The people of these cases; those who were erased are absent. */
  get(caseIds: readonly string[]): Promise<Map<string, Identity>>;
  /** Ids of cases after `cursor` whose person's name has this part, as far as these partners may look for them. */
  search(o: { partnerIds: readonly string[]; part: string; cursor: string | null; limit: number }): Promise<string[]>;
  /** Cases of somebody of the same name, in any order of words, and the same birth date. */
  same(identity: Identity): Promise<string[]>;
  /** Forgets the person for good: the key, the sealed identity and what could find them. */
  erase(caseId: string): Promise<void>;
}

type Row = { _id: string; sealed: string; parts: string[]; same: string | null; shownTo: string[] };
const record = 'identity';
export const fullName = ({ givenName, familyName }: Identity): string => `${givenName} ${familyName}`.trim();

/** The people in MongoDB, in the collection `people`. */
export function mongoPeople(connection: Connection, vault: Vault, index: BlindIndex): People {
  const schema = new Schema<Row>(
    { _id: String, sealed: String, parts: [String], same: String, shownTo: [String] },
    { collection: 'people', versionKey: false, writeConcern: { w: 'majority' } },
  );
  schema.index({ parts: 1 });
  schema.index({ same: 1 });
  const model = connection.model('person', schema);
  const sameOf = (identity: Identity) => {
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
        const identity = Identity.safeParse(values[at]);
        return identity.success ? [[_id, identity.data] as const] : [];
      }),
    );
  };

  return {
    async put(caseId, identity) {
      const sealed = await vault.seal(caseId, record, identity);
      const fields = { sealed, parts: index.parts([fullName(identity)]), same: sameOf(identity) };
      await model.updateOne({ _id: caseId }, { $set: fields }, { upsert: true }).exec();
    },
    async showTo(caseId, partnerId) {
      await model.updateOne({ _id: caseId }, { $addToSet: { shownTo: partnerId } }).exec();
    },
    async get(caseIds) {
      return opened(
        await model
          .find({ _id: { $in: [...caseIds] } })
          .lean<Row[]>()
          .exec(),
      );
    },
    async search({ partnerIds, part, cursor, limit }) {
      const wanted = index.query(part);
      if (!wanted) return [];
      const found: string[] = [];
      // The digests let some through that do not have the part: they are left out after opening, so pages are refilled.
      for (let after = cursor; found.length < limit;) {
        const rows = await model
          .find({
            parts: { $all: wanted },
            shownTo: { $in: [...partnerIds] },
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
    async erase(caseId) {
      await vault.erase(caseId);
      await model.deleteOne({ _id: caseId }).exec();
    },
  };
}
