import type { ZoneArea } from '@abri/contracts/penal-file';
import { distanceKm } from '@abri/geo/distance';
import { communeOf } from '@abri/geo/district';

/** Whether a commune lies in an area, by its centre. A commune outside the district is only ever compared by its code. */
export function liesIn(commune: string, area: ZoneArea): boolean {
  if (commune === area.commune) return true;
  const [place, centre] = [communeOf(commune), communeOf(area.commune)];
  return place !== undefined && centre !== undefined && distanceKm(place, centre) <= area.radiusKm;
}
