import type { AggregateStore } from '@abri/aggregate/store';
import { mongoStore } from '@abri/aggregate/mongo-store';
import type { PlacementRequest, PlacementStatus } from '@abri/contracts/placement';
import { type Connection, Schema } from 'mongoose';
import type { RequestState } from './domain/request/state.js';

const collection = 'placement_requests';
type Row = { _id: string; seq: number; state: RequestState };
export interface StoredRequest {
  request: PlacementRequest;
  seq: number;
}

/** Where the service keeps its requests: one document each. */
export const requestStore = (connection: Connection): AggregateStore<RequestState> =>
  mongoStore<RequestState>(connection, collection);

/** Questions about many requests, answered by indexes. */
export interface RequestQueries {
  /** A page, the latest request first, in these states. `cursor` comes from the page before. */
  page(o: {
    states: readonly PlacementStatus['state'][];
    limit: number;
    cursor: string | undefined;
  }): Promise<{ found: StoredRequest[]; nextCursor: string | null }>;
  waiting(): Promise<StoredRequest[]>;
  /** Ids of offers whose time was over before this instant, ISO 8601, and nobody said so. */
  overdue(before: string, limit: number): Promise<string[]>;
  /** Ids of requests whose house said no or nothing, and that have not moved on. */
  stuck(limit: number): Promise<string[]>;
}

/** The queries on MongoDB. */
export function requestQueries(connection: Connection): RequestQueries {
  const schema = new Schema<Row>({ _id: String, seq: Number, state: {} }, { collection, versionKey: false });
  schema.index({ 'state.request.status.state': 1, 'state.request.requestedAt': -1, _id: 1 });
  const model = connection.model('placementRequestQueries', schema);
  const inStates = (states: readonly string[]) => ({ 'state.request.status.state': { $in: [...states] } });
  const stored = (rows: Row[]): StoredRequest[] =>
    rows.flatMap(({ seq, state }) => (state.request ? [{ request: state.request, seq }] : []));
  return {
    async page({ states, limit, cursor }) {
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
        .find({ ...inStates(states), ...after })
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
    async overdue(before, limit) {
      const rows = await model
        .find({ ...inStates(['offered', 'accepted']), 'state.request.status.expiresAt': { $lt: before } })
        .limit(limit)
        .lean<Row[]>()
        .exec();
      return rows.map(({ _id }) => _id);
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
