import type { BlindIndex } from '@abri/personal-data/blind-index';
import { hasPart } from '@abri/personal-data/names';
import { createPartIndex } from '@abri/personal-data/part-index';
import type { Vault } from '@abri/personal-data/vault';
import { Identity } from '@abri/contracts/support-case';
import { onceDone } from '@abri/service-kit/once-done';
import { type Connection, Schema } from 'mongoose';

/** Who the people of the cases are: encrypted, and found by keyed digests of parts of their names. */
export interface People {
  put(caseId: string, identity: Identity): Promise<void>;
  /** Lets the searches of a partner find this person. Whether they may see them, the case's consents decide. */
  showTo(caseId: string, partnerId: string): Promise<void>;
  /** The people of these cases; those who were erased are absent. */
  get(caseIds: readonly string[]): Promise<Map<string, Identity>>;
  /** Fills this process's memory of digests, which searching needs; once, however often it is asked for. */
  load(): Promise<void>;
  /** Takes up what another process has changed about a person. */
  refresh(caseId: string): Promise<void>;
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

  // One entry for each case and partner. A blank sorts before, a tilde after whatever an id may hold.
  const finder = createPartIndex();
  const keep = ({ _id, parts, shownTo }: Pick<Row, '_id' | 'parts' | 'shownTo'>) => {
    for (const partnerId of shownTo) finder.put(`${_id} ${partnerId}`, partnerId, parts);
  };
  const known = { parts: 1, shownTo: 1 };
  const refresh = async (caseId: string) => {
    const row = await model.findById(caseId).select(known).lean<Row>().exec();
    if (row) keep(row);
  };
  const load = onceDone(async () => {
    for await (const row of model.find().select(known).lean<Row[]>().batchSize(2_000).cursor()) {
      // What was put while this reads is newer than what it has read.
      const fresh = row.shownTo.filter((partnerId) => !finder.has(`${row._id} ${partnerId}`));
      keep({ ...row, shownTo: fresh });
    }
  });
  const caseIdsWith = (
    partnerIds: readonly string[],
    digests: readonly string[],
    cursor: string | null,
    limit: number,
  ) => {
    const after = cursor === null ? undefined : `${cursor} ~`;
    const found = finder.find({ digests, groups: partnerIds, after, limit: limit * partnerIds.length });
    return [...new Set(found.map((entry) => entry.slice(0, entry.indexOf(' '))))].slice(0, limit);
  };

  return {
    load,
    refresh,
    async put(caseId, identity) {
      const sealed = await vault.seal(caseId, record, identity);
      const fields = { sealed, parts: index.parts([fullName(identity)]), same: sameOf(identity) };
      await model.updateOne({ _id: caseId }, { $set: fields }, { upsert: true }).exec();
      await refresh(caseId);
    },
    async showTo(caseId, partnerId) {
      await model.updateOne({ _id: caseId }, { $addToSet: { shownTo: partnerId } }).exec();
      await refresh(caseId);
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
      await load();
      const found: string[] = [];
      // The digests let some through that do not have the part: they are left out after opening, so pages are refilled.
      for (let after = cursor; found.length < limit;) {
        const ids = caseIdsWith(partnerIds, wanted, after, limit);
        const rows = await model
          .find({ _id: { $in: ids } })
          .select({ sealed: 1 })
          .lean<Row[]>()
          .exec();
        const people = await opened(rows);
        found.push(
          ...ids.filter((id) => {
            const person = people.get(id);
            return person !== undefined && hasPart(fullName(person), part);
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
    async erase(caseId) {
      await vault.erase(caseId);
      await model.deleteOne({ _id: caseId }).exec();
    },
  };
}
