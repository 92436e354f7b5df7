import { keepTrying } from '@abri/bus/keep-trying';
import type { Bus, Subscription } from '@abri/bus/port';
import type { Change } from '@abri/contracts/board-api';
import { AnyEvent } from '@abri/contracts/envelope';
import { topics } from '@abri/contracts/topics';
import type { Logger } from '@abri/service-kit/log';
import { z } from 'zod';
import type { LiveStreams } from './live.js';

/** The context of each topic of events that pages follow. */
const contexts: Readonly<Record<string, Change['context']>> = {
  [topics.capacityEvents]: 'capacity',
  [topics.matchingEvents]: 'matching',
  [topics.childFollowupEvents]: 'child-followup',
  [topics.supportEvents]: 'support',
  [topics.programmesEvents]: 'programmes',
  [topics.hostingEvents]: 'hosting',
  [topics.zoneEvents]: 'hosting',
};
/** Of these not even the id is told: who may know that a case exists, its consents decide, and they are not known here. */
const withoutIds: readonly Change['context'][] = ['support', 'child-followup', 'hosting'];
const House = z.object({ shelterId: z.string() });
/** The house that an event is about, and the one that a household moves from. */
const Houses = z.object({ shelterId: z.string().optional(), from: House.optional() }).catch({});
const housesOf = (data: unknown): string[] => {
  const { shelterId, from } = Houses.parse(data);
  return [shelterId, from?.shelterId].filter((house) => house !== undefined);
};

/**
 * Turns events, from now on, into changes on the live streams. What it cannot read it passes over: the services that
 * depend on an event park it. Resolves when it follows, or with undefined when stopped before the broker answered.
 */
export function followChanges(o: {
  bus: Bus;
  live: LiveStreams;
  log: Logger;
  stopping: () => boolean;
}): Promise<Subscription | undefined> {
  const follow = () =>
    o.bus.follow({
      topics: Object.keys(contexts),
      name: 'gateway-live',
      async handler({ topic, value }) {
        const event = AnyEvent.safeParse(value);
        if (!event.success) return;
        const { type, aggregateId, seq, at, data } = event.data;
        const context = contexts[topic];
        if (!context) return;
        if (withoutIds.includes(context))
          o.live.publish({ context, type: 'Changed', aggregateId: '-', seq: 0, at }, []);
        else o.live.publish({ context, type, aggregateId, seq, at }, housesOf(data));
      },
    });
  return keepTrying('live changes', follow, o);
}
