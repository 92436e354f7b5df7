import { mongoStore } from '@abri/aggregate/mongo-store';
import type { AggregateStore } from '@abri/aggregate/store';
import type { ScreeningInstrument } from '@abri/contracts/screening-instrument';
import type { Partner, SupportCase } from '@abri/contracts/support-case';
import { type Connection, Schema } from 'mongoose';
import type { CaseState } from './domain/case-state.js';
import type { Screening, ScreeningState } from './domain/screening.js';

export const caseStore = (connection: Connection): AggregateStore<CaseState> =>
  mongoStore<CaseState>(connection, 'cases');
export const screeningStore = (connection: Connection): AggregateStore<ScreeningState> =>
  mongoStore<ScreeningState>(connection, 'screenings');

/** A case as a list reads it. */
export interface CaseRow {
  caseId: string;
  state: SupportCase;
}
/** Lists over the very documents that the write path keeps: nothing is copied, so nothing can be behind. */
export interface CaseQueries {
  /** Cases that one of the partners may see at `now`, the last touched first, after `cursor`. */
  list(o: {
    partnerIds: readonly string[];
    now: string;
    open: boolean;
    cursor: { touchedAt: string; caseId: string } | null;
    limit: number;
  }): Promise<CaseRow[]>;
  /** Those of these cases that one of the partners may see at `now`. */
  among(caseIds: readonly string[], partnerIds: readonly string[], now: string): Promise<CaseRow[]>;
  /** Open cases, by id after `cursor`, in which one of the partners has work or an appointment. */
  withWork(o: { partnerIds: readonly string[]; now: string; cursor: string | null; limit: number }): Promise<CaseRow[]>;
  /** Screenings of these partners, the latest first. */
  screenings(o: {
    partnerIds: readonly string[];
    cursor: { at: string; screeningId: string } | null;
    limit: number;
  }): Promise<(Screening & { screeningId: string })[]>;
}

/** The queries in MongoDB. */
export function mongoCaseQueries(connection: Connection): CaseQueries {
  const cases = connection.collection<{ _id: string; state: SupportCase }>('cases');
  const screenings = connection.collection<{ _id: string; state: Screening }>('screenings');
  const oneOf = (ids: readonly string[]) => (ids.length === 1 && ids[0] !== undefined ? ids[0] : { $in: [...ids] });
  const seen = (partnerIds: readonly string[], now: string) => ({
    // Said twice, because not every server looks into $elemMatch for an index.
    'state.consents.partnerId': oneOf(partnerIds),
    'state.consents': { $elemMatch: { partnerId: oneOf(partnerIds), ended: 'no', until: { $gt: now } } },
  });
  const rows = (found: readonly { _id: string; state: SupportCase }[]) =>
    found.map(({ _id, state }) => ({ caseId: _id, state }));
  return {
    async list({ partnerIds, now, open, cursor, limit }) {
      const after = cursor
        ? {
            $or: [
              { 'state.touchedAt': { $lt: cursor.touchedAt } },
              { 'state.touchedAt': cursor.touchedAt, _id: { $gt: cursor.caseId } },
            ],
          }
        : {};
      const filter = { ...seen(partnerIds, now), 'state.open': open, ...after };
      const order = { 'state.touchedAt': -1, _id: 1 } as const;
      return rows(
        await cases
          .find(filter, { projection: { state: 1 } })
          .sort(order)
          .limit(limit)
          .toArray(),
      );
    },
    async among(caseIds, partnerIds, now) {
      const filter = { _id: { $in: [...caseIds] }, ...seen(partnerIds, now) };
      return rows(await cases.find(filter, { projection: { state: 1 } }).toArray());
    },
    async withWork({ partnerIds, now, cursor, limit }) {
      const mine = { $in: [...partnerIds] };
      const filter = {
        ...seen(partnerIds, now),
        'state.open': true,
        $or: [
          { 'state.appointments': { $elemMatch: { partnerId: mine, state: 'planned' } } },
          { 'state.goals.steps': { $elemMatch: { partnerId: mine, state: 'open' } } },
        ],
        ...(cursor === null ? {} : { _id: { $gt: cursor } }),
      };
      return rows(
        await cases
          .find(filter, { projection: { state: 1 } })
          .sort({ _id: 1 })
          .limit(limit)
          .toArray(),
      );
    },
    async screenings({ partnerIds, cursor, limit }) {
      const after = cursor
        ? { $or: [{ 'state.at': { $lt: cursor.at } }, { 'state.at': cursor.at, _id: { $gt: cursor.screeningId } }] }
        : {};
      const filter = { 'state.partnerId': { $in: [...partnerIds] }, ...after };
      const order = { 'state.at': -1, _id: 1 } as const;
      const found = await screenings
        .find(filter, { projection: { state: 1 } })
        .sort(order)
        .limit(limit)
        .toArray();
      return found.map(({ _id, state }) => ({ ...state, screeningId: _id }));
    },
  };
}

