import { z } from 'zod';
import { eventSchema, stateSchema, type Undated } from './envelope.js';
import { ScreeningLevel } from './screening-instrument.js';
import {
  AppointmentKind,
  CloseReason,
  CounsellingKind,
  CounsellingOutcome,
  Day,
  Door,
  OpenedBy,
  Profession,
  PublicSupportCase,
  VictimCategory,
} from './support-case.js';
import { Id, Instant } from './vocabulary.js';

const partner = { partnerId: Id };

/** Everything that can happen in a support case; on `support.events.v1`, keyed by case id. */
const caseEvents = [
  eventSchema('CaseOpened', z.strictObject({ ...partner, category: VictimCategory, door: Door, openedBy: OpenedBy })),
  eventSchema('CaseReopened', z.strictObject(partner)),
  eventSchema('CaseClosed', z.strictObject({ ...partner, reason: CloseReason })),
  /** A person counts once a year, whatever is done for them by however many partners. */
  eventSchema('PersonTakenCareOf', z.strictObject({ year: z.int(), category: VictimCategory })),
  /** Without a partner: nobody asked for it, its time was over. */
  eventSchema('PersonErased', z.strictObject({ partnerId: Id.optional() })),
  /** Who the person is was corrected; what it says now lies sealed in the service. */
  eventSchema('IdentityCorrected', z.strictObject(partner)),
  eventSchema('ConsentGiven', z.strictObject({ ...partner, until: Instant })),
  eventSchema('ConsentWithdrawn', z.strictObject(partner)),
  eventSchema('ConsentEnded', z.strictObject(partner)),
  eventSchema('ScreeningAdded', z.strictObject({ ...partner, screeningId: Id, level: ScreeningLevel })),
  eventSchema('CounsellingAsked', z.strictObject({ ...partner, referralId: Id, kind: CounsellingKind })),
  eventSchema('CounsellingStarted', z.strictObject({ referralId: Id })),
  eventSchema('CounsellingEnded', z.strictObject({ referralId: Id, outcome: CounsellingOutcome })),
  eventSchema('GoalSet', z.strictObject({ goalId: Id, profession: Profession })),
  eventSchema('GoalEnded', z.strictObject({ goalId: Id, as: z.enum(['reached', 'dropped']) })),
  eventSchema('StepPlanned', z.strictObject({ ...partner, goalId: Id, stepId: Id, dueOn: Day })),
  eventSchema('StepEnded', z.strictObject({ goalId: Id, stepId: Id, as: z.enum(['done', 'dropped']) })),
  eventSchema('StepOverdue', z.strictObject({ ...partner, goalId: Id, stepId: Id })),
  eventSchema(
    'AppointmentMade',
    z.strictObject({
      ...partner,
      appointmentId: Id,
      kind: AppointmentKind,
      startsAt: Instant,
      minutes: z.int(),
      remindAt: Instant,
    }),
  ),
  eventSchema('AppointmentReminderDue', z.strictObject({ ...partner, appointmentId: Id })),
  eventSchema('AppointmentReminded', z.strictObject({ appointmentId: Id })),
  eventSchema('AppointmentEnded', z.strictObject({ appointmentId: Id, as: z.enum(['kept', 'missed', 'cancelled']) })),
  eventSchema('NoteAdded', z.strictObject({ ...partner, noteId: Id })),
  eventSchema('SafetyPlanWritten', z.strictObject({ recordId: Id })),
] as const;
/** What can happen to a screening; on the same topic, keyed by screening id. */
const screeningEvents = [
  eventSchema(
    'ScreeningRecorded',
    z.strictObject({ ...partner, instrument: z.string(), version: z.int(), level: ScreeningLevel }),
  ),
  eventSchema(
    'ScreeningFollowed',
    z.strictObject({ outcome: z.enum(['caseOpened', 'toldOfHelp', 'calledHotline', 'talkAgain', 'declined']) }),
  ),
] as const;

export const SupportCaseEvent = z.discriminatedUnion('type', caseEvents);
export const ScreeningEvent = z.discriminatedUnion('type', screeningEvents);
/** A message of `support.events.v1`. */
export const SupportEvent = z.discriminatedUnion('type', [...caseEvents, ...screeningEvents]);
export type SupportEvent = z.infer<typeof SupportEvent>;
export type SupportCaseEvent = z.infer<typeof SupportCaseEvent>;
export type SupportCaseFact = Undated<SupportCaseEvent>;
export type ScreeningEvent = z.infer<typeof ScreeningEvent>;
export type ScreeningFact = Undated<ScreeningEvent>;

export const PublicScreening = z.strictObject({
  kind: z.literal('screening'),
  ...partner,
  instrument: z.string(),
  version: z.int(),
  level: ScreeningLevel,
  outcome: z.string().nullable(),
});
/** A message of `support.state.v1`. */
export const SupportState = stateSchema(z.discriminatedUnion('kind', [PublicSupportCase, PublicScreening]));
export type SupportState = z.infer<typeof SupportState>;
