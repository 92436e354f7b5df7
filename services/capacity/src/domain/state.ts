import type { CapacityFact } from '@abri/contracts/capacity-events';
import type { Hold, Shelter } from '@abri/contracts/shelter';

/** What the service knows of one shelter. `shelter` is null until it is registered. */
export interface ShelterState {
  shelter: Shelter | null;
  /** The highest fencing token given out so far. */
  lastToken: number;
  /** Ids of holds that have ended, the latest last: a late repeat must not hold again. */
  endedHolds: readonly string[];
  /** Which entry of the address book is this shelter's; the address itself is never in here. */
  addressId: string | null;
  /** Entries that it replaced, the latest last: to be forgotten. */
  formerAddressIds: readonly string[];
}
export const unregistered: ShelterState = {
  shelter: null,
  lastToken: 0,
  endedHolds: [],
  addressId: null,
  formerAddressIds: [],
};
const rememberedHolds = 200;
const rememberedMoves = 10;
const rememberedAddresses = 20;

/** The state after a fact. Facts are trusted: `decide` has checked them. */
export function evolve(
  state: ShelterState,
  fact: CapacityFact,
  envelope: { at: string; aggregateId: string },
): ShelterState {
  if (fact.type === 'ShelterRegistered')
    return {
      ...state,
      shelter: { shelterId: envelope.aggregateId, ...fact.data.details, units: [], holds: [] },
      addressId: fact.data.addressId ?? null,
    };
  const { shelter } = state;
  if (!shelter) return state;
  const changed = (change: Partial<Shelter>): ShelterState => ({ ...state, shelter: { ...shelter, ...change } });
  const unitChanged = (unitId: string, change: Partial<Shelter['units'][number]>) =>
    changed({ units: shelter.units.map((unit) => (unit.unitId === unitId ? { ...unit, ...change } : unit)) });
  const holdChanged = (holdId: string, change: (hold: Hold) => Hold) =>
    changed({ holds: shelter.holds.map((hold) => (hold.holdId === holdId ? change(hold) : hold)) });

  switch (fact.type) {
    case 'ShelterDetailsChanged':
      return changed(fact.data.details);
    case 'ShelterAddressChanged':
      return {
        ...state,
        addressId: fact.data.addressId ?? null,
        formerAddressIds: [...state.formerAddressIds, ...(state.addressId === null ? [] : [state.addressId])].slice(
          -rememberedAddresses,
        ),
      };
    case 'UnitAdded':
      return changed({
        units: [...shelter.units, { unitId: fact.data.unitId, ...fact.data.unit, service: { state: 'inService' } }],
      });
    case 'UnitChanged':
      return unitChanged(fact.data.unitId, fact.data.unit);
    case 'UnitRemoved':
      return changed({ units: shelter.units.filter(({ unitId }) => unitId !== fact.data.unitId) });
    case 'UnitTakenOutOfService':
      return unitChanged(fact.data.unitId, {
        service: { state: 'outOfService', reason: fact.data.reason, since: envelope.at },
      });
    case 'UnitReturnedToService':
      return unitChanged(fact.data.unitId, { service: { state: 'inService' } });
    case 'PlaceHeld': {
      const hold: Hold = { ...fact.data, state: 'offered', heldAt: envelope.at };
      return { ...changed({ holds: [...shelter.holds, hold] }), lastToken: fact.data.token };
    }
    case 'HoldAccepted':
      return holdChanged(fact.data.holdId, (hold) => ({
        ...kept(hold),
        state: 'accepted',
        expiresAt: fact.data.expiresAt,
      }));
    case 'HoldConfirmed':
      return holdChanged(fact.data.holdId, (hold) => ({ ...kept(hold), state: 'confirmed', confirmedAt: envelope.at }));
    case 'HouseholdArrived':
      return holdChanged(fact.data.holdId, (hold) => ({ ...kept(hold), state: 'arrived', arrivedAt: envelope.at }));
    case 'HoldDeclined':
    case 'HoldExpired':
    case 'HoldReleased':
    case 'HouseholdLeft':
      return {
        ...changed({
          holds: shelter.holds.filter(({ holdId }) => holdId !== fact.data.holdId),
          ...movedOn(shelter, fact, envelope.at),
        }),
        endedHolds: [...state.endedHolds, fact.data.holdId].slice(-rememberedHolds),
      };
  }
}

function movedOn(shelter: Shelter, fact: CapacityFact, at: string): Pick<Shelter, 'movedOn'> {
  if (fact.type !== 'HoldReleased' || fact.data.reason !== 'moved') return {};
  const { holdId, requestId } = fact.data;
  const hold = shelter.holds.find((live) => live.holdId === holdId);
  if (!hold) return {};
  const one = { holdId, requestId, allocations: hold.allocations, arrived: hold.state === 'arrived', at };
  return { movedOn: [...(shelter.movedOn ?? []), one].slice(-rememberedMoves) };
}

const kept = ({ holdId, token, requestId, allocations, party, heldAt }: Hold) => ({
  holdId,
  token,
  requestId,
  allocations,
  party,
  heldAt,
});
