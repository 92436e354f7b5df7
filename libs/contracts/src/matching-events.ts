import { z } from 'zod';
import { eventSchema, stateSchema, type Undated } from './envelope.js';
import { Party } from './household.js';
import { Exclusion, OfferEndReason, PublicPlacement, ReferralTarget, WithdrawReason } from './placement.js';
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
]);
export type MatchingEvent = z.infer<typeof MatchingEvent>;
export type MatchingFact = Undated<MatchingEvent>;

/** A message of `matching.state.v1`. */
export const MatchingState = stateSchema(PublicPlacement);
export type MatchingState = z.infer<typeof MatchingState>;
