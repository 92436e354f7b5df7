import { z } from 'zod';
import {
  BreakGlass,
  BreakGlassReason,
  BreakGlassVerdict,
  CancelReason,
  ChildCase,
  CloseReason,
  DocumentKind,
  HandOverDeclineReason,
  Referrer,
  ReportChannel,
  Task,
} from './child-case.js';
import { Protocol, TaskKind, WorkerFunction } from './child-protocol.js';
import { highestAreaScore } from './child-instrument.js';
import { Child } from './household.js';
import { DangerLevel, Id, Instant } from './vocabulary.js';

const shortText = z.string().trim().min(1).max(120);
const longText = z.string().trim().min(1).max(10_000);

/** Who the child is. Kept sealed, shown to the child's own team only, each reading audited. */
export const ChildIdentity = z.strictObject({
  givenNames: shortText,
  familyName: shortText,
  /** Other spellings and earlier names, each whole. */
  otherNames: z.array(shortText).max(8).default([]),
  birthDate: z.iso.date().optional(),
  safeParent: z.strictObject({ name: shortText, phone: z.string().trim().max(30).optional() }).optional(),
  school: z.string().trim().max(200).optional(),
});
export const OpenCase = z.strictObject({
  referrer: Referrer,
  child: Child,
  danger: DangerLevel,
  team: Id,
  protocolId: Id.optional(),
  identity: ChildIdentity.optional(),
});
export const SearchCases = z.strictObject({
  part: z.string().trim().min(2).max(80),
  limit: z.int().min(1).max(50).default(20),
  cursor: z.string().max(300).optional(),
});
export const AddTask = z.strictObject({
  kind: TaskKind.exclude(['review']),
  who: WorkerFunction,
  dueAt: Instant,
  assignee: Id.nullable().default(null),
});
export const CancelTask = z.strictObject({ reason: CancelReason.exclude(['caseClosed']) });
export const ReassignTask = z.strictObject({ assignee: Id.nullable() });
export const ChangeDanger = z.strictObject({ danger: DangerLevel });
export const AddNote = z.strictObject({ text: longText });
export const AreaScores = z.record(z.string().max(40), z.int().min(0).max(highestAreaScore));
/** A dated look at the child: a score of each area of the instrument. */
export const RecordAssessment = z.strictObject({ instrument: Id, scores: AreaScores });
/** How large a document may be, bytes: a photographed order of a court, or some scanned pages. */
export const mostDocumentBytes = 3_000_000;
/** A document, base64. */
export const AddDocument = z.strictObject({
  kind: DocumentKind,
  title: shortText,
  mediaType: z.enum(['application/pdf', 'image/jpeg', 'image/png', 'text/plain']),
  content: z
    .base64()
    .min(4)
    .max((mostDocumentBytes / 3) * 4),
});
export const OfferHandOver = z.strictObject({ to: Id });
export const DeclineHandOver = z.strictObject({ reason: HandOverDeclineReason });
/** An information préoccupante to the CRIP: what is reported is kept sealed, that it was is kept in the history. */
export const MakeReport = z.strictObject({ channel: ReportChannel, urgent: z.boolean(), text: longText });
export const CloseCase = z.strictObject({ reason: CloseReason, reviewAt: Instant });
/** Opens the case of a child that another team follows. The code is the case's own, told by a paper, the family or its house. */
export const OpenBreakGlass = z.strictObject({
  reference: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]\d-\d{3}$/, 'a code such as K7-482'),
  /** Tells two children apart whose cases have the same code. */
  birthDate: z.iso.date().optional(),
  reason: BreakGlassReason,
  /** Kept sealed; the team that follows the child reads it. */
  text: z.string().trim().min(10).max(2_000),
});
export const ReviewBreakGlass = z.strictObject({
  verdict: BreakGlassVerdict,
  note: z.string().trim().min(1).max(2_000),
});

export const JoinCase = z.strictObject({ other: Id });

const CaseLine = {
  caseId: Id,
  /** Short code to say on the phone and to write where a name may not stand, such as K7-482. */
  reference: z.string(),
  /** Null while nobody has recorded it, or once the person was erased. */
  name: z.string().nullable(),
  ...Child.shape,
  danger: DangerLevel,
  team: Id,
};
export const TaskRow = z.strictObject({
  ...CaseLine,
  ...Task.pick({ taskId: true, kind: true, who: true, dueAt: true, assignee: true, seenAt: true, alertedAt: true })
    .shape,
  overdue: z.boolean(),
});
export const WorklistScope = z.enum(['mine', 'team', 'unassigned', 'alerts']);
export const Worklist = z.strictObject({ at: Instant, tasks: z.array(TaskRow), next: z.string().nullable() });
export const CaseRow = z.strictObject({
  ...CaseLine,
  state: z.enum(['open', 'joined', 'closed']),
  openedAt: Instant,
  openTasks: z.int(),
  nextDueAt: Instant.nullable(),
  handOverTo: Id.nullable(),
});
export const CaseList = z.strictObject({ cases: z.array(CaseRow), next: z.string().nullable() });

