import { z } from 'zod';
import { eventSchema, stateSchema, type Undated } from './envelope.js';
import { Allocation, OutOfServiceReason, Shelter, ShelterDetails, UnitDetails } from './shelter.js';
import { Party } from './household.js';
import { Id, Instant } from './vocabulary.js';

export const DeclineReason = z.enum(['roomNotReady', 'houseTension', 'staffing', 'cannotMeetNeed', 'other']);
export const ReleaseReason = z.enum(['workerChoseAnother', 'withdrawn', 'referred', 'moved', 'superseded']);
const holdRef = { holdId: Id, requestId: Id };

/** Everything that can happen to a shelter; on `capacity.events.v1`, keyed by shelter id. */
export const CapacityEvent = z.discriminatedUnion('type', [
  eventSchema('ShelterRegistered', z.strictObject({ details: ShelterDetails, addressId: Id.optional() })),
  eventSchema('ShelterDetailsChanged', z.strictObject({ details: ShelterDetails })),
  /** `addressId` is random, and means something only inside capacity: the address itself is in no event. */
  eventSchema('ShelterAddressChanged', z.strictObject({ addressId: Id.optional() })),
  eventSchema('UnitAdded', z.strictObject({ unitId: Id, unit: UnitDetails })),
  eventSchema('UnitChanged', z.strictObject({ unitId: Id, unit: UnitDetails })),
  eventSchema('UnitRemoved', z.strictObject({ unitId: Id })),
  eventSchema('UnitTakenOutOfService', z.strictObject({ unitId: Id, reason: OutOfServiceReason })),
  eventSchema('UnitReturnedToService', z.strictObject({ unitId: Id })),
  eventSchema(
    'PlaceHeld',
    z.strictObject({
      ...holdRef,
      token: z.int().min(1),
      allocations: z.array(Allocation).min(1),
      party: Party,
      expiresAt: Instant,
    }),
  ),
  eventSchema('HoldAccepted', z.strictObject({ ...holdRef, expiresAt: Instant })),
  eventSchema('HoldDeclined', z.strictObject({ ...holdRef, reason: DeclineReason })),
  eventSchema('HoldExpired', z.strictObject({ ...holdRef })),
  eventSchema('HoldReleased', z.strictObject({ ...holdRef, reason: ReleaseReason })),
  eventSchema('HoldConfirmed', z.strictObject({ ...holdRef })),
  eventSchema('HouseholdArrived', z.strictObject({ ...holdRef })),
  eventSchema('HouseholdLeft', z.strictObject({ ...holdRef })),
]);
export type CapacityEvent = z.infer<typeof CapacityEvent>;
export type CapacityFact = Undated<CapacityEvent>;
export type DeclineReason = z.infer<typeof DeclineReason>;
export type ReleaseReason = z.infer<typeof ReleaseReason>;

/** A message of `capacity.state.v1`. */
export const CapacityState = stateSchema(Shelter);
export type CapacityState = z.infer<typeof CapacityState>;
