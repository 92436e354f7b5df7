import { z } from 'zod';
import { eventSchema, stateSchema, type Undated } from './envelope.js';
import { Party } from './household.js';
import {
  Exclusion,
  OfferEndReason,
  PublicPlacement,
  ReferralTarget,
  UnsafeCause,
  WithdrawReason,
} from './placement.js';
import { DangerLevel, Id, Instant } from './vocabulary.js';

/** Everything that can happen to a placement request; on `matching.events.v1`, keyed by request id. */
export const MatchingEvent = z.discriminatedUnion('type', [
  eventSchema(
    'PlacementRequested',
    z.strictObject({
      party: Party,
      danger: DangerLevel,
      mode: z.enum(['assign', 'choose']),
      /** When the worker asked; the event itself is dated when its outcome was recorded. */
      receivedAt: Instant.optional(),
    }),
  ),
  eventSchema('WaitingListJoined', z.strictObject({ exclusions: z.array(Exclusion) })),
  eventSchema(
    'PlacementOffered',
    z.strictObject({ shelterId: Id, holdId: Id, attempt: z.int().min(1), expiresAt: Instant }),
  ),
  eventSchema('OfferAccepted', z.strictObject({ shelterId: Id, holdId: Id, expiresAt: Instant })),
  eventSchema('OfferEnded', z.strictObject({ shelterId: Id, holdId: Id, reason: OfferEndReason })),
  eventSchema('PlacementConfirmed', z.strictObject({ shelterId: Id, holdId: Id, party: Party })),
  eventSchema('PlacementArrived', z.strictObject({ shelterId: Id, holdId: Id })),
  eventSchema('PlacementEnded', z.strictObject({ shelterId: Id, holdId: Id })),
  eventSchema('RequestWithdrawn', z.strictObject({ reason: WithdrawReason })),
  eventSchema('RequestReferred', z.strictObject({ to: ReferralTarget })),
  /**
   * The violent person is hosted away and the home is safe: the household needs no place. The request has ended. Its
   * children were exposed all the same: whoever follows them learns of them here.
   */
  eventSchema('HouseholdStaysHome', z.strictObject({ party: Party.optional() })),
  /** A code by which zones find this case was given out. Neither the code nor its digest is here. */
  eventSchema('LinkCodeGiven', z.strictObject({})),
  /** The place held or lived in is not safe any more. No zone is named. */
  eventSchema('PlacementUnsafe', z.strictObject({ shelterId: Id, holdId: Id, cause: UnsafeCause })),
  /** The cause is gone, or a worker has looked at it and the household stays. */
  eventSchema('PlacementSafeAgain', z.strictObject({ shelterId: Id, holdId: Id })),
  /** A placed household's next place is held; it keeps the present one until `PlacementMoved`. */
  eventSchema(
    'MoveOffered',
    z.strictObject({ shelterId: Id, holdId: Id, attempt: z.int().min(1), expiresAt: Instant }),
  ),
  eventSchema('MoveAccepted', z.strictObject({ shelterId: Id, holdId: Id, expiresAt: Instant })),
  eventSchema('MoveEnded', z.strictObject({ shelterId: Id, holdId: Id, reason: OfferEndReason })),
  /** The household's place is another one from now on. The placement goes on; only then is the old hold released. */
  eventSchema(
    'PlacementMoved',
    z.strictObject({ shelterId: Id, holdId: Id, from: z.strictObject({ shelterId: Id, holdId: Id }), party: Party }),
  ),
]);
export type MatchingEvent = z.infer<typeof MatchingEvent>;
export type MatchingFact = Undated<MatchingEvent>;

/** A message of `matching.state.v1`. */
export const MatchingState = stateSchema(PublicPlacement);
export type MatchingState = z.infer<typeof MatchingState>;
