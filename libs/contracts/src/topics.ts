/**
 * The topics of each context: `.events.v1` is kept for ever, `.state.v1` is compacted by aggregate id,
 * and messages that a consumer cannot read go to `abri.parking.v1` with the reason.
 */
export const topics = {
  capacityEvents: 'capacity.events.v1',
  capacityState: 'capacity.state.v1',
  matchingEvents: 'matching.events.v1',
  matchingState: 'matching.state.v1',
  supportEvents: 'support.events.v1',
  supportState: 'support.state.v1',
  programmesEvents: 'programmes.events.v1',
  programmesState: 'programmes.state.v1',
  childFollowupEvents: 'child-followup.events.v1',
  childFollowupState: 'child-followup.state.v1',
  hostingEvents: 'hosting.events.v1',
  hostingState: 'hosting.state.v1',
  /** Apart from the files: who reads where a zone is must not read whom it keeps away. */
  zoneEvents: 'exclusion-zones.events.v1',
  zoneState: 'exclusion-zones.state.v1',
  parking: 'abri.parking.v1',
  /** Signed sums of the audit logs, out of the reach of whoever rules a database. Services write it; the verifier reads it. */
  auditCheckpoints: 'abri.audit-checkpoints.v1',
  /** Who was signed out, and which sessions are in use, sealed: from each replica of the gateway to all of them. */
  signOuts: 'abri.sign-outs.v1',
} as const;
export type Topic = (typeof topics)[keyof typeof topics];

/** How a topic is created: partitions, whether Kafka compacts it by key, and for how long it keeps messages if not for ever. */
export interface TopicSettings {
  topic: Topic;
  partitions: number;
  compacted: boolean;
  keptHours?: number;
}
export const topicSettings: readonly TopicSettings[] = [
  { topic: topics.capacityEvents, partitions: 6, compacted: false },
  { topic: topics.capacityState, partitions: 6, compacted: true },
  { topic: topics.matchingEvents, partitions: 6, compacted: false },
  { topic: topics.matchingState, partitions: 6, compacted: true },
  { topic: topics.supportEvents, partitions: 6, compacted: false },
  { topic: topics.supportState, partitions: 6, compacted: true },
  { topic: topics.programmesEvents, partitions: 6, compacted: false },
  { topic: topics.programmesState, partitions: 6, compacted: true },
  { topic: topics.childFollowupEvents, partitions: 6, compacted: false },
  { topic: topics.childFollowupState, partitions: 6, compacted: true },
  { topic: topics.hostingEvents, partitions: 6, compacted: false },
  { topic: topics.hostingState, partitions: 6, compacted: true },
  { topic: topics.zoneEvents, partitions: 6, compacted: false },
  { topic: topics.zoneState, partitions: 6, compacted: true },
  { topic: topics.parking, partitions: 1, compacted: false },
  { topic: topics.auditCheckpoints, partitions: 1, compacted: false },
  // No session lasts longer than a day.
  { topic: topics.signOuts, partitions: 1, compacted: false, keptHours: 48 },
];

/** The broker's settings of a topic: the last message of each key, or all, for ever or for so many hours. */
export function brokerConfigOf({
  compacted,
  keptHours,
}: Pick<TopicSettings, 'compacted' | 'keptHours'>): Record<string, string | number> {
  if (compacted) return { 'cleanup.policy': 'compact' };
  const keptMs = keptHours === undefined ? -1 : keptHours * 3_600_000;
  // What is to go goes by whole segments, so that none may stay open for longer.
  const segments = keptHours === undefined ? {} : { 'segment.ms': keptMs / 4 };
  return { 'cleanup.policy': 'delete', 'retention.ms': keptMs, 'retention.bytes': -1, ...segments };
}
