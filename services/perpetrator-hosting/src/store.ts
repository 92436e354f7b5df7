import { mongoStore } from '@abri/aggregate/mongo-store';
import type { AggregateStore } from '@abri/aggregate/store';
import type { PenalFile } from '@abri/contracts/penal-file';
import type { Connection } from 'mongoose';
import type { FileState } from './domain/file-state.js';
import { livesIn, type SiteState } from './domain/site.js';
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
    /** Only files that these agencies are in charge of; null for all. */
    agencies: readonly string[] | null;
    open: boolean;
    cursor: { touchedAt: string; fileId: string } | null;
    limit: number;
  }): Promise<FileRow[]>;
  filesOf(fileIds: readonly string[]): Promise<FileRow[]>;
  zonesOf(fileId: string): Promise<(Zone & { zoneId: string })[]>;
  /** The site in which a file has a live hold or stay. */
  siteOf(fileId: string): Promise<{ siteId: string; state: SiteState } | null>;
  /** Files whose person lives in a hosting place now. */
  hostedFiles(): Promise<string[]>;
  /** Files with a live zone that says otherwise than `hosted`, the files whose person lives in a hosting place. */
  filesAstray(hosted: readonly string[], limit: number): Promise<string[]>;
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
    async files({ followedBy, agencies, open, cursor, limit }) {
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
      const charged = agencies === null ? {} : { 'state.agencyId': { $in: [...agencies] } };
      const filter = { ...mine, ...charged, 'state.open': open, ...after };
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
    async hostedFiles() {
      const found = await sites.find({ 'state.site.holds.state': 'arrived' }, onlyState).toArray();
      return found.flatMap(({ state }) =>
        state.hosted.flatMap(({ fileId }) => (livesIn(state, fileId) ? [fileId] : [])),
      );
    },
    async filesAstray(hosted, limit) {
      const live = { 'state.state': { $ne: 'ended' as const } };
      const onlyFile = { projection: { 'state.fileId': 1 } };
      const back = { ...live, 'state.hostedAway': true, 'state.fileId': { $nin: [...hosted] } };
      const away = { ...live, 'state.hostedAway': { $ne: true }, 'state.fileId': { $in: [...hosted] } };
      const found = await Promise.all([back, away].map((one) => zones.find(one, onlyFile).limit(limit).toArray()));
      return [...new Set(found.flat().map(({ state }) => state.fileId))];
    },
  };
}

/** Indexes of the lists. Asked for once at the start; harmless when they are there. */
export async function createIndexes(connection: Connection): Promise<void> {
  const latest = { 'state.open': 1, 'state.touchedAt': -1, _id: 1 } as const;
  await connection.collection('files').createIndex(latest);
  await connection.collection('files').createIndex({ 'state.followedBy': 1, ...latest });
  await connection.collection('files').createIndex({ 'state.agencyId': 1, ...latest });
  await connection.collection('files').createIndex({ 'state.breaches.state': 1 });
  await connection.collection('zones').createIndex({ 'state.fileId': 1, _id: 1 });
  await connection.collection('zones').createIndex({ 'state.hostedAway': 1 });
  await connection.collection('sites').createIndex({ 'state.hosted.fileId': 1 });
}
