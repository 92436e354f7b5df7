import { z } from 'zod';
import {
  BreakGlassReason,
  BreakGlassVerdict,
  CancelReason,
  CaseSource,
  CloseReason,
  DocumentKind,
  HandOverDeclineReason,
  PublicChildCase,
  ReportChannel,
  Task,
} from './child-case.js';
import { eventSchema, stateSchema, type Undated } from './envelope.js';
import { Child } from './household.js';
import { DangerLevel, Id, Instant } from './vocabulary.js';

/** The worker who did it: the issuer's opaque subject; null when the system did. */
const by = { by: Id.nullable() };
const task = { taskId: Id };

/** Everything that can happen to a child's follow-up; on `child-followup.events.v1`, keyed by case id. */
export const ChildFollowupEvent = z.discriminatedUnion('type', [
  eventSchema(
    'CaseOpened',
    z.strictObject({ source: CaseSource, ...Child.shape, danger: DangerLevel, team: Id, protocolId: Id, ...by }),
  ),
  eventSchema(
    'TaskOpened',
    z.strictObject({
      ...Task.pick({ taskId: true, stepId: true, kind: true, who: true, dueAt: true }).shape,
      ...Task.pick({ repeats: true, assignee: true, carries: true }).shape,
    }),
  ),
  eventSchema('TaskReassigned', z.strictObject({ ...task, assignee: Id.nullable(), ...by })),
  eventSchema('TaskDone', z.strictObject({ ...task, ...by })),
  eventSchema('TaskCancelled', z.strictObject({ ...task, reason: CancelReason, ...by })),
  /** It had ended by mistake. `repeats`: the rounds that follow it from now on; null where later ones were there already. */
  eventSchema('TaskReopened', z.strictObject({ ...task, ...Task.pick({ repeats: true }).shape, ...by })),
  eventSchema('TaskSeen', z.strictObject({ ...task, ...by })),
  /** An overdue task that nobody has seen within the limit climbs to the team's lead. */
  eventSchema('LeadAlerted', z.strictObject({ ...task, team: Id })),
  eventSchema('DangerChanged', z.strictObject({ danger: DangerLevel, ...by })),
  eventSchema('IdentityRecorded', z.strictObject({ ...by })),
  eventSchema('NoteAdded', z.strictObject({ noteId: Id, ...by })),
  eventSchema('AssessmentRecorded', z.strictObject({ assessmentId: Id, instrument: Id, ...by })),
  eventSchema('DocumentAdded', z.strictObject({ documentId: Id, kind: DocumentKind, bytes: z.int().min(0), ...by })),
  eventSchema('HandOverOffered', z.strictObject({ handOverId: Id, to: Id, ...by })),
  eventSchema('HandOverAccepted', z.strictObject({ handOverId: Id, team: Id, ...by })),
  eventSchema('HandOverDeclined', z.strictObject({ handOverId: Id, reason: HandOverDeclineReason, ...by })),
  eventSchema('HandOverWithdrawn', z.strictObject({ handOverId: Id, ...by })),
  eventSchema(
    'WorryingReportMade',
    z.strictObject({ reportId: Id, channel: ReportChannel, urgent: z.boolean(), ...by }),
  ),
  eventSchema('WorryingReportAcknowledged', z.strictObject({ reportId: Id, ...by })),
  /** `from` is the same child's other case: what was open there is carried on here. */
  eventSchema('CaseAbsorbed', z.strictObject({ from: Id, ...by })),
  eventSchema('CaseJoined', z.strictObject({ into: Id, ...by })),
  /** A join was undone: this case lives again; `from` is the case that it had been joined to. */
  eventSchema('CaseSeparated', z.strictObject({ from: Id, ...by })),
  /** The other half of that: `other` is no case of this child, and what was carried on from it is its own again. */
  eventSchema('CaseReleased', z.strictObject({ other: Id, ...by })),
  eventSchema('FoundDifferent', z.strictObject({ other: Id, ...by })),
  eventSchema('CaseClosed', z.strictObject({ reason: CloseReason, reviewAt: Instant, ...by })),
  eventSchema('CaseReopened', z.strictObject({ because: z.enum(['worker', 'placement', 'absorbed']), ...by })),
  /** A worker of another team opened the case in an emergency, until an instant; `team` is the one that is told. */
  eventSchema(
    'BreakGlassOpened',
    z.strictObject({ accessId: Id, team: Id, reason: BreakGlassReason, until: Instant, by: Id }),
  ),
  eventSchema('BreakGlassReviewed', z.strictObject({ accessId: Id, verdict: BreakGlassVerdict, noteId: Id, by: Id })),
  eventSchema('PersonErased', z.strictObject({ ...by })),
]);
export type ChildFollowupEvent = z.infer<typeof ChildFollowupEvent>;
export type ChildFollowupFact = Undated<ChildFollowupEvent>;

/** A message of `child-followup.state.v1`. */
export const ChildFollowupState = stateSchema(PublicChildCase);
export type ChildFollowupState = z.infer<typeof ChildFollowupState>;
