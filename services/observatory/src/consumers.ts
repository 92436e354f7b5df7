import { keepTrying } from '@abri/bus/keep-trying';
import type { Bus, IncomingMessage, Subscription } from '@abri/bus/port';
import { CapacityEvent, CapacityState } from '@abri/contracts/capacity-events';
import { MatchingEvent } from '@abri/contracts/matching-events';
import { topics } from '@abri/contracts/topics';
import type { Logger } from '@abri/service-kit/log';
import type { z } from 'zod';
import { applyCapacity, applyShelter } from './domain/board.js';
import { applyMatching } from './domain/requests.js';
import type { LiveBoard } from './live-board.js';

/**
 * Builds the board from the topics, from their beginning. Resolves when it has begun, or with undefined when stopped
 * before the broker answered. A message that cannot be read is passed over and told of: parking it is for those who act on it.
 */
export function followTopics(o: {
  bus: Bus;
  board: LiveBoard;
  log: Logger;
  unreadable: () => void;
  stopping: () => boolean;
}): Promise<Subscription | undefined> {
  const isNew = onceEach();
  const read = <S extends z.ZodType>(schema: S, message: IncomingMessage): z.infer<S> | undefined => {
    const parsed = schema.safeParse(message.value);
    if (parsed.success) return parsed.data;
    o.unreadable();
    o.log.warn({ position: message.position }, 'message passed over: it does not fit its schema');
    return undefined;
  };
  const handler = async (message: IncomingMessage) => {
    if (!isNew(message.position)) return;
    if (message.topic === topics.capacityState) {
      const state = read(CapacityState, message);
      if (state) o.board.apply('capacity', Date.parse(state.at), (projection) => applyShelter(projection, state));
    } else if (message.topic === topics.capacityEvents) {
      const event = read(CapacityEvent, message);
      if (event)
        o.board.apply('capacity', Date.parse(event.at), (projection) =>
          applyCapacity(projection, event, Date.parse(event.at)),
        );
    } else {
      const event = read(MatchingEvent, message);
      if (event)
        o.board.apply('matching', Date.parse(event.at), ({ requests }) =>
          applyMatching(requests, event, Date.parse(event.at)),
        );
    }
  };
  const replay = () =>
    o.bus.replay({
      topics: [topics.capacityState, topics.capacityEvents, topics.matchingEvents],
      name: 'observatory-board',
      handler,
    });
  return keepTrying('board', replay, o);
}

/**
 * Whether a position comes for the first time: a reader that had to join anew starts at the beginning again, and
 * would show long-ended requests as waiting until it has read their end once more.
 */
export function onceEach(): (position: string) => boolean {
  const reached = new Map<string, bigint>();
  return (position) => {
    const cut = position.lastIndexOf('/');
    const [partition, offset] = [position.slice(0, cut), BigInt(position.slice(cut + 1))];
    if (offset <= (reached.get(partition) ?? -1n)) return false;
    reached.set(partition, offset);
    return true;
  };
}
