import type { LogBatch, LogPositions, LogReader } from '@abri/bus/kafka-log';
import { eventTopics } from './domain/history/history.js';
import { createLiveHistory, type LiveHistory } from './live-history.js';

/** Makes a history anew from the beginning of the topics up to these positions. Throws when the topics cannot be read. */
export async function rebuildHistory(o: {
  reader: LogReader;
  until: LogPositions;
  progress?: (at: { done: number; of: number; seconds: number }) => void;
  now?: () => number;
}): Promise<{ live: LiveHistory; messages: number; unreadable: number; seconds: number }> {
  const now = o.now ?? (() => performance.now());
  const startMs = now();
  const seconds = () => (now() - startMs) / 1_000;
  let [done, unreadable] = [0, 0];
  const of = [...o.until.values()].reduce((sum, end) => sum + Number(end), 0);
  const live = createLiveHistory({ unreadable: () => (unreadable += 1) });
  const open = new Map([...o.until].filter(([, end]) => end > 0n));
  let finish = () => {};
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const onBatch = (batch: LogBatch) => {
    const name = `${batch.topic}/${batch.partition}`;
    const end = open.get(name);
    if (end === undefined) return;
    // A live history may have read further in the meantime; this one ends exactly where it was asked to.
    const messages = batch.messages.filter(({ offset }) => offset < end);
    live.apply({ ...batch, messages, next: batch.next < end ? batch.next : end });
    done += messages.length;
    if (batch.next >= end) open.delete(name);
    o.progress?.({ done, of, seconds: seconds() });
    if (open.size === 0) finish();
  };
  if (open.size === 0) return { live, messages: 0, unreadable: 0, seconds: seconds() };
  const subscription = await o.reader.read({ topics: eventTopics, from: new Map(), onBatch });
  const failed = subscription.failed.then((error) => {
    throw error;
  });
  await Promise.race([finished, failed]);
  const took = seconds();
  await subscription.stop();
  return { live, messages: done, unreadable, seconds: took };
}
