import type { ShelterView } from '@abri/contracts/capacity-api';

/** What a look at every shelter found. */
export interface BedCount {
  holds: number;
  /** Beds and cots promised beyond what there is, and households beyond the first in an exclusive unit. Must be 0. */
  doubled: number;
}

/** Counts over all shelters, from their holds and units alone: no count that a service keeps is believed. */
export function countBeds(shelters: readonly ShelterView[]): BedCount {
  let doubled = 0;
  for (const { units, holds } of shelters) {
    const taken = holds.flatMap(({ allocations }) => allocations);
    const known = new Set(units.map(({ unitId }) => unitId));
    doubled += taken.filter(({ unitId }) => !known.has(unitId)).length;
    for (const { unitId, beds, cots, sharing } of units) {
      const here = taken.filter((allocation) => allocation.unitId === unitId);
      doubled += Math.max(0, here.reduce((sum, allocation) => sum + allocation.beds, 0) - beds);
      doubled += Math.max(0, here.reduce((sum, allocation) => sum + allocation.cots, 0) - cots);
      if (sharing === 'exclusive') doubled += Math.max(0, here.length - 1);
    }
  }
  return { holds: shelters.reduce((sum, { holds }) => sum + holds.length, 0), doubled };
}
