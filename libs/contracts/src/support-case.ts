import { z } from 'zod';
import { ScreeningLevel } from './screening-instrument.js';
import { CommuneCode, Id, Instant, Language } from './vocabulary.js';

/** The professions that share a plan. */
export const Profession = z.enum(['social', 'legal', 'psychological', 'medical', 'police']);
/** As what a person counts in the yearly results. A child is under 18 on the day of the care. */
export const VictimCategory = z.enum(['woman', 'man', 'child']);
/** By which door a person came. `everyday` is early help with family difficulties: nothing on it says violence. */
export const Door = z.enum(['violence', 'everyday']);
export const OpenedBy = z.enum([
  'self',
  'screening',
  'hotline',
  'police',
  'hospital',
  'school',
  'court',
  'socialService',
]);
export const CounsellingKind = z.enum(['couple', 'family', 'parenting', 'individual', 'addiction', 'money']);
export const CounsellingOutcome = z.enum(['helped', 'stopped', 'movedToProtection', 'unknown']);
export const AppointmentKind = z.enum(['office', 'phone', 'home', 'court', 'medical', 'police']);
export const CloseReason = z.enum([
  'goalsReached',
  'personWishes',
  'movedAway',
  'noContact',
  'takenOverElsewhere',
  'died',
]);

/** An organisation that can take part in a plan. Its name is public; it is no personal data. */
export const Partner = z.strictObject({
  partnerId: Id,
  name: z.string().trim().min(2).max(120),
  profession: Profession,
  commune: CommuneCode,
  /** What it offers to people who come by the everyday door. */
  counselling: z.array(CounsellingKind).max(6),
});

/** A day, ISO 8601 without a time. */
export const Day = z.iso.date();
export const Consent = z.strictObject({
  partnerId: Id,
  since: Instant,
  /** The instant from which the partner sees nothing any more. */
  until: Instant,
  ended: z.enum(['no', 'withdrawn', 'over']),
});
export const Step = z.strictObject({
  stepId: Id,
  partnerId: Id,
  dueOn: Day,
  state: z.enum(['open', 'done', 'dropped']),
  overdue: z.boolean(),
});
export const Goal = z.strictObject({
  goalId: Id,
  profession: Profession,
  state: z.enum(['open', 'reached', 'dropped']),
  steps: z.array(Step),
});
export const Appointment = z.strictObject({
  appointmentId: Id,
  partnerId: Id,
  kind: AppointmentKind,
  startsAt: Instant,
  minutes: z.int(),
  remindAt: Instant,
  reminder: z.enum(['later', 'due', 'done']),
  state: z.enum(['planned', 'kept', 'missed', 'cancelled']),
});
export const Counselling = z.strictObject({
  referralId: Id,
  kind: CounsellingKind,
  partnerId: Id,
  askedAt: Instant,
  state: z.enum(['asked', 'started', 'ended']),
  outcome: CounsellingOutcome.nullable(),
});
export const CaseScreening = z.strictObject({ screeningId: Id, level: ScreeningLevel, at: Instant, partnerId: Id });

/** A case without anything personal: what the write path keeps. */
export const SupportCase = z.strictObject({
  category: VictimCategory,
  door: Door,
  openedBy: OpenedBy,
  open: z.boolean(),
  openedAt: Instant,
  closed: z.strictObject({ at: Instant, reason: CloseReason }).nullable(),
  erased: z.boolean(),
  /** The years in which the person has been counted. */
  countedYears: z.array(z.int()),
  consents: z.array(Consent),
  screenings: z.array(CaseScreening),
  counselling: z.array(Counselling),
  goals: z.array(Goal),
  appointments: z.array(Appointment),
  notes: z.array(z.strictObject({ noteId: Id, partnerId: Id, at: Instant })),
  safetyPlan: z.strictObject({ recordId: Id, at: Instant }).nullable(),
  touchedAt: Instant,
});
/** What others may know of a case: enough to count it. */
export const PublicSupportCase = z.strictObject({
  kind: z.literal('case'),
  category: VictimCategory,
  door: Door,
  open: z.boolean(),
  countedYears: z.array(z.int()),
});

/** Who the person is: encrypted wherever it lies. A given name or what the person wants to be called is enough. */
export const Identity = z.strictObject({
  givenName: z.string().trim().min(1).max(80),
  familyName: z.string().trim().max(80).default(''),
  birthDate: Day.optional(),
  sex: z.enum(['female', 'male']),
  language: Language.default('fr'),
  phone: z
    .string()
    .regex(/^[+0-9 ().-]{0,24}$/, 'has digits only')
    .default(''),
  /** When and how the person can be reached without danger. */
  safeContact: z.string().trim().max(300).default(''),
});

const List = z.array(z.string().trim().min(1).max(200)).max(12).default([]);
/** What to do when it gets dangerous: the person's own words, printed for them if it is safe to keep. */
export const SafetyPlan = z.strictObject({
  warningSigns: List,
  safePlaces: List,
  peopleToCall: List,
  codeWord: z.string().trim().max(60).default(''),
  bag: List,
  children: List,
  afterwards: List,
});

export type Profession = z.infer<typeof Profession>;
export type VictimCategory = z.infer<typeof VictimCategory>;
export type Door = z.infer<typeof Door>;
export type CounsellingKind = z.infer<typeof CounsellingKind>;
export type AppointmentKind = z.infer<typeof AppointmentKind>;
export type CloseReason = z.infer<typeof CloseReason>;
export type Partner = z.infer<typeof Partner>;
export type Consent = z.infer<typeof Consent>;
export type Step = z.infer<typeof Step>;
export type Goal = z.infer<typeof Goal>;
export type Appointment = z.infer<typeof Appointment>;
export type Counselling = z.infer<typeof Counselling>;
export type SupportCase = z.infer<typeof SupportCase>;
export type Identity = z.infer<typeof Identity>;
export type SafetyPlan = z.infer<typeof SafetyPlan>;

/** Whether a partner may see and change a case at an instant (ISO 8601): a consent that is neither over nor withdrawn. */
export const hasConsent = (of: Pick<SupportCase, 'consents'>, partnerId: string, at: string): boolean =>
  of.consents.some((consent) => consent.partnerId === partnerId && consent.ended === 'no' && consent.until > at);

const parisYear = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Paris', year: 'numeric' });
/** The year in which an instant lies, by the district's clock. */
export const yearOf = (instant: string): number => Number(parisYear.format(new Date(instant)));
/** The category of somebody on a day: a child until the eighteenth birthday. */
export function categoryOn(
  person: Pick<Identity, 'sex' | 'birthDate'>,
  day: string,
  otherwise: VictimCategory,
): VictimCategory {
  if (person.birthDate === undefined) return otherwise;
  const eighteen = `${Number(person.birthDate.slice(0, 4)) + 18}${person.birthDate.slice(4)}`;
  if (day.slice(0, 10) < eighteen) return 'child';
  return person.sex === 'female' ? 'woman' : 'man';
}
