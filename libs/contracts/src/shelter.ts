import { z } from 'zod';
import { CommuneCode, Equipment, HouseService, Id, Instant, Language } from './vocabulary.js';
import { Party } from './household.js';

export const ShelterKind = z.enum(['shelter', 'hotel']);
/** `asked`: the house answers each offer; `automatic`: an offer counts as accepted at once. */
export const Acceptance = z.enum(['asked', 'automatic']);
const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is HH:MM');

export const HouseRules = z.strictObject({
  takesWomen: z.boolean(),
  takesMen: z.boolean(),
  takesChildren: z.boolean(),
  /** A boy older than this many years is not taken. 17 takes every boy. */
  highestBoyAge: z.int().min(0).max(17),
  takesPets: z.boolean(),
  /** When people may arrive, local time; the same time twice means day and night. */
  arrivals: z.strictObject({ from: ClockTime, to: ClockTime }),
});

/** What everybody who works with shelters may know of one. The address is not here, on purpose. */
export const ShelterDetails = z.strictObject({
  name: z.string().trim().min(1).max(120),
  kind: ShelterKind,
  commune: CommuneCode,
  rules: HouseRules,
  languages: z.array(Language).max(15),
  services: z.array(HouseService).max(5),
  equipment: z.array(Equipment).max(4),
  acceptance: Acceptance,
});

/** `exclusive`: one household at a time; `shared`: let by the bed. */
export const UnitDetails = z.strictObject({
  label: z.string().trim().min(1).max(40),
  beds: z.int().min(1).max(40),
  cots: z.int().min(0).max(10),
  sharing: z.enum(['exclusive', 'shared']),
  stepFree: z.boolean(),
});
export const OutOfServiceReason = z.enum(['works', 'pests', 'damage', 'staffing', 'other']);
export const Unit = z.strictObject({
  unitId: Id,
  ...UnitDetails.shape,
  service: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('inService') }),
    z.strictObject({ state: z.literal('outOfService'), reason: OutOfServiceReason, since: Instant }),
  ]),
});

/** Beds and cots of one unit that a hold takes. An exclusive unit is always taken whole. */
export const Allocation = z.strictObject({ unitId: Id, beds: z.int().min(0), cots: z.int().min(0) });
const holdFields = {
  holdId: Id,
  /** Fencing token: grows with each hold of the shelter; commands that carry an old one are refused. */
  token: z.int().min(1),
  requestId: Id,
  allocations: z.array(Allocation).min(1),
  party: Party,
  heldAt: Instant,
};
/** A live hold or stay. Ended ones are gone from the state and remain in the events. */
export const Hold = z.discriminatedUnion('state', [
  z.strictObject({ ...holdFields, state: z.literal('offered'), expiresAt: Instant }),
  z.strictObject({ ...holdFields, state: z.literal('accepted'), expiresAt: Instant }),
  z.strictObject({ ...holdFields, state: z.literal('confirmed'), confirmedAt: Instant }),
  z.strictObject({ ...holdFields, state: z.literal('arrived'), arrivedAt: Instant }),
]);
/** A household that was moved to another house: it leaves, or does not come at all. */
export const MovedOn = z.strictObject({
  holdId: Id,
  requestId: Id,
  allocations: z.array(Allocation),
  arrived: z.boolean(),
  at: Instant,
});
/** The public state of a shelter, as on `capacity.state.v1` and in the API. */
export const Shelter = z.strictObject({
  shelterId: Id,
  ...ShelterDetails.shape,
  units: z.array(Unit),
  holds: z.array(Hold),
  /** The latest households that were moved on, the last one last: the house must be able to tell. */
  movedOn: z.array(MovedOn).max(10).optional(),
});

export type ShelterDetails = z.infer<typeof ShelterDetails>;
export type HouseRules = z.infer<typeof HouseRules>;
export type UnitDetails = z.infer<typeof UnitDetails>;
export type Unit = z.infer<typeof Unit>;
export type Allocation = z.infer<typeof Allocation>;
export type Hold = z.infer<typeof Hold>;
export type MovedOn = z.infer<typeof MovedOn>;
export type Shelter = z.infer<typeof Shelter>;

/** Beds and cots of a unit that nobody holds or sleeps in; none while it is out of service. Counts, not people. */
export function freePlaces(shelter: Pick<Shelter, 'holds'>, unit: Unit): { beds: number; cots: number } {
  if (unit.service.state === 'outOfService') return { beds: 0, cots: 0 };
  const taken = shelter.holds
    .flatMap((hold) => hold.allocations)
    .filter((allocation) => allocation.unitId === unit.unitId);
  if (unit.sharing === 'exclusive' && taken.length > 0) return { beds: 0, cots: 0 };
  return {
    beds: unit.beds - taken.reduce((sum, allocation) => sum + allocation.beds, 0),
    cots: unit.cots - taken.reduce((sum, allocation) => sum + allocation.cots, 0),
  };
}
