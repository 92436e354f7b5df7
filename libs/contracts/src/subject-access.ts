import { z } from 'zod';
import { CloseReason as ChildCloseReason, DocumentKind, Referrer, ReportChannel, Task } from './child-case.js';
import { AreaScores, ChildIdentity } from './child-followup-api.js';
import { Child } from './household.js';
import {
  BreachKind,
  Direction,
  FileDoor,
  Grounds,
  Measure,
  MeasureKind,
  PerpetratorIdentity,
  Severity,
} from './penal-file.js';
import { Identity, SafetyPlan, SupportCase } from './support-case.js';
import { Participant, Programme, Session } from './programme.js';
import { Professional } from './programmes-api.js';
import { CommuneCode, DangerLevel, Id, Instant } from './vocabulary.js';

/**
 * What a person may ask for by article 15 of the GDPR: a file of what is held about them, made for one case. What would
 * tell of another person is not in it; `withheld` is the same for every case, so that it tells nothing either.
 */
const made = {
  madeAt: Instant,
  withheld: z.array(
    z.enum([
      'namesOfWorkers',
      'otherPeopleInTheCase',
      'whereOthersAre',
      'textsOfReports',
      'contentsOfDocuments',
      'answersAboutViolence',
      'freeTexts',
      'zones',
      'breachesTowardsOthers',
      'proposals',
    ]),
  ),
  /** When the case was read or changed, and what was done. */
  readings: z.array(z.strictObject({ at: Instant, action: z.string() })),
};
const dated = { at: Instant, text: z.string() };

export const ChildSubjectAccess = z.strictObject({
  ...made,
  reference: z.string(),
  identity: ChildIdentity.omit({ safeParent: true }).nullable(),
  sex: Child.shape.sex,
  ageYearsAtOpening: Child.shape.ageYears,
  openedAt: Instant,
  cameBy: z.union([Referrer, z.literal('placement')]),
  danger: DangerLevel,
  state: z.enum(['open', 'joined', 'closed']),
  closed: z.strictObject({ at: Instant, reason: ChildCloseReason, reviewAt: Instant }).nullable(),
  /** The team that has the case, by its name. */
  team: z.string(),
  /** The teams that were told of the case, because it was offered to them or taken over by them. */
  toldTeams: z.array(z.strictObject({ at: Instant, team: z.string() })),
  /** What the departmental unit for worrying reports was told of. */
  reports: z.array(
    z.strictObject({
      at: Instant,
      channel: ReportChannel,
      urgent: z.boolean(),
      acknowledgedAt: Instant.nullable(),
    }),
  ),
  tasks: z.array(Task.pick({ kind: true, who: true, dueAt: true, state: true, endedAt: true })),
  notes: z.array(z.strictObject(dated)),
  assessments: z.array(z.strictObject({ at: Instant, instrument: Id, scores: AreaScores, total: z.int() })),
  documents: z.array(
    z.strictObject({ at: Instant, kind: DocumentKind, title: z.string(), mediaType: z.string(), bytes: z.int() }),
  ),
});

const { consents, screenings, counselling, goals, appointments } = SupportCase.shape;
const partner = { partner: z.string() };
const shared = { partnerId: true } as const;
export const SupportSubjectAccess = z.strictObject({
  ...made,
  identity: Identity.nullable(),
  ...SupportCase.pick({ category: true, door: true, openedBy: true, openedAt: true, closed: true, countedYears: true })
    .shape,
  /** Who was let into the case, and until when: the organisation's name. */
  consents: z.array(z.strictObject({ ...consents.element.omit(shared).shape, ...partner })),
  screenings: z.array(
    z.strictObject({
      ...screenings.element.pick({ level: true, at: true }).shape,
      ...partner,
      answers: z.record(z.string(), z.unknown()),
    }),
  ),
  counselling: z.array(
    z.strictObject({ ...counselling.element.omit({ ...shared, referralId: true }).shape, ...partner }),
  ),
  goals: z.array(
    z.strictObject({
      ...goals.element.pick({ profession: true, state: true }).shape,
      text: z.string(),
      steps: z.array(
        z.strictObject({
          ...goals.element.shape.steps.element.pick({ dueOn: true, state: true }).shape,
          ...partner,
          text: z.string(),
        }),
      ),
    }),
  ),
  appointments: z.array(
    z.strictObject({
      ...appointments.element.pick({ kind: true, startsAt: true, minutes: true, state: true }).shape,
      ...partner,
      text: z.string(),
    }),
  ),
  notes: z.array(z.strictObject({ ...dated, ...partner })),
  safetyPlan: z.strictObject({ at: Instant, plan: SafetyPlan }).nullable(),
});

/** Nothing in it was said by the victim, and nothing in it tells of a place but the one where the person is hosted. */
export const PenalSubjectAccess = z.strictObject({
  ...made,
  identity: PerpetratorIdentity.nullable(),
  door: FileDoor,
  open: z.boolean(),
  openedAt: Instant,
  danger: DangerLevel,
  assessedAt: Instant,
  rung: MeasureKind.nullable(),
  /** The agency of justice in charge, by its name. */
  agency: z.string().nullable(),
  measures: z.array(
    z.strictObject({
      ...Measure.pick({ kind: true, from: true, until: true, conditions: true, state: true }).shape,
      endedAt: Instant.nullable(),
      consentedOn: z.iso.date().nullable(),
      compliance: z.array(Measure.shape.compliance.element.omit({ reportId: true })),
    }),
  ),
  decisions: z.array(
    z.strictObject({ at: Instant, direction: Direction, kind: MeasureKind.nullable(), grounds: Grounds }),
  ),
  breaches: z.array(
    z.strictObject({
      kind: BreachKind.extract(['missedAppointment', 'conditionNotKept', 'leftHosting']),
      severity: Severity,
      on: z.iso.date(),
      state: z.string(),
    }),
  ),
  notes: z.array(z.strictObject({ at: Instant })),
  stay: z.strictObject({ site: z.string(), commune: CommuneCode, place: z.string(), since: Instant }).nullable(),
});

/** What is held about a professional who signed up for a training. */
export const ParticipantSubjectAccess = z.strictObject({
  ...made,
  professional: Professional,
  ...Participant.pick({ field: true, state: true, certificateId: true }).shape,
  programme: Programme,
  title: z.string(),
  sessions: z.array(
    z.strictObject({ ...Session.pick({ startsAt: true, minutes: true, state: true }).shape, attended: z.boolean() }),
  ),
});

export type ChildSubjectAccess = z.infer<typeof ChildSubjectAccess>;
export type SupportSubjectAccess = z.infer<typeof SupportSubjectAccess>;
export type PenalSubjectAccess = z.infer<typeof PenalSubjectAccess>;
export type ParticipantSubjectAccess = z.infer<typeof ParticipantSubjectAccess>;
