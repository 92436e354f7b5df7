import { z } from 'zod';
import { TaskKind, WorkerFunction } from './child-protocol.js';
import { Child } from './household.js';
import { DangerLevel, Id, Instant } from './vocabulary.js';

export const Referrer = z.enum(['school', 'police', 'hospital', 'court', 'hotline']);
/** How the follow-up began. */
export const CaseSource = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('placement'), requestId: Id }),
  z.strictObject({ from: z.literal('referral'), by: Referrer }),
]);
export const CloseReason = z.enum([
  'safeAndSupported',
  'movedAway',
  'childWelfareTookOver',
  'familyDeclined',
  'turnedAdult',
  'other',
]);
export const CancelReason = z.enum(['notNeeded', 'duplicate', 'familyDeclined', 'doneElsewhere', 'caseClosed']);
export const HandOverDeclineReason = z.enum(['wrongTeam', 'noCapacity', 'incomplete']);
/** How an information préoccupante went to the CRIP, the departmental unit that receives worrying reports. */
export const ReportChannel = z.enum(['form', 'phone', 'letter']);
export const DocumentKind = z.enum(['court', 'medical', 'school', 'report', 'other']);

/** Why a worker opens the case of a child that another team follows. */
export const BreakGlassReason = z.enum(['childAlone', 'childUnsafe', 'atPoliceOrHospital', 'missing']);
export const BreakGlassVerdict = z.enum(['justified', 'notJustified']);
/** A case opened in an emergency by a worker of another team; `team` follows the child, and reviews the opening. */
export const BreakGlass = z.strictObject({
  accessId: Id,
  by: Id,
  team: Id,
  reason: BreakGlassReason,
  openedAt: Instant,
  /** When it ends by itself. */
  until: Instant,
  review: z.strictObject({ verdict: BreakGlassVerdict, noteId: Id, by: Id, at: Instant }).nullable(),
});

export const Task = z.strictObject({
  taskId: Id,
  /** The protocol's step that it comes from; null for one that a worker added. */
  stepId: Id.nullable(),
  kind: TaskKind,
  who: WorkerFunction,
  dueAt: Instant,
  repeats: z.strictObject({ everyDays: z.int(), left: z.int() }).nullable(),
  state: z.enum(['open', 'done', 'cancelled']),
  /** Null: it is the team's, nobody has taken it. */
  assignee: Id.nullable(),
  assignedAt: Instant,
  /** When somebody of the team saw it overdue; null again for a new assignee. */
  seenAt: Instant.nullable(),
  /** When it climbed to the team's lead, unseen. */
  alertedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** The task of a joined case that it carries on. */
  carries: z.strictObject({ caseId: Id, taskId: Id }).nullable(),
});
export const CaseStatus = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('open') }),
  z.strictObject({ state: z.literal('joined'), into: Id, at: Instant }),
  z.strictObject({ state: z.literal('closed'), reason: CloseReason, reviewAt: Instant, at: Instant }),
]);
export const HandOver = z.strictObject({ handOverId: Id, to: Id, offeredAt: Instant, by: Id });
export const WorryingReport = z.strictObject({
  reportId: Id,
  channel: ReportChannel,
  urgent: z.boolean(),
  madeAt: Instant,
  by: Id,
  acknowledgedAt: Instant.nullable(),
});

/** A child's follow-up: ids, categories and dates only. Who the child is lies sealed, apart from it. */
export const ChildCase = z.strictObject({
  caseId: Id,
  source: CaseSource,
  sex: Child.shape.sex,
  /** Whole years at the opening. */
  ageYears: Child.shape.ageYears,
  danger: DangerLevel,
  team: Id,
  openedAt: Instant,
  status: CaseStatus,
  tasks: z.array(Task),
  handOver: HandOver.nullable(),
  reports: z.array(WorryingReport),
  /** Cases of the same child that were joined to this one. */
  joined: z.array(Id),
  erased: z.boolean(),
});
/** The public state on `child-followup.state.v1`: what the observatory and other services may count. */
export const PublicChildCase = z.strictObject({
  ...ChildCase.pick({ caseId: true, source: true, sex: true, ageYears: true, danger: true, team: true }).shape,
  openedAt: Instant,
  status: CaseStatus,
  tasks: z.array(Task.pick({ taskId: true, kind: true, dueAt: true, state: true, alertedAt: true })),
  reports: z.int(),
});

export type CaseSource = z.infer<typeof CaseSource>;
export type CloseReason = z.infer<typeof CloseReason>;
export type CancelReason = z.infer<typeof CancelReason>;
export type HandOverDeclineReason = z.infer<typeof HandOverDeclineReason>;
export type ReportChannel = z.infer<typeof ReportChannel>;
export type DocumentKind = z.infer<typeof DocumentKind>;
export type BreakGlassReason = z.infer<typeof BreakGlassReason>;
export type BreakGlassVerdict = z.infer<typeof BreakGlassVerdict>;
export type BreakGlass = z.infer<typeof BreakGlass>;
export type Task = z.infer<typeof Task>;
export type ChildCase = z.infer<typeof ChildCase>;
export type PublicChildCase = z.infer<typeof PublicChildCase>;
