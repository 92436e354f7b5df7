import { z } from 'zod';
import {
  CancelReason,
  Feedback,
  Participant,
  Programme,
  ProgrammeKind,
  SeriesTexts,
  Session,
  WorkField,
} from './programme.js';
import { Id, Instant } from './vocabulary.js';

const When = { startsAt: Instant, minutes: z.int().min(15).max(600) };
export const PlanSession = z.strictObject(When);
export const PlanSeries = z.strictObject({
  programme: Programme,
  texts: SeriesTexts,
  sessions: z.array(PlanSession).min(1).max(40),
});
export const ChangeTexts = SeriesTexts;
export const CancelSession = z.strictObject({ reason: CancelReason });
/** How many pupils or people were reached. Trainings record who was there instead. */
export const HoldSession = z.strictObject({ reached: z.int().min(0).max(100_000) });
export const RecordAttendance = z.strictObject({ attended: z.array(Id).max(200) });
export const RecordFeedback = Feedback;
/** A professional's name and workplace: encrypted wherever they lie. */
export const Professional = z.strictObject({
  name: z.string().trim().min(2).max(120),
  organisation: z.string().trim().max(120).default(''),
});
export const SignUp = z.strictObject({ professional: Professional, field: WorkField });

export const ParticipantView = z.strictObject({
  ...Participant.shape,
  /** Null for whoever may not see names, and once the person was erased. */
  professional: Professional.nullable(),
});
export const SeriesView = z.strictObject({
  seriesId: Id,
  seq: z.int(),
  programme: Programme,
  texts: SeriesTexts,
  completed: z.boolean(),
  sessions: z.array(Session),
  participants: z.array(ParticipantView),
  /** Free seats of a training or therapy; null where there are none to give. */
  freeSeats: z.int().nullable(),
  /** The sign-up of the one who asks. */
  own: Participant.nullable(),
});
export const SeriesLine = z.strictObject({
  seriesId: Id,
  programme: Programme,
  title: z.string(),
  place: z.string(),
  completed: z.boolean(),
  sessions: z.array(Session.omit({ attended: true, feedback: true })),
  signedUp: z.int(),
  waiting: z.int(),
  freeSeats: z.int().nullable(),
});
export const SeriesList = z.strictObject({ series: z.array(SeriesLine), nextCursor: z.string().nullable() });
export const CertificateView = z.strictObject({
  certificateId: Id,
  professional: Professional,
  programme: Programme,
  title: z.string(),
  days: z.array(Instant),
  minutes: z.int(),
});
/** What was done in a year: the scheme's own table of results. */
export const ProgrammeResults = z.strictObject({
  year: z.int(),
  pupils: z.int(),
  schoolSessions: z.int(),
  publicReached: z.int(),
  publicEvents: z.int(),
  professionalsTrained: z.int(),
  trainedBySubject: z.strictObject({ reception: z.int(), detection: z.int() }),
  therapySessions: z.strictObject({ men: z.int(), women: z.int(), children: z.int() }),
});
export const SeriesQuery = z.strictObject({
  kind: ProgrammeKind.optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: Id.optional(),
});

export type PlanSeries = z.infer<typeof PlanSeries>;
export type SeriesView = z.infer<typeof SeriesView>;
export type SeriesLine = z.infer<typeof SeriesLine>;
export type SeriesList = z.infer<typeof SeriesList>;
export type Professional = z.infer<typeof Professional>;
export type CertificateView = z.infer<typeof CertificateView>;
export type ProgrammeResults = z.infer<typeof ProgrammeResults>;
