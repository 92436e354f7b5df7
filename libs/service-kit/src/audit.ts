import { createHash } from 'node:crypto';
import type { AuditCheckpoint } from '@abri/contracts/audit-checkpoint';
import { type Connection, Schema } from 'mongoose';

/** Who did what to which thing, and when: ids and categories only. */
export interface AuditEntry {
  at: string;
  who: string;
  action: string;
  subject: string;
  purpose?: string;
}
/** An entry in the chain: `hash` covers the entry and the hash before it, so that no entry can be changed or taken out unseen. */
export interface ChainedEntry extends AuditEntry {
  number: number;
  previousHash: string;
  hash: string;
}
/** The hash that the first entry follows. */
export const firstHash = '0'.repeat(64);

/** SHA-256 over the entry's fields in a fixed order and the previous hash, in hex. */
export function chainHash(entry: AuditEntry, number: number, previousHash: string): string {
  const { at, who, action, subject, purpose = '' } = entry;
  return createHash('sha256')
    .update(JSON.stringify([number, previousHash, at, who, action, subject, purpose]))
    .digest('hex');
}

/** The number of the first entry that does not follow from the one before, or null when the chain is whole. */
export function firstBroken(entries: readonly ChainedEntry[]): number | null {
  let previous = firstHash;
  for (const [index, entry] of entries.entries()) {
    const number = index + 1;
    if (entry.number !== number || entry.previousHash !== previous || entry.hash !== chainHash(entry, number, previous))
      return number;
    previous = entry.hash;
  }
  return null;
}

/** Writes and reads the audit log of one service. */
export interface Audit {
  /** Resolves when the entry is stored; a sensitive reading must not be answered before. */
  append(entry: AuditEntry): Promise<void>;
  all(): Promise<ChainedEntry[]>;
}
/** An audit log with what signing it needs. */
export interface AuditLog extends Audit {
  /** Entries after this number, by number, at most so many. */
  after(number: number, limit: number): Promise<ChainedEntry[]>;
  checkpoints(): Promise<AuditCheckpoint[]>;
  lastCheckpoint(): Promise<AuditCheckpoint | undefined>;
  addCheckpoint(checkpoint: AuditCheckpoint): Promise<void>;
}

/** The audit log in MongoDB. Entry numbers are the ids, so two processes cannot both write the next one. */
export function mongoAudit(connection: Connection): AuditLog {
  type Row = Omit<ChainedEntry, 'number'> & { _id: number };
  const schema = new Schema<Row>(
    {
      _id: Number,
      at: String,
      who: String,
      action: String,
      subject: String,
      purpose: String,
      previousHash: String,
      hash: String,
    },
    { collection: 'audit', versionKey: false, writeConcern: { w: 'majority' } },
  );
  const model = connection.model('audit', schema);
  type Kept = AuditCheckpoint & { _id: string };
  const kept = connection.model(
    'auditCheckpoint',
    new Schema<Kept>(
      { _id: String, service: String, number: Number, hash: String, at: String, signature: String },
      { collection: 'auditCheckpoints', versionKey: false, writeConcern: { w: 'majority' } },
    ).index({ number: 1 }),
  );
  const read = ({ _id, ...row }: Row): ChainedEntry => ({ number: _id, ...row });
  const readKept = ({ _id: _, ...checkpoint }: Kept): AuditCheckpoint => checkpoint;
  let last: Promise<unknown> = Promise.resolve();
  const write = async (entry: AuditEntry) => {
    for (;;) {
      const before = await model.findOne().sort({ _id: -1 }).lean<Row>().exec();
      const number = (before?._id ?? 0) + 1;
      const previousHash = before?.hash ?? firstHash;
      try {
        await model.create({ _id: number, ...entry, previousHash, hash: chainHash(entry, number, previousHash) });
        return;
      } catch (error) {
        if ((error as { code?: number }).code !== 11000) throw error;
      }
    }
  };
  return {
    append(entry) {
      const written = last.catch(() => undefined).then(() => write(entry));
      last = written;
      return written;
    },
    async all() {
      return (await model.find().sort({ _id: 1 }).lean<Row[]>().exec()).map(read);
    },
    async after(number, limit) {
      const found = model
        .find({ _id: { $gt: number } })
        .sort({ _id: 1 })
        .limit(limit);
      return (await found.lean<Row[]>().exec()).map(read);
    },
    async checkpoints() {
      return (await kept.find().sort({ number: 1 }).lean<Kept[]>().exec()).map(readKept);
    },
    async lastCheckpoint() {
      const last = await kept.findOne().sort({ number: -1, at: -1 }).lean<Kept>().exec();
      return last ? readKept(last) : undefined;
    },
    async addCheckpoint(checkpoint) {
      await kept.updateOne({ _id: checkpoint.signature }, { $set: checkpoint }, { upsert: true }).exec();
    },
  };
}
