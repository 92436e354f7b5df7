import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer } from 'kafkajs';

/** How long (ms) a sender or a reader that is done rests, so that what comes meanwhile travels together. */
const restMs = 10;

/**
 * How long (ms) a broker that has nothing new keeps a reader waiting before it says so; what is new it tells at once. An idle system
 * spends its time on these questions; but a reader that waits neither stops nor joins a group anew until it is told.
 */
export const longestFetchMs = 500;

/** A rest after something was sent. */
export const restAfterSending = (): Promise<void> => pause(restMs);

/**
 * A rest for a consumer that has read to the end: one for each fetch, shared by all of its batches. A fetch costs the broker
 * as much for one message as for fifty.
 */
export function restAfterFetches(consumer: Consumer): () => Promise<void> {
  let resting: Promise<void> | undefined;
  consumer.on(consumer.events.FETCH, () => {
    resting = undefined;
  });
  return () => (resting ??= pause(restMs));
}