/** Indexes of the lists. Asked for once at the start; harmless when they are there. */
export async function createIndexes(connection: Connection): Promise<void> {
  await connection.collection('cases').createIndex({ 'state.consents.partnerId': 1, 'state.touchedAt': -1, _id: 1 });
  await connection.collection('cases').createIndex({ 'state.appointments.reminder': 1 });
  await connection.collection('cases').createIndex({ 'state.closed.at': 1 });
  await connection.collection('screenings').createIndex({ 'state.partnerId': 1, 'state.at': -1, _id: 1 });
}

/** The organisations of the network, and the questionnaires that were loaded. */
export interface Directory {
  putPartner(partner: Partner): Promise<void>;
  partners(cursor: string | null, limit: number): Promise<Partner[]>;
  partner(partnerId: string): Promise<Partner | null>;
  /** Keeps a version for ever. Gives false when it is there with another content. */
  addInstrument(instrument: ScreeningInstrument): Promise<boolean>;
  instruments(): Promise<ScreeningInstrument[]>;
}

/** The directory in MongoDB. */
export function mongoDirectory(connection: Connection): Directory {
  type PartnerRow = Omit<Partner, 'partnerId'> & { _id: string };
  type InstrumentRow = { _id: string; content: ScreeningInstrument };
  const options = { versionKey: false, minimize: false, writeConcern: { w: 'majority' } } as const;
  const partnerModel = connection.model(
    'partner',
    new Schema<PartnerRow>(
      { _id: String, name: String, profession: String, commune: String, counselling: [String] },
      { collection: 'partners', ...options },
    ),
  );
  const instrumentModel = connection.model(
    'instrument',
    new Schema<InstrumentRow>({ _id: String, content: {} }, { collection: 'instruments', ...options }),
  );
  const partnerOf = ({ _id, ...rest }: PartnerRow): Partner => ({ partnerId: _id, ...rest });
  return {
    async putPartner({ partnerId, ...fields }) {
      await partnerModel.updateOne({ _id: partnerId }, { $set: fields }, { upsert: true }).exec();
    },
    async partners(cursor, limit) {
      const filter = cursor === null ? {} : { _id: { $gt: cursor } };
      const found = await partnerModel.find(filter).sort({ _id: 1 }).limit(limit).lean<PartnerRow[]>().exec();
      return found.map(partnerOf);
    },
    async partner(partnerId) {
      const found = await partnerModel.findById(partnerId).lean<PartnerRow>().exec();
      return found && partnerOf(found);
    },
    async addInstrument(content) {
      const _id = `${content.id}@${content.version}`;
      try {
        await instrumentModel.create({ _id, content });
        return true;
      } catch (error) {
        if ((error as { code?: number }).code !== 11000) throw error;
        const known = await instrumentModel.findById(_id).lean<InstrumentRow>().exec();
        return JSON.stringify(known?.content) === JSON.stringify(content);
      }
    },
    async instruments() {
      const found = await instrumentModel.find().sort({ _id: 1 }).lean<InstrumentRow[]>().exec();
      return found.map(({ content }) => content);
    },
  };
}
