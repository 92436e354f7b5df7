import type { Connection } from 'mongoose';
import type { ChainedEntry } from './audit.js';
import { onceDone } from './once-done.js';

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
  const indexed = onceDone(() =>
    Promise.all([entries.createIndex({ subject: 1 }), entries.createIndex({ who: 1, at: 1, action: 1, subject: 1 })]),
  );
  return {
    async about(subject) {
      await indexed();
      const found = await entries
        .find({ subject, action: { $ne: refusedReading } })
        .sort({ _id: 1 })
        .toArray();
      return found.map(({ at, action }) => ({ at, action }));
    },
    async by(who, since) {
      await indexed();
      const projection = { _id: 0, action: 1, subject: 1 } as const;
      return entries.find({ who, at: { $gt: since } }, { projection }).toArray();
    },
  };
}
