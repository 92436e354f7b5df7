import type { LogBatch } from '@abri/bus/kafka-log';
import { schemaOn } from '@abri/contracts/channels';
import { type EventTopic, eventTopics, type TopicEvent } from './domain/history/history.js';

const topicsOfEvents = new Set<string>(eventTopics);
const isEventTopic = (topic: string): topic is EventTopic => topicsOfEvents.has(topic);

/** The event of a message, checked by its contract; undefined for what cannot be read. */
export function eventOf(topic: string, value: Buffer | null): TopicEvent | undefined {
  if (!isEventTopic(topic) || value === null) return undefined;
  try {
    const parsed = schemaOn[topic].safeParse(JSON.parse(value.toString('utf8')));
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
