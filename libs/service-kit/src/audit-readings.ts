import type { Connection } from 'mongoose';
import type { ChainedEntry } from './audit.js';

/** When something was read or changed, and what was done; not by whom: that is another person. */
export interface Reading {
  at: string;
  action: string;
}
/** What the audit log holds about one subject. */
export interface Readings {
  about(subject: string): Promise<Reading[]>;
}

/** Readings in MongoDB, from the collection that `mongoAudit` writes. */
export function mongoReadings(connection: Connection): Readings {
  const entries = connection.collection<Pick<ChainedEntry, 'at' | 'action' | 'subject'> & { _id: number }>('audit');
  let indexed: Promise<unknown> | undefined;
  return {
    async about(subject) {
      indexed ??= entries.createIndex({ subject: 1 });
      await indexed;
      const found = await entries.find({ subject }).sort({ _id: 1 }).toArray();
      return found.map(({ at, action }) => ({ at, action }));
    },
  };
}
