import { randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Connection } from 'mongoose';
import { historyOf } from './domain/history/canonical.js';
import type { History } from './domain/history/history.js';
import { digestOf, type HistorySnapshot } from './live-history.js';

/** Where the last snapshot of the history is kept, so that a start reads only what came after it. */
export interface HistoryStore {
  /** `log` is the log that it was made from. */
  save(snapshot: HistorySnapshot, log: string): Promise<void>;
  /** The last whole snapshot of this log; undefined where there is none, or none that this version can read. */
  load(log: string): Promise<{ history: History; digest: string; positions: Map<string, bigint> } | undefined>;
}

interface Head {
  _id: string;
  log: string;
  snapshot: string;
  pieces: number;
  digest: string;
  positions: [string, string][];
}
interface Piece {
  _id: string;
  bytes: Buffer;
}
/** A document holds 16 MB at the most. */
const pieceBytes = 8 * 1024 * 1024;

/** Snapshots in MongoDB: the pieces first, then the head that names them, so that a half-written one is never read. */
export function mongoHistoryStore(database: Connection): HistoryStore {
  const heads = database.collection<Head>('history_heads');
  const pieces = database.collection<Piece>('history_pieces');
  return {
    async save({ text, positions }, log) {
      const snapshot = randomUUID();
      const bytes = gzipSync(text, { level: 1 });
      const count = Math.max(1, Math.ceil(bytes.length / pieceBytes));
      for (let number = 0; number < count; number++) {
        const piece = bytes.subarray(number * pieceBytes, (number + 1) * pieceBytes);
        await pieces.insertOne({ _id: `${snapshot}/${number}`, bytes: piece });
      }
      const head = {
        log,
        snapshot,
        pieces: count,
        digest: digestOf(text),
        positions: [...positions].map(([partition, next]): [string, string] => [partition, String(next)]),
      };
      await heads.replaceOne({ _id: 'head' }, head, { upsert: true, writeConcern: { w: 'majority' } });
      await pieces.deleteMany({ _id: { $not: { $regex: `^${snapshot}/` } } });
    },
    async load(log) {
      const head = await heads.findOne({ _id: 'head' });
      if (head?.log !== log) return undefined;
      const parts: Buffer[] = [];
      for (let number = 0; number < head.pieces; number++) {
        const piece = await pieces.findOne({ _id: `${head.snapshot}/${number}` }, { promoteBuffers: true });
        if (!piece) return undefined;
        parts.push(piece.bytes);
      }
      const text = gunzipSync(Buffer.concat(parts)).toString('utf8');
      if (digestOf(text) !== head.digest) return undefined;
      const history = historyOf(text);
      const positions = new Map(head.positions.map(([partition, next]) => [partition, BigInt(next)]));
      return history && { history, digest: head.digest, positions };
    },
  };
}
