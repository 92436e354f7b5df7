import { mongoStore } from '@abri/aggregate/mongo-store';
import type { AggregateStore } from '@abri/aggregate/store';
import type { PenalFile } from '@abri/contracts/penal-file';
import type { Connection } from 'mongoose';
import type { FileState } from './domain/file-state.js';
import type { SiteState } from './domain/site.js';
import type { Zone, ZoneState } from './domain/zone.js';

export const fileStore = (connection: Connection): AggregateStore<FileState> =>
  mongoStore<FileState>(connection, 'files');
export const zoneStore = (connection: Connection): AggregateStore<ZoneState> =>
  mongoStore<ZoneState>(connection, 'zones');
export const siteStore = (connection: Connection): AggregateStore<SiteState> =>
  mongoStore<SiteState>(connection, 'sites');

/** A file as a list reads it. */
export interface FileRow {
  fileId: string;
  state: PenalFile;
}
/** Lists over the very documents that the write path keeps: nothing is copied, so nothing can be behind. */
export interface Queries {
  /** Files, the last touched first, after `cursor`; only those that `followedBy` follows where it is given. */
  files(o: {
    followedBy: string | null;
    open: boolean;
    cursor: { touchedAt: string; fileId: string } | null;
    limit: number;
  }): Promise<FileRow[]>;
  filesOf(fileIds: readonly string[]): Promise<FileRow[]>;
  zonesOf(fileId: string): Promise<(Zone & { zoneId: string })[]>;
  /** The site in which a file has a live hold or stay. */
  siteOf(fileId: string): Promise<{ siteId: string; state: SiteState } | null>;
}

/** The queries in MongoDB. */
export function mongoQueries(connection: Connection): Queries {
  const files = connection.collection<{ _id: string; state: PenalFile }>('files');
  const zones = connection.collection<{ _id: string; state: Zone }>('zones');
  const sites = connection.collection<{ _id: string; state: SiteState }>('sites');
  const rows = (found: readonly { _id: string; state: PenalFile }[]) =>
    found.map(({ _id, state }) => ({ fileId: _id, state }));
  const onlyState = { projection: { state: 1 } };
  return {
    async files({ followedBy, open, cursor, limit }) {
      const after = cursor
        ? {
            $or: [
              { 'state.touchedAt': { $lt: cursor.touchedAt } },
              { 'state.touchedAt': cursor.touchedAt, _id: { $gt: cursor.fileId } },
            ],
          }
        : {};
      const mine = followedBy === null ? {} : { 'state.followedBy': followedBy };
      const order = { 'state.touchedAt': -1, _id: 1 } as const;
      const filter = { ...mine, 'state.open': open, ...after };
      return rows(await files.find(filter, onlyState).sort(order).limit(limit).toArray());
    },
    async filesOf(fileIds) {
      return rows(await files.find({ _id: { $in: [...fileIds] } }, onlyState).toArray());
    },
    async zonesOf(fileId) {
      const found = await zones.find({ 'state.fileId': fileId }, onlyState).sort({ _id: 1 }).limit(200).toArray();
      return found.map(({ _id, state }) => ({ ...state, zoneId: _id }));
    },
    async siteOf(fileId) {
      const found = await sites.findOne({ 'state.hosted.fileId': fileId }, onlyState);
      return found && { siteId: found._id, state: found.state };
    },
  };
}

/** Indexes of the lists. Asked for once at the start; harmless when they are there. */
export async function createIndexes(connection: Connection): Promise<void> {
  const latest = { 'state.open': 1, 'state.touchedAt': -1, _id: 1 } as const;
  await connection.collection('files').createIndex(latest);
  await connection.collection('files').createIndex({ 'state.followedBy': 1, ...latest });
  await connection.collection('zones').createIndex({ 'state.fileId': 1, _id: 1 });
  await connection.collection('sites').createIndex({ 'state.hosted.fileId': 1 });
}
