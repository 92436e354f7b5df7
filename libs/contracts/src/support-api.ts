import { z } from 'zod';
import { ScreeningAnswers, ScreeningInstrument, ScreeningLevel } from './screening-instrument.js';
import {
  Appointment,
  AppointmentKind,
  CloseReason,
  CounsellingKind,
  CounsellingOutcome,
  Day,
  Door,
  Goal,
  Identity,
  OpenedBy,
  Partner,
  Profession,
  SafetyPlan,
  Step,
  SupportCase,
  VictimCategory,
} from './support-case.js';
import { Id, Instant } from './vocabulary.js';

export const PartnerList = z.strictObject({
  partners: z.array(Partner),
  /** The organisations of the one who asks. */
  own: z.array(Id),
  nextCursor: z.string().nullable(),
});
export const PutPartner = Partner.omit({ partnerId: true });

const text = (most: number) => z.string().trim().min(1).max(most);
const until = z.strictObject({ until: Instant });
/** In whose name the signed-in person acts, where they work for several partners. */
const acting = { as: Id.optional() };

export const InstrumentList = z.strictObject({ instruments: z.array(ScreeningInstrument) });
export const RecordScreening = z.strictObject({
  ...acting,
  instrument: z.string().max(40),
  version: z.int(),
  answers: ScreeningAnswers,
  /** When it was asked in a case that is open already. */
  caseId: Id.optional(),
});
export const FollowScreening = z.strictObject({
  ...acting,
  outcome: z.enum(['caseOpened', 'toldOfHelp', 'calledHotline', 'talkAgain', 'declined']),
});
export const ScreeningView = z.strictObject({
  screeningId: Id,
  partnerId: Id,
  instrument: z.string(),
  version: z.int(),
  score: z.int(),
  level: ScreeningLevel,
  answered: z.int(),
  asked: z.int(),
  at: Instant,
  outcome: z.string().nullable(),
});
export const ScreeningList = z.strictObject({ screenings: z.array(ScreeningView), nextCursor: z.string().nullable() });

export const OpenCase = z.strictObject({
  ...acting,
  identity: Identity,
  /** As what the person counts where no birth date says it. */
  category: VictimCategory,
  door: Door,
  openedBy: OpenedBy,
  /** Until when the person lets this partner see the case. */
  consent: until,
  /**
   * Somebody of the same name and birth date may be known already. Nothing is shown before the person in front of the
   * worker has said whether it is they: `known` gives consent on that case, `another` opens a new one.
   */
  same: z.enum(['notAsked', 'known', 'another']).default('notAsked'),
  screeningId: Id.optional(),
  counselling: z.strictObject({ kind: CounsellingKind, partnerId: Id, until: Instant }).optional(),
});
export const GiveConsent = z.strictObject({ ...acting, partnerId: Id, until: Instant });
export const WithdrawConsent = z.strictObject({ ...acting, partnerId: Id });
export const AskCounselling = z.strictObject({ ...acting, kind: CounsellingKind, partnerId: Id });
export const EndCounselling = z.strictObject({ ...acting, outcome: CounsellingOutcome });
export const SetGoal = z.strictObject({ ...acting, profession: Profession, text: text(300) });
export const EndGoal = z.strictObject({ ...acting, outcome: z.enum(['reached', 'dropped']) });
export const PlanStep = z.strictObject({ ...acting, partnerId: Id, dueOn: Day, text: text(300) });
export const EndStep = z.strictObject({ ...acting, outcome: z.enum(['done', 'dropped']) });
export const MakeAppointment = z.strictObject({
  ...acting,
  partnerId: Id,
  kind: AppointmentKind,
  startsAt: Instant,
  minutes: z.int().min(5).max(480),
  /** Hours before it at which the worker is reminded to remind. */
  remindHours: z.int().min(0).max(336).default(24),
  text: z.string().trim().max(300).default(''),
});
export const EndAppointment = z.strictObject({ ...acting, outcome: z.enum(['kept', 'missed', 'cancelled']) });
export const AddNote = z.strictObject({ ...acting, text: text(4_000) });
export const WriteSafetyPlan = z.strictObject({ ...acting, plan: SafetyPlan });
export const ChangeIdentity = z.strictObject({ ...acting, identity: Identity });
export const CloseCase = z.strictObject({ ...acting, reason: CloseReason });
export const Acting = z.strictObject(acting);

/** A case as a partner with consent sees it. */
export const SupportCaseView = z.strictObject({
  ...SupportCase.omit({ notes: true, goals: true, appointments: true, safetyPlan: true }).shape,
  caseId: Id,
  seq: z.int(),
  /** Null once the person was erased. */
  identity: Identity.nullable(),
  goals: z.array(
    z.strictObject({
      ...Goal.shape,
      text: z.string(),
      steps: z.array(z.strictObject({ ...Step.shape, text: z.string() })),
    }),
  ),
  appointments: z.array(z.strictObject({ ...Appointment.shape, text: z.string() })),
  notes: z.array(z.strictObject({ noteId: Id, partnerId: Id, at: Instant, text: z.string() })),
  safetyPlan: z.strictObject({ at: Instant, plan: SafetyPlan }).nullable(),
});
/** A line of a list. */
export const SupportCaseLine = z.strictObject({
  caseId: Id,
  name: z.string(),
  birthDate: Day.nullable(),
  category: VictimCategory,
  door: Door,
  open: z.boolean(),
  touchedAt: Instant,
  consentUntil: Instant,
  nextAppointment: Instant.nullable(),
  openSteps: z.int(),
  overdueSteps: z.int(),
});
export const SupportCaseList = z.strictObject({
  cases: z.array(SupportCaseLine),
  nextCursor: z.string().nullable(),
});
/** Part of a name. It travels in the body, so that no log of addresses holds it. */
export const SearchCases = z.strictObject({
  part: z.string().trim().min(2).max(80),
  cursor: z.string().max(200).optional(),
  limit: z.int().min(1).max(100).default(20),
});
/** What is due for the partners of the one who asks. */
export const AgendaEntry = z.strictObject({
  caseId: Id,
  name: z.string(),
  partnerId: Id,
  what: z.enum(['appointment', 'step']),
  id: Id,
  goalId: Id.nullable(),
  at: z.string(),
  /** What it is about; empty once the person was erased. */
  text: z.string().optional(),
  kind: AppointmentKind.nullable(),
  reminder: z.enum(['later', 'due', 'done']).nullable(),
  overdue: z.boolean(),
});
export const Agenda = z.strictObject({ entries: z.array(AgendaEntry), nextCursor: z.string().nullable() });

export type RecordScreening = z.infer<typeof RecordScreening>;
export type ScreeningView = z.infer<typeof ScreeningView>;
export type OpenCase = z.infer<typeof OpenCase>;
export type SupportCaseView = z.infer<typeof SupportCaseView>;
export type SupportCaseLine = z.infer<typeof SupportCaseLine>;
export type SupportCaseList = z.infer<typeof SupportCaseList>;
export type AgendaEntry = z.infer<typeof AgendaEntry>;
export type Agenda = z.infer<typeof Agenda>;
export type PartnerList = z.infer<typeof PartnerList>;
