import type { AggregateStore } from '@abri/aggregate/store';
import { mongoStore } from '@abri/aggregate/mongo-store';
import type { PlacementRequest, PlacementStatus, SafetyAlert } from '@abri/contracts/placement';
import { type Connection, Schema } from 'mongoose';
import { asOfToday, type RequestState } from './domain/request/state.js';

const collection = 'placement_requests';
type Row = { _id: string; seq: number; state: RequestState };
export interface StoredRequest {
  request: PlacementRequest;
  seq: number;
}

/** Where the service keeps its requests: one document each. */
export function requestStore(connection: Connection): AggregateStore<RequestState> {
  const store = mongoStore<RequestState>(connection, collection);
  return {
    ...store,
    async load(id) {
      const found = await store.load(id);
      return found && { ...found, state: asOfToday(found.state) };
    },
    list: async (cursor, limit) =>
      (await store.list(cursor, limit)).map((found) => ({ ...found, state: asOfToday(found.state) })),
  };
}

/** Questions about many requests, answered by indexes. */
export interface RequestQueries {
  /** A page, the latest request first, in these states; `unsafe`: only those with an alert. `cursor` comes from the page before. */
  page(o: {
    states: readonly PlacementStatus['state'][];
    unsafe?: boolean;
    limit: number;
    cursor: string | undefined;
  }): Promise<{ found: StoredRequest[]; nextCursor: string | null }>;
  waiting(): Promise<StoredRequest[]>;
  /** Requests that have not ended and that gave out one of these links. */
  linkedTo(links: readonly string[]): Promise<StoredRequest[]>;
  /** A page by id, after `after`, of requests that gave out any link and have a place or are offered one. */
  linked(after: string, limit: number): Promise<StoredRequest[]>;
  /** Ids of offers and moves whose time was over before this instant, ISO 8601, and nobody said so. */
  overdue(before: string, limit: number): Promise<string[]>;
  /** Ids of requests whose house said no or nothing, and that have not moved on. */
  stuck(limit: number): Promise<string[]>;
}

/** The queries on MongoDB. */
export function requestQueries(connection: Connection): RequestQueries {
  const schema = new Schema<Row>({ _id: String, seq: Number, state: {} }, { collection, versionKey: false });
  schema.index({ 'state.request.status.state': 1, 'state.request.requestedAt': -1, _id: 1 });
  schema.index({ 'state.request.unsafe.since': 1 }, { sparse: true });
  schema.index({ 'state.request.moving.expiresAt': 1 }, { sparse: true });
  schema.index({ 'state.request.links': 1 });
  const model = connection.model('placementRequestQueries', schema);
  const inStates = (states: readonly string[]) => ({ 'state.request.status.state': { $in: [...states] } });
  const stored = (rows: Row[]): StoredRequest[] =>
    rows.flatMap(({ seq, state }) => {
      const { request } = asOfToday(state);
      return request ? [{ request, seq }] : [];
    });
  return {
    async page({ states, unsafe = false, limit, cursor }) {
      const [at, id] = cursor === undefined ? [] : fromCursor(cursor);
      const after =
        at === undefined
          ? {}
          : {
              $or: [
                { 'state.request.requestedAt': { $lt: at } },
                { 'state.request.requestedAt': at, _id: { $gt: id } },
              ],
            };
      const rows = await model
        .find({ ...inStates(states), ...(unsafe ? { 'state.request.unsafe.since': { $gt: '' } } : {}), ...after })
        .sort({ 'state.request.requestedAt': -1, _id: 1 })
        .limit(limit + 1)
        .lean<Row[]>()
        .exec();
      const found = stored(rows.slice(0, limit));
      const last = rows.length > limit ? found.at(-1)?.request : undefined;
      return { found, nextCursor: last ? toCursor(last) : null };
    },
    async waiting() {
      return stored(
        await model
          .find(inStates(['waiting']))
          .lean<Row[]>()
          .exec(),
      );
    },
    async linkedTo(links) {
      const filter = { 'state.request.links': { $in: [...links] }, 'state.request.status.state': { $ne: 'ended' } };
      return stored(await model.find(filter).lean<Row[]>().exec());
    },
    async linked(after, limit) {
      const filter = { ...inStates(['offered', 'accepted', 'placed']), 'state.request.links': { $gt: '' } };
      const rows = model.find({ ...filter, _id: { $gt: after } }).sort({ _id: 1 });
      return stored(await rows.limit(limit).lean<Row[]>().exec());
    },
    async overdue(before, limit) {
      const offers = { ...inStates(['offered', 'accepted']), 'state.request.status.expiresAt': { $lt: before } };
      const moves = { 'state.request.moving.expiresAt': { $lt: before } };
      const rows = await Promise.all(
        [offers, moves].map((filter) => model.find(filter).limit(limit).lean<Row[]>().exec()),
      );
      return [...new Set(rows.flat().map(({ _id }) => _id))];
    },
    async stuck(limit) {
      const rows = await model
        .find({ ...inStates(['choosing']), 'state.movesOn': true })
        .limit(limit)
        .lean<Row[]>()
        .exec();
      return rows.map(({ _id }) => _id);
    },
  };
}

/** Reads the alerts that stand now, by the index of `unsafe`. */
export function standingAlerts(connection: Connection): () => Promise<SafetyAlert[]> {
  const requests = connection.collection<{ _id: string; state: RequestState }>(collection);
  return async () => {
    const found = requests.find(
      { 'state.request.unsafe.since': { $gt: '' } },
      { projection: { 'state.request.unsafe': 1 } },
    );
    return (await found.toArray()).flatMap(({ state }) => state.request?.unsafe ?? []);
  };
}

const toCursor = ({ requestedAt, requestId }: PlacementRequest) =>
  Buffer.from(JSON.stringify([requestedAt, requestId])).toString('base64url');

/** Whether a cursor is one that a page has given. */
export function isCursor(cursor: string): boolean {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) && parts.length === 2 && parts.every((part) => typeof part === 'string');
  } catch {
    return false;
  }
}
const fromCursor = (cursor: string) => JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string];
