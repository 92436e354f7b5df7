import { z } from 'zod';
import { eventSchema, stateSchema, type Undated } from './envelope.js';
import {
  BreachKind,
  Compliance,
  ConditionKind,
  Direction,
  FileDoor,
  Grounds,
  HostingPlace,
  HostingSite,
  MeasureEnd,
  MeasureKind,
  MediationConsents,
  ProposalReason,
  ProposedStep,
  PublicZone,
  Severity,
  ZoneArea,
} from './penal-file.js';
import { CommuneCode, DangerLevel, Id, Instant } from './vocabulary.js';

const Day = z.iso.date();
const proposal = {
  proposalId: Id,
  step: ProposedStep,
  kind: MeasureKind.nullable(),
  measureId: Id.nullable(),
  reason: ProposalReason,
};

/** Everything that can happen in a file; on `hosting.events.v1`, keyed by file id. No zone is in here, on purpose. */
const fileEvents = [
  eventSchema('FileOpened', z.strictObject({ door: FileDoor, danger: DangerLevel })),
  eventSchema('FileFollowed', z.strictObject({})),
  /** Another agency of justice is in charge from now on. */
  eventSchema('FileAssigned', z.strictObject({ agencyId: Id })),
  eventSchema('DangerAssessed', z.strictObject({ danger: DangerLevel })),
  eventSchema('NextStepProposed', z.strictObject(proposal)),
  eventSchema('ProposalDeclined', z.strictObject({ proposalId: Id, grounds: Grounds })),
  eventSchema(
    'DecisionTaken',
    z.strictObject({
      decisionId: Id,
      direction: Direction,
      kind: MeasureKind.nullable(),
      grounds: Grounds,
      proposalId: Id.nullable(),
      followed: z.boolean(),
    }),
  ),
  eventSchema(
    'MeasureStarted',
    z.strictObject({
      measureId: Id,
      decisionId: Id,
      kind: MeasureKind,
      from: Day,
      until: Day,
      conditions: z.array(ConditionKind),
      consents: MediationConsents.nullable(),
    }),
  ),
  eventSchema('MeasureProlonged', z.strictObject({ measureId: Id, decisionId: Id, until: Day })),
  eventSchema('MeasureEnded', z.strictObject({ measureId: Id, kind: MeasureKind, why: MeasureEnd })),
  eventSchema('ComplianceReported', z.strictObject({ reportId: Id, measureId: Id, on: Day, level: Compliance })),
  eventSchema(
    'MeasureBreached',
    z.strictObject({ breachId: Id, measureId: Id, kind: BreachKind, severity: Severity, on: Day }),
  ),
  eventSchema('BreachAnswered', z.strictObject({ breachId: Id, as: z.enum(['warned', 'unfounded']) })),
  eventSchema('FileNoteAdded', z.strictObject({ noteId: Id })),
  eventSchema('FileClosed', z.strictObject({ decisionId: Id })),
  /** There are new facts: the file goes on where it ended, with no measure in force. */
  eventSchema('FileReopened', z.strictObject({})),
  /** Says only that who the person is was corrected: every replica reads it again. */
  eventSchema('IdentityCorrected', z.strictObject({})),
  eventSchema('FileErased', z.strictObject({})),
] as const;

const holdRef = { holdId: Id, placeId: Id };
/** Everything that can happen to a hosting site; on the same topic, keyed by site id. Who is hosted is not in it. */
const siteEvents = [
  eventSchema('SiteOpened', z.strictObject({ name: z.string(), commune: CommuneCode })),
  eventSchema('HostingPlaceAdded', HostingPlace),
  eventSchema('HostingPlaceRemoved', z.strictObject({ placeId: Id })),
  eventSchema('HostingPlaceHeld', z.strictObject({ ...holdRef, token: z.int().min(1), expiresAt: Instant })),
  eventSchema('HostingHoldExpired', z.strictObject(holdRef)),
  eventSchema('HostingHoldReleased', z.strictObject(holdRef)),
  eventSchema('HostingHoldConfirmed', z.strictObject(holdRef)),
  eventSchema('HostedPersonArrived', z.strictObject(holdRef)),
  eventSchema('HostedPersonLeft', z.strictObject(holdRef)),
] as const;

const links = z.array(z.string().max(64)).max(20);
/**
 * Everything that can happen to an exclusion zone; on `exclusion-zones.events.v1`, keyed by zone id. A topic of its own:
 * who may read it (matching) need not, and may not, read the files.
 */
const zoneEvents = [
  eventSchema('ZoneSet', z.strictObject({ area: ZoneArea, from: Day, until: Day, links })),
  eventSchema('ZoneMoved', z.strictObject({ area: ZoneArea, until: Day, links })),
  eventSchema('ZoneLinked', z.strictObject({ links })),
  eventSchema('ZoneInForce', z.strictObject({ links })),
  eventSchema('ZoneBreached', z.strictObject({ on: Day, links })),
  eventSchema('ZoneEnded', z.strictObject({ links })),
  /** Hosting away from home has begun or ended for whom the zone keeps away. */
  eventSchema('HostedAwayChanged', z.strictObject({ hostedAway: z.boolean(), links })),
] as const;

export const PenalFileEvent = z.discriminatedUnion('type', fileEvents);
export const HostingSiteEvent = z.discriminatedUnion('type', siteEvents);
/** A message of `hosting.events.v1`. */
export const HostingEvent = z.discriminatedUnion('type', [...fileEvents, ...siteEvents]);
/** A message of `exclusion-zones.events.v1`. */
export const ZoneEvent = z.discriminatedUnion('type', zoneEvents);
export type HostingEvent = z.infer<typeof HostingEvent>;
export type PenalFileFact = Undated<z.infer<typeof PenalFileEvent>>;
export type HostingSiteFact = Undated<z.infer<typeof HostingSiteEvent>>;
export type ZoneEvent = z.infer<typeof ZoneEvent>;
export type ZoneFact = Undated<ZoneEvent>;

export const PublicPenalFile = z.strictObject({
  kind: z.literal('file'),
  door: FileDoor,
  open: z.boolean(),
  danger: DangerLevel,
  rung: MeasureKind.nullable(),
  running: z.array(MeasureKind),
  openBreaches: z.int(),
});
export const PublicHostingSite = z.strictObject({ kind: z.literal('site'), ...HostingSite.shape });
/** A message of `hosting.state.v1`. */
export const HostingState = stateSchema(z.discriminatedUnion('kind', [PublicPenalFile, PublicHostingSite]));
/** A message of `exclusion-zones.state.v1`. */
export const ZoneState = stateSchema(PublicZone);
export type HostingState = z.infer<typeof HostingState>;
export type ZoneState = z.infer<typeof ZoneState>;
