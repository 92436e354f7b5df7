import { keepTrying } from '@abri/bus/keep-trying';
import type { LogReader } from '@abri/bus/kafka-log';
import type { Subscription } from '@abri/bus/port';
import { type Logger, reasonOf } from '@abri/service-kit/log';
import { eventTopics } from './domain/history/history.js';
import type { HistoryStore } from './history-store.js';
import { createLiveHistory, type LiveHistory } from './live-history.js';

/** Between two snapshots at least this long, and only where so many events have come. */
const snapshotEveryMs = 15 * 60_000;
const snapshotAfterEvents = 1_000;

/** A history that follows the topics. */
export interface FollowedHistory {
  live(): LiveHistory;
  /** Resolves when all that lay on the topics at the start is counted; with false where it was stopped before. */
  caughtUp: Promise<boolean>;
  failed: Promise<string>;
  close(): Promise<void>;
}

/** Goes on from the last snapshot, else from the beginning of the topics. Without a store it is made anew at each start. */
export function followHistory(o: {
  log: LogReader;
  store?: HistoryStore | undefined;
  logger: Logger;
  unreadable: () => void;
}): FollowedHistory {
  let stopping = false;
  const unreadable = (position: string) => {
    o.unreadable();
    o.logger.warn({ position }, 'message passed over: it does not fit its schema');
  };
  let live = createLiveHistory({ unreadable });
  let savedVersion = 0;
  let identity = '';
  const save = async () => {
    if (!o.store || live.version === savedVersion) return;
    const { version } = live;
    await o.store.save(live.snapshot(), identity);
    savedVersion = version;
  };
  const begin = async (): Promise<Subscription | undefined> => {
    const known = await keepTrying('log', () => knownOf(o.log), { stopping: () => stopping, log: o.logger });
    if (!known) return undefined;
    identity = known.identity;
    const saved = await o.store?.load(identity).catch((error: unknown) => {
      o.logger.warn({ reason: reasonOf(error) }, 'the snapshot cannot be read');
      return undefined;
    });
    // A snapshot that stands behind the end of a topic is of one that was since made anew.
    const isWithin = [...(saved?.positions ?? [])].every(
      ([partition, next]) => next <= (known.ends.get(partition) ?? 0n),
    );
    if (saved && isWithin) live = createLiveHistory({ unreadable, from: saved });
    const read = () => o.log.read({ topics: eventTopics, from: live.positions, onBatch: live.apply });
    return keepTrying('history', read, { stopping: () => stopping, log: o.logger });
  };
  const begun = begin();
  const caughtUp = begun.then(async (subscription) => {
    await subscription?.caughtUp;
    return subscription !== undefined;
  });
  const timer = setInterval(() => {
    if (live.version - savedVersion < snapshotAfterEvents) return;
    save().catch(() => o.logger.warn({}, 'the snapshot could not be saved'));
  }, snapshotEveryMs).unref();
  return {
    live: () => live,
    caughtUp,
    failed: begun.then(async (subscription) =>
      subscription ? (await subscription.failed).message : new Promise<string>(() => {}),
    ),
    async close() {
      stopping = true;
      clearInterval(timer);
      await (await begun)?.stop();
      await save();
    },
  };
}

const knownOf = async (log: LogReader) => ({ identity: await log.identity(), ends: await log.ends(eventTopics) });
