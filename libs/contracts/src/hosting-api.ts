import { z } from 'zod';
import { DangerAssessment } from './household.js';
import { LinkCode } from './link-code.js';
import {
  AgencyKind,
  Breach,
  BreachKind,
  Compliance,
  ConditionKind,
  FileDoor,
  Grounds,
  HostingHold,
  HostingPlace,
  HostingSite,
  MeasureKind,
  MediationConsents,
  PenalDecision,
  PenalFile,
  PerpetratorIdentity,
  Proposal,
  PublicZone,
  ZoneArea,
} from './penal-file.js';
import { CommuneCode, DangerLevel, Id, Instant } from './vocabulary.js';

const Day = z.iso.date();
const text = (most: number) => z.string().trim().max(most).default('');
const period = { from: Day, until: Day };
const inOrder = ({ from, until }: { from: string; until: string }) => from <= until;
const order = { path: ['until'], message: 'the last day is not before the first' };

export const OpenFile = z.strictObject({
  identity: PerpetratorIdentity,
  door: FileDoor,
  assessment: DangerAssessment,
  /** Somebody of the same name and birth date may have a file: a person says that this is somebody else. */
  confirmNew: z.boolean().default(false),
});
export const AssessFile = z.strictObject({ assessment: DangerAssessment });
export const ChangePerpetrator = z.strictObject({ identity: PerpetratorIdentity });
/** A decision of a person: a measure begins, and where it stands lower than the rung, `stepDown` says whether the rung goes down. */
export const DecideMeasure = z
  .strictObject({
    kind: MeasureKind,
    ...period,
    conditions: z.array(ConditionKind).max(10).default([]),
    grounds: Grounds,
    stepDown: z.boolean().default(false),
    consents: MediationConsents.optional(),
    text: text(2_000),
  })
  .refine(inOrder, order);
export const ProlongMeasure = z.strictObject({ until: Day, grounds: Grounds, text: text(2_000) });
export const EndMeasure = z.strictObject({
  why: z.enum(['completed', 'revoked']),
  grounds: Grounds,
  text: text(2_000),
});
export const DeclineProposal = z.strictObject({ grounds: Grounds });
export const ReportCompliance = z.strictObject({ on: Day, level: Compliance });
export const ReportBreach = z.strictObject({ kind: BreachKind, on: Day, text: text(2_000) });
export const AnswerBreach = z.strictObject({ as: z.enum(['warned', 'unfounded']) });
export const AddFileNote = z.strictObject({ text: z.string().trim().min(1).max(4_000) });
export const CloseFile = z.strictObject({ grounds: Grounds, text: text(2_000) });
export const AssignFile = z.strictObject({ agencyId: Id });
export const Nothing = z.strictObject({});

/** An agency of justice: the prosecutor's office, probation, an association that hosts. */
export const Agency = z.strictObject({ agencyId: Id, name: z.string().trim().min(1).max(120), kind: AgencyKind });
export const PutAgency = Agency.omit({ agencyId: true });
/** All agencies, and which of them are the asking person's. */
export const AgencyList = z.strictObject({ agencies: z.array(Agency), mine: z.array(Id) });

const codes = z.array(LinkCode).max(10).default([]);
export const SetZone = z.strictObject({ area: ZoneArea, ...period, codes }).refine(inOrder, order);
export const MoveZone = z.strictObject({ area: ZoneArea, until: Day });
export const LinkZone = z.strictObject({ code: LinkCode });
export const BreachZone = z.strictObject({ on: Day });

/** A zone as the justice side sees it: how many cases it protects, and not which. */
export const ZoneView = z.strictObject({
  ...PublicZone.omit({ links: true }).shape,
  zoneId: Id,
  protects: z.int(),
  breaches: z.int(),
});

const texts = { text: z.string() };
/** Who is hosted where, of one file. */
export const StayView = z.strictObject({
  siteId: Id,
  siteName: z.string(),
  commune: CommuneCode,
  place: z.string(),
  hold: HostingHold,
  /** Whether a zone of the same file has come to lie over the site: the person must be hosted elsewhere. */
  inZone: z.boolean(),
  /** Whether a person held it although it was not known to be safe for the cases that the file's zones protect. */
  despite: z.boolean(),
});
export const PenalFileView = z.strictObject({
  ...PenalFile.omit({ notes: true, decisions: true, breaches: true, followedBy: true }).shape,
  fileId: Id,
  seq: z.int(),
  /** Whether the one who asks follows the file. */
  mine: z.boolean(),
  /** Null once the person was erased. */
  identity: PerpetratorIdentity.nullable(),
  decisions: z.array(z.strictObject({ ...PenalDecision.omit({ by: true }).shape, mine: z.boolean(), ...texts })),
  breaches: z.array(z.strictObject({ ...Breach.shape, ...texts })),
  notes: z.array(z.strictObject({ noteId: Id, at: Instant, mine: z.boolean(), ...texts })),
  zones: z.array(ZoneView),
  stay: StayView.nullable(),
  /** Whether a mediation may be decided now, as far as the file alone can say; else the refusal's name. */
  mediation: z.string().nullable(),
});
export const FileLine = z.strictObject({
  fileId: Id,
  name: z.string(),
  birthDate: Day.nullable(),
  danger: DangerLevel,
  rung: MeasureKind.nullable(),
  open: z.boolean(),
  mine: z.boolean(),
  agencyId: Id.nullable(),
  touchedAt: Instant,
  openBreaches: z.int(),
  proposal: Proposal.nullable(),
  /** The earliest last day of a running measure. */
  nextEnd: Day.nullable(),
});
export const FileList = z.strictObject({ files: z.array(FileLine), nextCursor: z.string().nullable() });
/** Part of a name. It travels in the body, so that no log of addresses holds it. */
export const SearchFiles = z.strictObject({
  part: z.string().trim().min(2).max(80),
  cursor: z.string().max(200).optional(),
  limit: z.int().min(1).max(100).default(20),
});

export const OpenSite = z.strictObject({
  siteId: Id.optional(),
  name: HostingSite.shape.name,
  commune: CommuneCode,
  places: z
    .array(HostingPlace.omit({ placeId: true }))
    .min(1)
    .max(50),
});
export const AddPlace = HostingPlace.omit({ placeId: true });
/** "Is this site safe for the cases that the file's zones protect?" */
export const AskSafetyOfSite = z.strictObject({ siteId: Id });
/** `despite`: a person holds the place although it is not known to be safe for the file's cases. It is recorded. */
export const HoldHostingPlace = z.strictObject({ placeId: Id, fileId: Id, despite: z.boolean().default(false) });
export const HostingToken = z.strictObject({ token: z.int().min(1) });
export const SiteView = z.strictObject({ ...HostingSite.shape, siteId: Id, seq: z.int() });
export const SiteList = z.strictObject({ sites: z.array(SiteView), nextCursor: z.string().nullable() });
export const HostingHoldView = z.strictObject({ hold: HostingHold, site: SiteView });

export type HostingHoldView = z.infer<typeof HostingHoldView>;
export type OpenFile = z.infer<typeof OpenFile>;
export type DecideMeasure = z.infer<typeof DecideMeasure>;
export type PenalFileView = z.infer<typeof PenalFileView>;
export type FileLine = z.infer<typeof FileLine>;
export type FileList = z.infer<typeof FileList>;
export type ZoneView = z.infer<typeof ZoneView>;
export type SiteView = z.infer<typeof SiteView>;
export type SiteList = z.infer<typeof SiteList>;
export type StayView = z.infer<typeof StayView>;
export type Agency = z.infer<typeof Agency>;
