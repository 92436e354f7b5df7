import type { CapacityEvent } from '@abri/contracts/capacity-events';
import type { ShelterDetails, UnitDetails } from '@abri/contracts/shelter';
import { type Moment, momentAt } from './calendar.js';
import { add, type Tally } from './tally.js';

interface UnitRecord {
  beds: number;
  exclusive: boolean;
  out: boolean;
}
interface HoldRecord {
  beds: number;
  state: 'offered' | 'accepted' | 'arrived';
}
/** A house with its units and live holds, as far as nights are counted by them. */
export interface HouseRecord {
  kind: 'shelter' | 'hotel';
  commune: string;
  units: Map<string, UnitRecord>;
  holds: Map<string, HoldRecord>;
}
export type Houses = Map<string, HouseRecord>;

/** Counts an event of `capacity.events.v1`. Beds in service and beds slept in are counted as changes by day. */
export function foldHouse(tally: Tally, houses: Houses, event: CapacityEvent): void {
  const when = momentAt(event.at);
  if (event.type === 'ShelterRegistered') {
    const { kind, commune } = event.data.details;
    houses.set(event.aggregateId, { kind, commune, units: new Map(), holds: new Map() });
    return;
  }
  const house = houses.get(event.aggregateId);
  if (!house) return;
  switch (event.type) {
    case 'ShelterDetailsChanged':
      return detailsChange(tally, house, event.data.details, when);
    case 'UnitAdded':
    case 'UnitChanged': {
      const { unitId, unit } = event.data;
      return unitBecomes(tally, house, unitId, unitOf(unit, house.units.get(unitId)?.out ?? false), when);
    }
    case 'UnitRemoved':
      return unitBecomes(tally, house, event.data.unitId, undefined, when);
    case 'UnitTakenOutOfService':
    case 'UnitReturnedToService': {
      const unit = house.units.get(event.data.unitId);
      const out = event.type === 'UnitTakenOutOfService';
      return unit && unitBecomes(tally, house, event.data.unitId, { ...unit, out }, when);
    }
    case 'PlaceHeld': {
      const beds = event.data.allocations.reduce((sum, allocation) => sum + allocation.beds, 0);
      house.holds.set(event.data.holdId, { beds, state: 'offered' });
      return;
    }
    case 'HoldAccepted': {
      const hold = house.holds.get(event.data.holdId);
      if (hold?.state === 'offered') hold.state = 'accepted';
      return;
    }
    case 'HoldDeclined':
      add(tally, when.year, 'refusals', event.data.reason);
      return holdEnds(tally, house, event.data.holdId, when);
    case 'HoldExpired':
      if (house.holds.get(event.data.holdId)?.state === 'offered') add(tally, when.year, 'refusals', 'unanswered');
      return holdEnds(tally, house, event.data.holdId, when);
    case 'HouseholdArrived': {
      const hold = house.holds.get(event.data.holdId);
      if (!hold || hold.state === 'arrived') return;
      hold.state = 'arrived';
      return add(tally, when.year, 'occupied', `${house.kind}/${when.day}`, hold.beds);
    }
    case 'HoldReleased':
    case 'HouseholdLeft':
      return holdEnds(tally, house, event.data.holdId, when);
  }
}

const unitOf = ({ beds, sharing }: UnitDetails, out: boolean): UnitRecord => ({
  beds,
  exclusive: sharing === 'exclusive',
  out,
});

function holdEnds(tally: Tally, house: HouseRecord, holdId: string, when: Moment): void {
  const hold = house.holds.get(holdId);
  house.holds.delete(holdId);
  if (hold?.state === 'arrived') add(tally, when.year, 'occupied', `${house.kind}/${when.day}`, -hold.beds);
}

function unitBecomes(tally: Tally, house: HouseRecord, id: string, unit: UnitRecord | undefined, when: Moment): void {
  countUnit(tally, house, house.units.get(id), when, -1);
  countUnit(tally, house, unit, when, 1);
  if (unit) house.units.set(id, unit);
  else house.units.delete(id);
}

function countUnit(tally: Tally, house: HouseRecord, unit: UnitRecord | undefined, when: Moment, by: 1 | -1): void {
  if (!unit || unit.out) return;
  add(tally, when.year, 'beds', `${house.kind}/${when.day}`, by * unit.beds);
  add(tally, when.year, 'bedsIn', house.commune, by * unit.beds);
  if (house.kind === 'hotel') add(tally, when.year, 'places', 'hotelBeds', by * unit.beds);
  else if (!unit.exclusive) add(tally, when.year, 'places', 'sharedBeds', by * unit.beds);
  else if (unit.beds >= 2) add(tally, when.year, 'places', 'family', by);
}

/** A house that becomes one of another kind, or moves, takes its beds and its guests along from that day on. */
function detailsChange(tally: Tally, house: HouseRecord, details: ShelterDetails, when: Moment): void {
  const countAll = (by: 1 | -1) => {
    for (const unit of house.units.values()) countUnit(tally, house, unit, when, by);
    for (const { beds, state } of house.holds.values())
      if (state === 'arrived') add(tally, when.year, 'occupied', `${house.kind}/${when.day}`, by * beds);
  };
  countAll(-1);
  house.kind = details.kind;
  house.commune = details.commune;
  countAll(1);
}
