import { mongoStore } from '@abri/aggregate/mongo-store';
import type { AggregateStore } from '@abri/aggregate/store';
import type { ProgrammeKind, Series, SeriesTexts } from '@abri/contracts/programme';
import { Professional } from '@abri/contracts/programmes-api';
import type { Vault } from '@abri/personal-data/vault';
import { type Connection, Schema } from 'mongoose';
import type { SeriesState } from './domain/state.js';

export const seriesStore = (connection: Connection): AggregateStore<SeriesState> =>
  mongoStore<SeriesState>(connection, 'series');

/** A series as a list reads it. */
export interface SeriesRow {
  seriesId: string;
  state: Series;
}
/** Lists over the very documents that the write path keeps. */
export interface SeriesQueries {
  /** Series of these kinds, by id after `cursor`; with a session that begins from `from` until before `to`. */
  list(o: {
    kinds: readonly ProgrammeKind[];
    from: string | undefined;
    to: string | undefined;
    cursor: string | null;
    limit: number;
  }): Promise<SeriesRow[]>;
  /** The series for which any of these have signed up. */
  withParticipants(participantIds: readonly string[]): Promise<SeriesRow[]>;
}

/** The queries in MongoDB. */
export function mongoSeriesQueries(connection: Connection): SeriesQueries {
  const series = connection.collection<{ _id: string; state: Series }>('series');
  return {
    async list({ kinds, from, to, cursor, limit }) {
      const startsAt = { ...(from ? { $gte: from } : {}), ...(to ? { $lt: to } : {}) };
      const filter = {
        'state.programme.kind': { $in: [...kinds] },
        ...(from || to ? { 'state.sessions': { $elemMatch: { startsAt } } } : {}),
        ...(cursor === null ? {} : { _id: { $gt: cursor } }),
      };
      const found = await series
        .find(filter, { projection: { state: 1 } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return found.map(({ _id, state }) => ({ seriesId: _id, state }));
    },
    async withParticipants(participantIds) {
      const filter = { 'state.participants.participantId': { $in: [...participantIds] } };
      const found = await series.find(filter, { projection: { state: 1 } }).toArray();
      return found.map(({ _id, state }) => ({ seriesId: _id, state }));
    },
  };
}

/** Indexes of the lists. Harmless when they are there. */
export async function createIndexes(connection: Connection): Promise<void> {
  await connection.collection('series').createIndex({ 'state.sessions.startsAt': 1 });
  await connection.collection('series').createIndex({ 'state.participants.participantId': 1 });
}

/** Titles, places and links of series. An entry never changes: a new text is a new entry, and the series says which holds. */
export interface TextBook {
  /** Stores an entry. Gives false when that id already holds another text. */
  put(textId: string, texts: SeriesTexts): Promise<boolean>;
  get(textIds: readonly string[]): Promise<Map<string, SeriesTexts>>;
}

/** The texts in MongoDB. */
export function mongoTextBook(connection: Connection): TextBook {
  type Row = { _id: string; texts: SeriesTexts };
  const schema = new Schema<Row>(
    { _id: String, texts: {} },
    { collection: 'texts', versionKey: false, minimize: false, writeConcern: { w: 'majority' } },
  );
  const model = connection.model('text', schema);
  return {
    async put(_id, texts) {
      try {
        await model.create({ _id, texts });
        return true;
      } catch (error) {
        if ((error as { code?: number }).code !== 11000) throw error;
        const known = await model.findById(_id).lean<Row>().exec();
        return JSON.stringify(known?.texts) === JSON.stringify(texts);
      }
    },
    async get(textIds) {
      const rows = await model
        .find({ _id: { $in: [...textIds] } })
        .lean<Row[]>()
        .exec();
      return new Map(rows.map(({ _id, texts }) => [_id, texts]));
    },
  };
}

/** Who the participants of trainings are: each sealed under a key of their own. */
export interface Professionals {
  put(participantId: string, professional: Professional): Promise<void>;
  get(participantIds: readonly string[]): Promise<Map<string, Professional>>;
  /** Forgets the person for good; what was counted stays. */
  erase(participantId: string): Promise<void>;
}

/** The participants in MongoDB, in the collection `professionals`. */
export function mongoProfessionals(connection: Connection, vault: Vault): Professionals {
  type Row = { _id: string; sealed: string };
  const schema = new Schema<Row>(
    { _id: String, sealed: String },
    { collection: 'professionals', versionKey: false, writeConcern: { w: 'majority' } },
  );
  const model = connection.model('professional', schema);
  const record = 'professional';
  return {
    async put(participantId, professional) {
      const sealed = await vault.seal(participantId, record, professional);
      await model.updateOne({ _id: participantId }, { $set: { sealed } }, { upsert: true }).exec();
    },
    async get(participantIds) {
      const rows = await model
        .find({ _id: { $in: [...participantIds] } })
        .lean<Row[]>()
        .exec();
      const opened = await vault.openAll(rows.map(({ _id, sealed }) => ({ personId: _id, record, sealed })));
      return new Map(
        rows.flatMap(({ _id }, at) => {
          const professional = Professional.safeParse(opened[at]);
          return professional.success ? [[_id, professional.data] as const] : [];
        }),
      );
    },
    async erase(participantId) {
      await vault.erase(participantId);
      await model.deleteOne({ _id: participantId }).exec();
    },
  };
}
