import { z } from 'zod';
import { CommuneCode, DangerLevel, Id, Instant } from './vocabulary.js';

/** A day, ISO 8601 without a time. */
const Day = z.iso.date();

/** The graded penal response, from the lowest rung to the highest. */
export const MeasureKind = z.enum(['socialSurvey', 'mediation', 'probation', 'hosting', 'banOnApproach']);
export type MeasureKind = z.infer<typeof MeasureKind>;
/** The ladder: a later one is a higher rung. */
export const ladder: readonly MeasureKind[] = MeasureKind.options;
/** How high a measure stands; -1 where there is none. */
export const rungOf = (kind: MeasureKind | null): number => (kind === null ? -1 : ladder.indexOf(kind));

export const FileDoor = z.enum(['prosecutor', 'police', 'court', 'probationService', 'other']);
/** What an agency of justice does. */
export const AgencyKind = z.enum(['prosecution', 'court', 'probation', 'hosting', 'association']);
export const ConditionKind = z.enum([
  'noContact',
  'noApproach',
  'leaveHome',
  'reportWeekly',
  'treatment',
  'programmeForPerpetrators',
  'noAlcohol',
  'noWeapon',
  'curfew',
  'payMaintenance',
]);
export const Compliance = z.enum(['kept', 'partly', 'notKept']);
export const BreachKind = z.enum([
  'missedAppointment',
  'conditionNotKept',
  'leftHosting',
  'contact',
  'enteredZone',
  'newViolence',
]);
export const Severity = z.enum(['minor', 'serious']);
/** Why a person decided as they did. */
export const Grounds = z.enum([
  'courtOrders',
  'prosecutorInstructs',
  'complied',
  'riskLower',
  'riskHigher',
  'breach',
  'termReached',
  'consentWithdrawn',
  'health',
]);
/** How a decision stands to the ladder: `alongside` adds a lower measure and leaves the rung where it is. */
export const Direction = z.enum(['first', 'up', 'same', 'alongside', 'down', 'closed']);
/** What is proposed: a measure, more time, to leave it as it is with a warning, a lower rung, the end, or the prosecutor. */
export const ProposedStep = z.enum(['start', 'stepUp', 'warn', 'prolong', 'stepDown', 'close', 'tellProsecutor']);
/** Why the system proposes it. */
export const ProposalReason = z.enum([
  'opened',
  'dangerRose',
  'firstMinorBreach',
  'repeatedBreach',
  'seriousBreach',
  'topOfLadder',
  'termReachedComplied',
  'termReachedNotComplied',
  'measureEnded',
  'mediationStopped',
]);
export const MeasureEnd = z.enum([
  'completed',
  'revoked',
  'replaced',
  'termReached',
  'consentWithdrawn',
  'dangerAboveThreshold',
  'fileClosed',
]);

