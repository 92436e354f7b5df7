import { z } from 'zod';
import { CommuneCode, Id, Instant } from './vocabulary.js';

export const SchoolLevel = z.enum(['primary', 'lowerSecondary', 'upperSecondary', 'vocational', 'higher']);
export const PublicForm = z.enum(['stand', 'conference', 'film', 'campaign', 'theatre']);
export const TrainingSubject = z.enum(['reception', 'detection']);
export const TherapyAudience = z.enum(['men', 'women', 'children']);
/** The field in which a professional works: what the yearly results break trainings down by. */
export const WorkField = z.enum(['police', 'health', 'social', 'education', 'justice', 'associations', 'communes']);
export const CancelReason = z.enum(['tooFew', 'leaderAbsent', 'placeAway', 'weather', 'other']);

const seats = z.int().min(1).max(200);
/** What a series is, in categories. Its title, place and links are beside it: no free text is in an event. */
export const Programme = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('school'), level: SchoolLevel, commune: CommuneCode }),
  z.strictObject({ kind: z.literal('public'), form: PublicForm, commune: CommuneCode }),
  z.strictObject({ kind: z.literal('training'), subject: TrainingSubject, commune: CommuneCode, seats }),
  z.strictObject({ kind: z.literal('therapy'), audience: TherapyAudience, commune: CommuneCode, seats }),
]);
export const ProgrammeKind = z.enum(['school', 'public', 'training', 'therapy']);

const link = z.url({ protocol: /^https?$/, message: 'is a web address that begins with https://' }).max(500);
/** Words about a series. None of them is about a person: a school, a class, a hall. */
export const SeriesTexts = z.strictObject({
  title: z.string().trim().min(2).max(120),
  /** A school with its class, or a hall. */
  place: z.string().trim().max(160).default(''),
  materials: z
    .array(z.strictObject({ label: z.string().trim().min(1).max(120), url: link }))
    .max(20)
    .default([]),
});

/** How many gave each score from 1 (not at all) to 5 (very much). */
const Scores = z.tuple([z.int().min(0), z.int().min(0), z.int().min(0), z.int().min(0), z.int().min(0)]);
export const Feedback = z.strictObject({ useful: Scores, clear: Scores, recommend: Scores });

export const Session = z.strictObject({
  sessionId: Id,
  startsAt: Instant,
  minutes: z.int(),
  state: z.enum(['planned', 'held', 'cancelled']),
  /** Pupils, people or participants reached; numbers only. */
  reached: z.int().nullable(),
  /** Who of a training's participants was there. */
  attended: z.array(Id),
  feedback: Feedback.nullable(),
});
export const Participant = z.strictObject({
  participantId: Id,
  field: WorkField,
  state: z.enum(['signedUp', 'waiting', 'withdrawn']),
  certificateId: Id.nullable(),
});
/** A series as the write path keeps it. */
export const Series = z.strictObject({
  programme: Programme,
  textId: Id,
  completed: z.boolean(),
  sessions: z.array(Session),
  participants: z.array(Participant),
});
/** What others may know of a series: categories, times and numbers. */
export const PublicSeries = z.strictObject({
  programme: Programme,
  completed: z.boolean(),
  sessions: z.array(Session.omit({ attended: true, feedback: true })),
  signedUp: z.int(),
  certificates: z.int(),
});

export type Programme = z.infer<typeof Programme>;
export type ProgrammeKind = z.infer<typeof ProgrammeKind>;
export type SeriesTexts = z.infer<typeof SeriesTexts>;
export type Feedback = z.infer<typeof Feedback>;
export type Session = z.infer<typeof Session>;
export type Participant = z.infer<typeof Participant>;
export type PublicSeries = z.infer<typeof PublicSeries>;
export type Series = z.infer<typeof Series>;
export type WorkField = z.infer<typeof WorkField>;
export type CancelReason = z.infer<typeof CancelReason>;

/** The mean of scores, 1 to 5, or null where nobody gave one. */
export function meanScore(scores: readonly number[]): number | null {
  const people = scores.reduce((sum, count) => sum + count, 0);
  return people === 0 ? null : scores.reduce((sum, count, index) => sum + count * (index + 1), 0) / people;
}
