import type { Shelter } from '@abri/contracts/shelter';

/** What is wrong with a house's holds, bed by bed, as lines: counted here in another way than the service counts. */
export function doubledBeds({ shelterId, units, holds }: Shelter): string[] {
  const taken = holds.flatMap(({ allocations }) => allocations);
  return units.flatMap(({ unitId, beds, cots, sharing, service }) => {
    const here = taken.filter((allocation) => allocation.unitId === unitId);
    const sum = (what: 'beds' | 'cots') => here.reduce((total, allocation) => total + allocation[what], 0);
    const wrong =
      sum('beds') > beds ||
      sum('cots') > cots ||
      (sharing === 'exclusive' && here.length > 1) ||
      (service.state === 'outOfService' && here.length > 0);
    return wrong
      ? [`${shelterId}/${unitId} is promised twice: ${sum('beds')} of ${beds} beds, ${here.length} holds`]
      : [];
  });
}
