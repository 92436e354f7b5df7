import type { ChildIdentity } from '@abri/contracts/child-followup-api';
import type { BlindIndex } from '@abri/personal-data/blind-index';
import { hasPart } from '@abri/personal-data/names';
import { createPartIndex } from '@abri/personal-data/part-index';
import type { Vault } from '@abri/personal-data/vault';
import { onceDone } from '@abri/service-kit/once-done';
import { type Connection, Schema } from 'mongoose';

export type RecordKind =
  'note' | 'assessment' | 'document' | 'documentContent' | 'report' | 'breakGlass' | 'breakGlassReview';
type RecordRow = { _id: string; caseId: string; kind: RecordKind; at: string; by: string; sealed: string };
type IdentityRow = { _id: string; team: string; sealed: string; parts: string[]; sounds: string[]; born: string[] };

/** One sealed record, opened. */
export interface OpenRecord {
  recordId: string;
  kind: RecordKind;
  at: string;
  by: string;
  content: unknown;
}

/** What is known of a child as a person: sealed, apart from the case, and gone when the person is erased. */
export interface Records {
  /** Keeps a sealed record. The same id again changes nothing. */
  add(
    entry: { recordId: string; caseId: string; kind: RecordKind; at: string; by: string },
    content: unknown,
  ): Promise<void>;
  forget(recordId: string): Promise<void>;
  /** Records of these cases by time, of some kinds or of all but the contents of documents. */
  ofCases(caseIds: readonly string[], kinds?: readonly RecordKind[]): Promise<OpenRecord[]>;
  one(caseId: string, recordId: string): Promise<OpenRecord | null>;
  putIdentity(caseId: string, team: string, identity: ChildIdentity): Promise<void>;
  /** Identities by case id; those that nobody recorded, or that were erased, are absent. */
  identities(caseIds: readonly string[]): Promise<Map<string, ChildIdentity>>;
  /** Says which team a case is with, so that its search finds it. */
  movedTo(caseId: string, team: string): Promise<void>;
  /**
   * Cases of these teams with a name that has the part, by id, after `cursor`; null when it is too short. What the
   * index proposes is opened and looked at again, so every hit is one.
   */
  search(o: { teams: readonly string[]; part: string; limit: number; cursor: string | undefined }): Promise<{
    found: { caseId: string; name: string }[];
    next: string | null;
  } | null>;
  /** Cases of any team that sound or are born alike: to be compared, and perhaps proposed to a person. */
  alike(identity: ChildIdentity, limit: number): Promise<Map<string, ChildIdentity>>;
  erase(caseId: string): Promise<void>;
  /** Reads the digests of all names into memory, once; a search waits for it. */
  load(): Promise<void>;
  /** Reads one case's digests again: another process has changed them. */
  refresh(caseId: string): Promise<void>;
}

const sealedAs = 'identity';
/** The name in full, as lists show it. */
export const fullName = ({ givenNames, familyName }: ChildIdentity): string => `${givenNames} ${familyName}`;
const namesOf = (identity: ChildIdentity): string[] => [fullName(identity), ...identity.otherNames];

