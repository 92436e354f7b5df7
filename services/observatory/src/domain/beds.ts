import type { Beds } from '@abri/contracts/board-api';
import type { Shelter, Unit } from '@abri/contracts/shelter';

export const noBeds = (): Beds => ({ total: 0, free: 0, held: 0, occupied: 0, outOfService: 0 });

/** Sums counts of beds, or of cots. */
export function add(sum: Beds, more: Beds): Beds {
  return {
    total: sum.total + more.total,
    free: sum.free + more.free,
    held: sum.held + more.held,
    occupied: sum.occupied + more.occupied,
    outOfService: sum.outOfService + more.outOfService,
  };
}

/** One unit's beds or cots by what they are now: in use, kept for a household on its way, out of service, or free. */
function unitCounts(shelter: Pick<Shelter, 'holds'>, unit: Unit, what: 'beds' | 'cots'): Beds {
  const total = unit[what];
  let [held, occupied] = [0, 0];
  for (const hold of shelter.holds) {
    const taken = hold.allocations.filter(({ unitId }) => unitId === unit.unitId);
    if (taken.length === 0) continue;
    // A household has an exclusive unit to itself: its other beds are not free for anybody.
    const places = unit.sharing === 'exclusive' ? total : taken.reduce((sum, allocation) => sum + allocation[what], 0);
    if (hold.state === 'arrived') occupied += places;
    else held += places;
  }
  const rest = total - held - occupied;
  return unit.service.state === 'outOfService'
    ? { total, free: 0, held, occupied, outOfService: rest }
    : { total, free: rest, held, occupied, outOfService: 0 };
}

/** A shelter's beds or cots, over all its units. */
export const shelterCounts = (shelter: Pick<Shelter, 'units' | 'holds'>, what: 'beds' | 'cots'): Beds =>
  shelter.units.map((unit) => unitCounts(shelter, unit, what)).reduce(add, noBeds());
