import type { Connection } from 'mongoose';
import type { ChainedEntry } from './audit.js';

/** Somebody wanted to open what was then not shown. */
export const refusedReading = 'readingRefused';

/** When something was read or changed, and what was done; not by whom: that is another person. */
export interface Reading {
  at: string;
  action: string;
}
/** What the audit log holds about one subject, and what one person did. */
export interface Readings {
  about(subject: string): Promise<Reading[]>;
  /** What somebody did to what from an instant (ISO 8601) on, in no order. */
  by(who: string, since: string): Promise<Pick<ChainedEntry, 'action' | 'subject'>[]>;
}

/** Readings in MongoDB, from the collection that `mongoAudit` writes. */
export function mongoReadings(connection: Connection): Readings {
  const entries = connection.collection<Pick<ChainedEntry, 'at' | 'who' | 'action' | 'subject'> & { _id: number }>(
    'audit',
  );
  let indexed: Promise<unknown> | undefined;
  const index = () =>
    (indexed ??= Promise.all([
      entries.createIndex({ subject: 1 }),
      entries.createIndex({ who: 1, at: 1, action: 1, subject: 1 }),
    ]).catch((error: unknown) => {
      indexed = undefined;
      throw error;
    }));
  return {
    async about(subject) {
      await index();
      const found = await entries
        .find({ subject, action: { $ne: refusedReading } })
        .sort({ _id: 1 })
        .toArray();
      return found.map(({ at, action }) => ({ at, action }));
    },
    async by(who, since) {
      await index();
      const projection = { _id: 0, action: 1, subject: 1 } as const;
      return entries.find({ who, at: { $gt: since } }, { projection }).toArray();
    },
  };
}
