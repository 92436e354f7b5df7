import { z } from 'zod';
import { eventSchema, stateSchema, type Undated } from './envelope.js';
import { CancelReason, Feedback, Programme, PublicSeries, WorkField } from './programme.js';
import { Id, Instant } from './vocabulary.js';

const session = { sessionId: Id };
const participant = { participantId: Id };

/** Everything that can happen to a series; on `programmes.events.v1`, keyed by series id. */
export const ProgrammesEvent = z.discriminatedUnion('type', [
  eventSchema('SeriesPlanned', z.strictObject({ programme: Programme, textId: Id })),
  eventSchema('SeriesTextsChanged', z.strictObject({ textId: Id })),
  eventSchema('SessionPlanned', z.strictObject({ ...session, startsAt: Instant, minutes: z.int() })),
  eventSchema('SessionMoved', z.strictObject({ ...session, startsAt: Instant, minutes: z.int() })),
  eventSchema('SessionCancelled', z.strictObject({ ...session, reason: CancelReason })),
  /** Told once for each session: whoever counts needs nothing else, and takes corrections by the difference. */
  eventSchema(
    'SessionHeld',
    z.strictObject({ ...session, programme: Programme, startsAt: Instant, reached: z.int().min(0) }),
  ),
  eventSchema(
    'SessionCountCorrected',
    z.strictObject({ ...session, programme: Programme, startsAt: Instant, from: z.int().min(0), to: z.int().min(0) }),
  ),
  eventSchema('AttendanceRecorded', z.strictObject({ ...session, attended: z.array(Id) })),
  eventSchema('ParticipantSignedUp', z.strictObject({ ...participant, field: WorkField })),
  eventSchema('ParticipantWaitlisted', z.strictObject({ ...participant, field: WorkField })),
  eventSchema('ParticipantWithdrew', z.strictObject(participant)),
  /** A professional who was at every session counts as trained, once for each training. */
  eventSchema(
    'ProfessionalTrained',
    z.strictObject({ ...participant, certificateId: Id, programme: Programme, field: WorkField, lastSession: Instant }),
  ),
  eventSchema('FeedbackRecorded', z.strictObject({ ...session, feedback: Feedback })),
  eventSchema('SeriesCompleted', z.strictObject({})),
]);
export type ProgrammesEvent = z.infer<typeof ProgrammesEvent>;
export type ProgrammesFact = Undated<ProgrammesEvent>;

/** A message of `programmes.state.v1`. */
export const ProgrammesState = stateSchema(PublicSeries);
export type ProgrammesState = z.infer<typeof ProgrammesState>;
