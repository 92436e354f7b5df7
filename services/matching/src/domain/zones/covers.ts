import type { ZoneArea } from '@abri/contracts/penal-file';
import { distanceKm } from '@abri/geo/distance';
import { communeOf } from '@abri/geo/district';

/**
 * Whether a commune lies in an area, by the centres of communes; null when the distance is not known. A radius of 0 is
 * that commune alone, which is known by its code.
 */
export function covers({ commune, radiusKm }: ZoneArea, code: string): boolean | null {
  if (code === commune) return true;
  if (radiusKm === 0) return false;
  const [centre, place] = [communeOf(commune), communeOf(code)];
  return centre && place ? distanceKm(centre, place) <= radiusKm : null;
}

/** Whether a place has to count as lying in one of these areas: it does where that is not known. */
export const isInside = (areas: readonly ZoneArea[], code: string): boolean =>
  areas.some((area) => covers(area, code) !== false);