export const Breach = z.strictObject({
  breachId: Id,
  measureId: Id,
  kind: BreachKind,
  severity: Severity,
  on: Day,
  state: z.enum(['open', 'decided', 'warned', 'unfounded']),
});
/** Both people agree to a mediation, each on a day. */
export const MediationConsents = z.strictObject({ perpetratorOn: Day, victimOn: Day });
export const Measure = z.strictObject({
  measureId: Id,
  decisionId: Id,
  kind: MeasureKind,
  from: Day,
  /** The last day on which it is in force. */
  until: Day,
  conditions: z.array(ConditionKind).max(10),
  consents: MediationConsents.nullable(),
  state: z.enum(['running', 'ended']),
  ended: z.strictObject({ at: Instant, why: MeasureEnd }).nullable(),
  /** Whether what comes after it was proposed ahead of its last day. */
  termNoticed: z.boolean(),
  compliance: z.array(z.strictObject({ reportId: Id, on: Day, level: Compliance })),
});
export const Proposal = z.strictObject({
  proposalId: Id,
  step: ProposedStep,
  /** The measure it is about; null where the step is about none. */
  kind: MeasureKind.nullable(),
  /** The measure that gave the reason, where one did. */
  measureId: Id.nullable(),
  reason: ProposalReason,
  at: Instant,
  state: z.enum(['open', 'followed', 'decidedOtherwise', 'declined', 'replaced']),
});
export const PenalDecision = z.strictObject({
  decisionId: Id,
  at: Instant,
  /** The issuer's opaque id of the one who decided. */
  by: z.string().max(200),
  direction: Direction,
  kind: MeasureKind.nullable(),
  grounds: Grounds,
  proposalId: Id.nullable(),
});
/** What the write path keeps of a file. It holds no name and no free text: those are sealed beside it. */
export const PenalFile = z.strictObject({
  door: FileDoor,
  open: z.boolean(),
  openedAt: Instant,
  touchedAt: Instant,
  /** Who follows the file: the issuer's opaque id. */
  followedBy: z.string().max(200),
  /** The agency of justice that is in charge; null until one is. */
  agencyId: Id.nullable().default(null),
  danger: DangerLevel,
  assessedAt: Instant,
  /** The highest rung reached and not stepped down from by a decision. */
  rung: MeasureKind.nullable(),
  measures: z.array(Measure),
  breaches: z.array(Breach),
  proposals: z.array(Proposal),
  decisions: z.array(PenalDecision),
  notes: z.array(z.strictObject({ noteId: Id, at: Instant, by: z.string().max(200) })),
  erased: z.boolean(),
});
export type PenalFile = z.infer<typeof PenalFile>;
export type Measure = z.infer<typeof Measure>;
export type Proposal = z.infer<typeof Proposal>;
export type Breach = z.infer<typeof Breach>;
export type BreachKind = z.infer<typeof BreachKind>;
export type Grounds = z.infer<typeof Grounds>;
export type Direction = z.infer<typeof Direction>;
export type ProposedStep = z.infer<typeof ProposedStep>;
export type ProposalReason = z.infer<typeof ProposalReason>;
export type MeasureEnd = z.infer<typeof MeasureEnd>;
export type ConditionKind = z.infer<typeof ConditionKind>;
export type MediationConsents = z.infer<typeof MediationConsents>;

/** A commune, or a circle around its centre. A radius of 0 km is the commune itself. */
export const ZoneArea = z.strictObject({ commune: CommuneCode, radiusKm: z.number().min(0).max(50) });
export type ZoneArea = z.infer<typeof ZoneArea>;
/**
 * A zone as others may know it: where and until when, and which cases it protects (digests of link codes).
 * Never whom it keeps away, and never why.
 */
export const PublicZone = z.strictObject({
  area: ZoneArea,
  from: Day,
  until: Day,
  state: z.enum(['planned', 'inForce', 'ended']),
  links: z.array(z.string().max(64)),
  /** The violent person lives in a hosting place now: somebody is hosted, not who, and not where. */
  hostedAway: z.boolean().default(false),
});
export type PublicZone = z.infer<typeof PublicZone>;

/** A place in a hosting site: one person at a time. */
export const HostingPlace = z.strictObject({ placeId: Id, label: z.string().trim().min(1).max(40) });
const holdFields = {
  holdId: Id,
  placeId: Id,
  /** Fencing token: grows with each hold of the site; commands that carry an old one are refused. */
  token: z.int().min(1),
  heldAt: Instant,
};
export const HostingHold = z.discriminatedUnion('state', [
  z.strictObject({ ...holdFields, state: z.literal('held'), expiresAt: Instant }),
  z.strictObject({ ...holdFields, state: z.literal('confirmed'), confirmedAt: Instant }),
  z.strictObject({ ...holdFields, state: z.literal('arrived'), arrivedAt: Instant }),
]);
/** A house in which violent spouses are hosted away from home, as others may know it: nobody in it is named. */
export const HostingSite = z.strictObject({
  name: z.string().trim().min(1).max(120),
  commune: CommuneCode,
  places: z.array(HostingPlace),
  holds: z.array(HostingHold),
});
export type HostingPlace = z.infer<typeof HostingPlace>;
export type HostingHold = z.infer<typeof HostingHold>;
export type HostingSite = z.infer<typeof HostingSite>;

/** Who the person is; stored only encrypted. */
export const PerpetratorIdentity = z.strictObject({
  givenName: z.string().trim().min(1).max(80),
  familyName: z.string().trim().min(1).max(80),
  birthDate: Day.optional(),
  phone: z.string().trim().max(30).optional(),
  /** The reference of the public prosecutor's office. */
  prosecutorReference: z.string().trim().max(40).optional(),
});
export type PerpetratorIdentity = z.infer<typeof PerpetratorIdentity>;
