import type { CapacityEvent } from '@abri/contracts/capacity-events';
import type { ChildFollowupEvent } from '@abri/contracts/child-followup-events';
import type { HostingEvent, ZoneEvent } from '@abri/contracts/hosting-events';
import type { MatchingEvent } from '@abri/contracts/matching-events';
import type { ProgrammesEvent } from '@abri/contracts/programmes-events';
import type { SupportEvent } from '@abri/contracts/support-events';
import { topics } from '@abri/contracts/topics';
import { type Children, foldChild } from './children-fold.js';
import { foldHouse, type Houses } from './houses-fold.js';
import { foldPenal, foldZone, type Penal } from './penal-fold.js';
import { foldProgrammes } from './programmes-fold.js';
import { foldRequest, type Requests } from './requests-fold.js';
import { foldSupport } from './support-fold.js';
import type { Tally } from './tally.js';

/** The event topics from which the report is made. */
export const eventTopics = [
  topics.capacityEvents,
  topics.matchingEvents,
  topics.supportEvents,
  topics.programmesEvents,
  topics.childFollowupEvents,
  topics.hostingEvents,
  topics.zoneEvents,
] as const;
export type EventTopic = (typeof eventTopics)[number];

/** An event with the topic on which it came. */
export type TopicEvent =
  | { topic: typeof topics.capacityEvents; event: CapacityEvent }
  | { topic: typeof topics.matchingEvents; event: MatchingEvent }
  | { topic: typeof topics.supportEvents; event: SupportEvent }
  | { topic: typeof topics.programmesEvents; event: ProgrammesEvent }
  | { topic: typeof topics.childFollowupEvents; event: ChildFollowupEvent }
  | { topic: typeof topics.hostingEvents; event: HostingEvent }
  | { topic: typeof topics.zoneEvents; event: ZoneEvent };

/**
 * Everything that the yearly reports are made from. It depends on each aggregate's own events in their order, and on no
 * order between aggregates: rebuilt from the topics it is the same to the byte (see `canonical.ts`).
 */
export interface History {
  tally: Tally;
  /** The last event of each aggregate, by topic: what is told twice is dropped. */
  seqs: Map<EventTopic, Map<string, number>>;
  requests: Requests;
  houses: Houses;
  children: Children;
  penal: Penal;
}
export const emptyHistory = (): History => ({
  tally: new Map(),
  seqs: new Map(eventTopics.map((topic) => [topic, new Map()])),
  requests: new Map(),
  houses: new Map(),
  children: new Map(),
  penal: { files: new Map(), hosted: new Set() },
});

/** Applies one event. Returns whether it was news. */
export function applyEvent(history: History, { topic, event }: TopicEvent): boolean {
  const { tally } = history;
  const seqs = history.seqs.get(topic);
  if (!seqs || event.seq <= (seqs.get(event.aggregateId) ?? 0)) return false;
  seqs.set(event.aggregateId, event.seq);
  switch (topic) {
    case topics.capacityEvents:
      foldHouse(tally, history.houses, event);
      break;
    case topics.matchingEvents:
      foldRequest(tally, history.requests, event);
      break;
    case topics.supportEvents:
      foldSupport(tally, event);
      break;
    case topics.programmesEvents:
      foldProgrammes(tally, event);
      break;
    case topics.childFollowupEvents:
      foldChild(tally, history.children, event);
      break;
    case topics.hostingEvents:
      foldPenal(tally, history.penal, event);
      break;
    case topics.zoneEvents:
      foldZone(tally, event);
      break;
  }
  return true;
}
