import type { EventTopic, TopicEvent } from '../domain/history/history.js';
import type { Chance } from './chance.js';

export const dayMs = 86_400_000;
export const iso = (ms: number) => new Date(ms).toISOString();
export const communes = ['59606', '59172', '59014', '59491', '59153', '59447'];

/** Writes one aggregate's events, its time going on from event to event. */
export function writer(topic: EventTopic, aggregateId: string, startMs: number, chance: Chance) {
  const events: TopicEvent[] = [];
  let atMs = startMs;
  return {
    events,
    now: () => atMs,
    /** Lets up to so many milliseconds pass. */
    wait: (ms: number) => void (atMs += chance.upTo(ms)),
    says(fact: { type: string; data: unknown }) {
      const seq = events.length + 1;
      const event = { id: `${aggregateId}-${seq}`, aggregateId, seq, at: iso(atMs), ...fact };
      events.push({ topic, event } as unknown as TopicEvent);
    },
  };
}
export type Writer = ReturnType<typeof writer>;
export const saying =
  <F extends { type: string; data: unknown }>({ says }: Writer) =>
  (fact: F) =>
    says(fact);