/** Records in MongoDB, in `records` and `identities`, through the vault. */
export function mongoRecords(connection: Connection, o: { vault: Vault; index: BlindIndex }): Records {
  const { vault, index } = o;
  const recordSchema = new Schema<RecordRow>(
    { _id: String, caseId: String, kind: String, at: String, by: String, sealed: String },
    { collection: 'records', versionKey: false, writeConcern: { w: 'majority' } },
  );
  recordSchema.index({ caseId: 1 });
  const identitySchema = new Schema<IdentityRow>(
    { _id: String, team: String, sealed: String, parts: [String], sounds: [String], born: [String] },
    { collection: 'identities', versionKey: false, writeConcern: { w: 'majority' } },
  );
  identitySchema.index({ sounds: 1 });
  identitySchema.index({ born: 1 });
  const records = connection.model('record', recordSchema);
  const identityModel = connection.model('identity', identitySchema);

  const openIdentities = async (rows: readonly IdentityRow[]): Promise<Map<string, ChildIdentity>> => {
    const sealed = rows.map((row) => ({ personId: row._id, record: sealedAs, sealed: row.sealed }));
    const opened = (await vault.openAll(sealed)) as (ChildIdentity | null)[];
    return new Map(
      rows.flatMap((row, number) => {
        const identity = opened[number];
        return identity ? [[row._id, identity] as const] : [];
      }),
    );
  };
  const openRecords = async (rows: readonly RecordRow[]): Promise<OpenRecord[]> => {
    const sealed = rows.map((row) => ({ personId: row.caseId, record: `${row.kind}:${row._id}`, sealed: row.sealed }));
    const opened = await vault.openAll(sealed);
    return rows.flatMap(({ _id, kind, at, by }, number) =>
      opened[number] === null ? [] : [{ recordId: _id, kind, at, by, content: opened[number] }],
    );
  };

  const identitiesOf = async (caseIds: readonly string[]) => {
    const rows = await identityModel
      .find({ _id: { $in: [...caseIds] } })
      .select({ sealed: 1 })
      .lean<IdentityRow[]>()
      .exec();
    return openIdentities(rows);
  };

  const finder = createPartIndex();
  const refresh = async (caseId: string) => {
    const row = await identityModel.findById(caseId).select({ team: 1, parts: 1 }).lean<IdentityRow>().exec();
    if (row) finder.put(caseId, row.team, row.parts);
    else finder.remove(caseId);
  };
  const load = onceDone(async () => {
    const rows = identityModel.find().select({ team: 1, parts: 1 }).lean<IdentityRow[]>().batchSize(2_000).cursor();
    // What was put while this reads is newer than what it has read.
    for await (const { _id, team, parts } of rows) if (!finder.has(_id)) finder.put(_id, team, parts);
  });

  return {
    refresh,
    load,
    async add({ recordId, caseId, kind, at, by }, content) {
      const sealed = await vault.seal(caseId, `${kind}:${recordId}`, content);
      try {
        await records.create({ _id: recordId, caseId, kind, at, by, sealed });
      } catch (error) {
        if ((error as { code?: number }).code !== 11000) throw error;
      }
    },
    async forget(recordId) {
      await records.deleteOne({ _id: recordId }).exec();
    },
    async ofCases(caseIds, kinds) {
      const rows = await records
        .find({ caseId: { $in: [...caseIds] }, kind: kinds ? { $in: [...kinds] } : { $ne: 'documentContent' } })
        .sort({ at: 1 })
        .lean<RecordRow[]>()
        .exec();
      return openRecords(rows);
    },
    async one(caseId, recordId) {
      const row = await records.findOne({ _id: recordId, caseId }).lean<RecordRow>().exec();
      return row ? ((await openRecords([row]))[0] ?? null) : null;
    },
    async putIdentity(caseId, team, identity) {
      const sealed = await vault.seal(caseId, sealedAs, identity);
      const names = namesOf(identity);
      const fields = {
        team,
        sealed,
        parts: index.parts(names),
        sounds: index.sounds(names),
        born: identity.birthDate ? [index.exact('birthDate', identity.birthDate)] : [],
      };
      await identityModel.updateOne({ _id: caseId }, { $set: fields }, { upsert: true }).exec();
      finder.put(caseId, team, fields.parts);
    },
    identities: identitiesOf,
    async movedTo(caseId, team) {
      const moved = await identityModel.updateOne({ _id: caseId, team: { $ne: team } }, { $set: { team } }).exec();
      if (moved.modifiedCount > 0) await refresh(caseId);
    },
    async search({ teams, part, limit, cursor }) {
      const digests = index.query(part);
      if (!digests) return null;
      await load();
      const found: { caseId: string; name: string }[] = [];
      for (let after = cursor; ;) {
        const proposed = finder.find({ digests, groups: teams, after, limit: limit + 1 });
        const identities = await identitiesOf(proposed.slice(0, limit));
        for (const caseId of proposed.slice(0, limit)) {
          const identity = identities.get(caseId);
          if (!identity || !namesOf(identity).some((name) => hasPart(name, part))) continue;
          found.push({ caseId, name: fullName(identity) });
          const more = proposed.length > limit || caseId !== proposed.at(-1);
          if (found.length === limit) return { found, next: more ? caseId : null };
        }
        if (proposed.length <= limit) return { found, next: null };
        after = proposed[limit - 1];
      }
    },
    async alike(identity, limit) {
      const sounds = index.sounds(namesOf(identity));
      const born = identity.birthDate ? [index.exact('birthDate', identity.birthDate)] : [];
      const rows = await Promise.all(
        [{ sounds: { $in: sounds } }, { born: { $in: born } }].map((filter) =>
          identityModel.find(filter).select({ sealed: 1 }).limit(limit).lean<IdentityRow[]>().exec(),
        ),
      );
      return openIdentities([...new Map(rows.flat().map((row) => [row._id, row])).values()]);
    },
    async erase(caseId) {
      await vault.erase(caseId);
      await identityModel.deleteOne({ _id: caseId }).exec();
      finder.remove(caseId);
      await records.deleteMany({ caseId }).exec();
    },
  };
}
