import type { LogBatch } from '@abri/bus/kafka-log';
import { CapacityEvent } from '@abri/contracts/capacity-events';
import { ChildFollowupEvent } from '@abri/contracts/child-followup-events';
import { HostingEvent, ZoneEvent } from '@abri/contracts/hosting-events';
import { MatchingEvent } from '@abri/contracts/matching-events';
import { ProgrammesEvent } from '@abri/contracts/programmes-events';
import { SupportEvent } from '@abri/contracts/support-events';
import { topics } from '@abri/contracts/topics';
import type { z } from 'zod';
import type { EventTopic, TopicEvent } from './domain/history/history.js';

const schemas: Readonly<Record<EventTopic, z.ZodType>> = {
  [topics.capacityEvents]: CapacityEvent,
  [topics.matchingEvents]: MatchingEvent,
  [topics.supportEvents]: SupportEvent,
  [topics.programmesEvents]: ProgrammesEvent,
  [topics.childFollowupEvents]: ChildFollowupEvent,
  [topics.hostingEvents]: HostingEvent,
  [topics.zoneEvents]: ZoneEvent,
};
const isEventTopic = (topic: string): topic is EventTopic => topic in schemas;

/** The event of a message, checked by its contract; undefined for what cannot be read. */
export function eventOf(topic: string, value: Buffer | null): TopicEvent | undefined {
  if (!isEventTopic(topic) || value === null) return undefined;
  try {
    const parsed = schemas[topic].safeParse(JSON.parse(value.toString('utf8')));
    return parsed.success ? ({ topic, event: parsed.data } as TopicEvent) : undefined;
  } catch {
    return undefined;
  }
}

/** The events of a batch in order; `unreadable` is told where one cannot be read. */
export function* eventsOf(batch: LogBatch, unreadable: (position: string) => void): Generator<TopicEvent> {
  for (const { offset, value } of batch.messages) {
    const event = eventOf(batch.topic, value);
    if (event) yield event;
    else unreadable(`${batch.topic}/${batch.partition}/${offset}`);
  }
}