const signed = { at: Instant, by: Id };
/** One line of the timeline: what happened, by its event's name, and the categories that say more. */
export const TimelineEntry = z.strictObject({
  at: Instant,
  caseId: Id,
  type: z.string(),
  by: Id.nullable(),
  taskKind: TaskKind.optional(),
  /** A reason, level, team, channel or kind, by its contract's name. */
  detail: z.string().optional(),
});
export const CaseView = z.strictObject({
  case: ChildCase,
  seq: z.int(),
  reference: z.string(),
  identity: ChildIdentity.nullable(),
  notes: z.array(z.strictObject({ noteId: Id, ...signed, text: z.string() })),
  assessments: z.array(
    z.strictObject({ assessmentId: Id, ...signed, instrument: Id, scores: AreaScores, total: z.int() }),
  ),
  documents: z.array(
    z.strictObject({
      documentId: Id,
      ...signed,
      kind: DocumentKind,
      title: z.string(),
      mediaType: z.string(),
      bytes: z.int(),
    }),
  ),
  reportTexts: z.array(z.strictObject({ reportId: Id, text: z.string() })),
  timeline: z.array(TimelineEntry),
  /** Openings by workers of other teams in an emergency; those see their own only. Texts are null once the person was erased. */
  breakGlass: z
    .array(BreakGlass.extend({ text: z.string().nullable(), reviewNote: z.string().nullable() }))
    .default([]),
  /** What the protocol says about each of its steps that the case has. */
  steps: z.record(z.string(), z.strictObject({ fr: z.string(), en: z.string() })),
});
export const BreakGlassRow = z.strictObject({
  ...BreakGlass.omit({ review: true }).shape,
  caseId: Id,
  reference: z.string(),
  /** Null to those who do not follow the child, and where nobody knows it. */
  name: z.string().nullable(),
  text: z.string().nullable(),
  /** Whether the asking person may review it: leads of the team, and never whoever opened the case. */
  mayReview: z.boolean(),
});
/** Openings of cases of the own teams that nobody has reviewed, the oldest first, and one's own that have not ended. */
export const BreakGlassList = z.strictObject({
  at: Instant,
  toReview: z.array(BreakGlassRow),
  mine: z.array(BreakGlassRow),
});
export const BreakGlassAnswer = z.strictObject({ caseId: Id, access: BreakGlass });
export const DocumentContent = z.strictObject({
  documentId: Id,
  title: z.string(),
  mediaType: z.string(),
  content: z.base64(),
});
/** Another case that may be the same child: a person decides. */
export const Candidate = z.strictObject({
  ...CaseLine,
  birthDate: z.iso.date().nullable(),
  openedAt: Instant,
  likeness: z.enum(['strong', 'possible']),
  agrees: z.array(z.enum(['name', 'birthDate', 'birthDateNearly', 'sex'])),
});
export const CandidateList = z.strictObject({ candidates: z.array(Candidate) });

export const Worker = z.strictObject({ workerId: Id, name: z.string().trim().min(1).max(80), lead: z.boolean() });
/** A team with its people; `lead` is told of overdue tasks that nobody has seen. */
export const Team = z.strictObject({
  teamId: Id,
  name: z.string().trim().min(1).max(120),
  workers: z
    .array(Worker)
    .min(1)
    .max(100)
    .refine((workers) => workers.some(({ lead }) => lead), 'a team has a lead'),
});
export const PutTeam = Team.omit({ teamId: true });
export const TeamList = z.strictObject({ me: Id, mine: z.array(Id), teams: z.array(Team) });
/** `current` is the one that new cases are planned by, unless another is chosen. */
export const ProtocolList = z.strictObject({ protocols: z.array(Protocol), current: Id });
export const ChooseProtocol = z.strictObject({ protocolId: Id });
export const PutProtocol = Protocol.omit({ protocolId: true });
/** How much each worker of a team has to do. `workerId` null stands for what nobody has taken. */
export const TeamLoad = z.strictObject({
  teamId: Id,
  at: Instant,
  loads: z.array(
    z.strictObject({ workerId: Id.nullable(), open: z.int(), overdue: z.int(), dueThisWeek: z.int(), cases: z.int() }),
  ),
});
/** The address of a worker's calendar feed; whoever has it sees kinds, references and dates, and no name. */
export const CalendarLink = z.strictObject({ path: z.string() });

export type ChildIdentity = z.infer<typeof ChildIdentity>;
export type TaskRow = z.infer<typeof TaskRow>;
export type WorklistScope = z.infer<typeof WorklistScope>;
export type Worklist = z.infer<typeof Worklist>;
export type CaseRow = z.infer<typeof CaseRow>;
export type CaseList = z.infer<typeof CaseList>;
export type CaseView = z.infer<typeof CaseView>;
export type BreakGlassRow = z.infer<typeof BreakGlassRow>;
export type BreakGlassList = z.infer<typeof BreakGlassList>;
export type TimelineEntry = z.infer<typeof TimelineEntry>;
export type Candidate = z.infer<typeof Candidate>;
export type CandidateList = z.infer<typeof CandidateList>;
export type Team = z.infer<typeof Team>;
export type TeamList = z.infer<typeof TeamList>;
export type ProtocolList = z.infer<typeof ProtocolList>;
export type TeamLoad = z.infer<typeof TeamLoad>;
