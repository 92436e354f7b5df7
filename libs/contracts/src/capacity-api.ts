import { z } from 'zod';
import { DeclineReason, ReleaseReason } from './capacity-events.js';
import { Party } from './household.js';
import { Allocation, Hold, OutOfServiceReason, Shelter, ShelterDetails, UnitDetails } from './shelter.js';
import { Id, Instant } from './vocabulary.js';

/** Confidential: leaves the service only for people who must travel there, and each reading is audited. */
export const ConfidentialAddress = z.strictObject({
  street: z.string().trim().min(1).max(200),
  postalCode: z.string().regex(/^\d{5}$/, 'a postal code has five digits'),
  city: z.string().trim().min(1).max(100),
  phone: z.string().trim().max(30).optional(),
  directions: z.string().trim().max(500).optional(),
});
export const RegisterShelter = z.strictObject({
  shelterId: Id.optional(),
  ...ShelterDetails.shape,
  address: ConfidentialAddress,
  units: z
    .array(z.strictObject({ unitId: Id.optional(), ...UnitDetails.shape }))
    .min(1)
    .max(200),
});
export const ChangeShelter = ShelterDetails;
export const AddUnit = UnitDetails;
/** A hold of one or several units of one shelter: all of it or nothing. `holdId` makes a repeat harmless. */
export const HoldPlace = z.strictObject({
  holdId: Id,
  requestId: Id,
  allocations: z.array(Allocation).min(1).max(10),
  party: Party,
});
export const HoldToken = z.strictObject({ token: z.int().min(1) });
export const DeclineHold = z.strictObject({ token: z.int().min(1), reason: DeclineReason });
/** With `ifState` only while the hold is still at that step: whoever decided knew no later one. */
export const ReleaseHold = z.strictObject({
  token: z.int().min(1),
  reason: ReleaseReason,
  ifState: z.enum(Hold.options.map(({ shape }) => shape.state.value)).optional(),
});
export const TakeOutOfService = z.strictObject({ reason: OutOfServiceReason });

/** A shelter as the API shows it: its public state and the version it was read at. */
export const ShelterView = z.strictObject({ ...Shelter.shape, seq: z.int() });
export const ShelterList = z.strictObject({ shelters: z.array(ShelterView) });
/** The answer to a hold: the hold, and the shelter after it, so that the caller's own read model is never behind. */
export const HoldView = z.strictObject({ hold: Hold, shelter: ShelterView });
export const AddressView = z.strictObject({ shelterId: Id, address: ConfidentialAddress, readAt: Instant });
/** What an import did: houses that are there now, those among them that had been there before, and units. */
export const ImportResult = z.strictObject({ shelters: z.int(), alreadyThere: z.int(), units: z.int() });
/** Whether the audit log is as it was written; `firstBroken` is the number of the first entry that is not. */
export const AuditVerification = z.strictObject({
  whole: z.boolean(),
  entries: z.int(),
  firstBroken: z.int().nullable(),
});

export type ConfidentialAddress = z.infer<typeof ConfidentialAddress>;
export type RegisterShelter = z.infer<typeof RegisterShelter>;
export type HoldPlace = z.infer<typeof HoldPlace>;
export type ShelterView = z.infer<typeof ShelterView>;
export type HoldView = z.infer<typeof HoldView>;
export type AddressView = z.infer<typeof AddressView>;
