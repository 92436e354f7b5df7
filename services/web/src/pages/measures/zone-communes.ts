import type { ZoneView } from '@abri/contracts/hosting-api';
import { communeOf, communes } from '@abri/geo/district';
import { distanceKm } from '@abri/geo/distance';

/** The communes whose centre lies in one of these areas, by code. */
export function communesIn(areas: readonly ZoneView['area'][]): Set<string> {
  const inside = areas.flatMap((area) => {
    const centre = communeOf(area.commune);
    if (!centre) return [];
    return communes.filter((one) => one.code === area.commune || distanceKm(one, centre) <= area.radiusKm);
  });
  return new Set(inside.map(({ code }) => code));
}
