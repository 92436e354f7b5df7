import { createHash } from 'node:crypto';
import type { LogBatch, LogPositions } from '@abri/bus/kafka-log';
import { canonicalOf } from './domain/history/canonical.js';
import { applyEvent, emptyHistory, type History } from './domain/history/history.js';
import { eventsOf } from './history-events.js';

/** A history with how far on each partition it has been read. */
export interface HistorySnapshot {
  text: string;
  positions: LogPositions;
}
/** The history as it grows. */
export interface LiveHistory {
  readonly history: History;
  readonly positions: LogPositions;
  /** Grows with every event that was news: what was made from the history before is old then. */
  readonly version: number;
  apply(batch: LogBatch): void;
  snapshot(): HistorySnapshot;
}

/** Goes on from a history (an empty one unless given). `unreadable` is told where a message cannot be read: it is passed over. */
export function createLiveHistory(o: {
  unreadable: (position: string) => void;
  from?: { history: History; positions: LogPositions } | undefined;
}): LiveHistory {
  const history = o.from?.history ?? emptyHistory();
  const positions = new Map(o.from?.positions);
  let version = 0;
  return {
    history,
    positions,
    get version() {
      return version;
    },
    apply(batch) {
      for (const event of eventsOf(batch, o.unreadable)) if (applyEvent(history, event)) version += 1;
      positions.set(`${batch.topic}/${batch.partition}`, batch.next);
    },
    snapshot: () => ({ text: canonicalOf(history), positions: new Map(positions) }),
  };
}

/** The fingerprint of a history's canonical text. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
