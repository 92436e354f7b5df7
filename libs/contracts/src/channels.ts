import type { z } from 'zod';
import { CapacityEvent, CapacityState } from './capacity-events.js';
import { ChildFollowupEvent, ChildFollowupState } from './child-followup-events.js';
import { HostingEvent, HostingState, ZoneEvent, ZoneState } from './hosting-events.js';
import { MatchingEvent, MatchingState } from './matching-events.js';
import { ProgrammesEvent, ProgrammesState } from './programmes-events.js';
import { SupportEvent, SupportState } from './support-events.js';
import { type Topic, topics } from './topics.js';

/** The topics of the field. Apart: messages that could not be read, as they came, the sums of the audit logs, and sign-outs. */
export type Channel = Exclude<Topic, typeof topics.parking | typeof topics.auditCheckpoints | typeof topics.signOuts>;

/** What lies on each topic. */
export const schemaOn: Readonly<Record<Channel, z.ZodType>> = {
  [topics.capacityEvents]: CapacityEvent,
  [topics.capacityState]: CapacityState,
  [topics.matchingEvents]: MatchingEvent,
  [topics.matchingState]: MatchingState,
  [topics.supportEvents]: SupportEvent,
  [topics.supportState]: SupportState,
  [topics.programmesEvents]: ProgrammesEvent,
  [topics.programmesState]: ProgrammesState,
  [topics.childFollowupEvents]: ChildFollowupEvent,
  [topics.childFollowupState]: ChildFollowupState,
  [topics.hostingEvents]: HostingEvent,
  [topics.hostingState]: HostingState,
  [topics.zoneEvents]: ZoneEvent,
  [topics.zoneState]: ZoneState,
};

/** What a service sends and what it reads. */
export interface Channels {
  sends: readonly Channel[];
  reads: readonly Channel[];
}

const everyEvent: readonly Channel[] = [
  topics.capacityEvents,
  topics.matchingEvents,
  topics.supportEvents,
  topics.programmesEvents,
  topics.childFollowupEvents,
  topics.hostingEvents,
  topics.zoneEvents,
];

/** Who talks to whom. A test holds it to what each service's code names. */
export const channelsOf: Readonly<Record<string, Channels>> = {
  capacity: { sends: [topics.capacityEvents, topics.capacityState], reads: [] },
  matching: {
    sends: [topics.matchingEvents, topics.matchingState],
    reads: [topics.capacityState, topics.capacityEvents, topics.matchingState, topics.zoneState, topics.zoneEvents],
  },
  'child-followup': {
    sends: [topics.childFollowupEvents, topics.childFollowupState],
    reads: [topics.matchingEvents, topics.childFollowupEvents],
  },
  'perpetrator-hosting': {
    sends: [topics.hostingEvents, topics.hostingState, topics.zoneEvents, topics.zoneState],
    reads: [topics.hostingEvents],
  },
  'victim-support': { sends: [topics.supportEvents, topics.supportState], reads: [topics.supportEvents] },
  programmes: { sends: [topics.programmesEvents, topics.programmesState], reads: [] },
  observatory: { sends: [], reads: [topics.capacityState, ...everyEvent] },
  gateway: { sends: [], reads: everyEvent },
};

/** What the replicas of one service tell one another, which is nobody else's to know. */
export const amongReplicas: Readonly<Record<string, readonly Topic[]>> = { gateway: [topics.signOuts] };
