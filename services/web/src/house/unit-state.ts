import { type Allocation, freePlaces, type Hold, type Shelter, type Unit } from '@abri/contracts/shelter';

export type UnitState = 'free' | 'held' | 'occupied' | 'part' | 'out';
/** What a unit is right now, and the live holds in it. `part`: some beds of a shared unit are free, some are not. */
export function unitState(shelter: Pick<Shelter, 'holds'>, unit: Unit): { state: UnitState; holds: Hold[] } {
  const holds = shelter.holds.filter(({ allocations }) => allocations.some(({ unitId }) => unitId === unit.unitId));
  if (unit.service.state === 'outOfService') return { state: 'out', holds };
  if (holds.length === 0) return { state: 'free', holds };
  if (freePlaces(shelter, unit).beds > 0) return { state: 'part', holds };
  return { state: holds.every(({ state }) => state === 'arrived') ? 'occupied' : 'held', holds };
}

/** Labels of the units that a hold takes or took, in the house's order. */
export const unitLabels = (shelter: Pick<Shelter, 'units'>, hold: { allocations: readonly Allocation[] }): string[] =>
  shelter.units
    .filter(({ unitId }) => hold.allocations.some((allocation) => allocation.unitId === unitId))
    .map(({ label }) => label);
