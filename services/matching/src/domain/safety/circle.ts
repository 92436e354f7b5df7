import { distanceKm } from '@abri/geo/distance';
import { communeOf } from '@abri/geo/district';

/** The circle around a commune that is asked about: at least so many km, and a pad of so many more at the most. */
export const circleKm = 10;
export const widestPadKm = 5;

/**
 * Whether every one of these communes lies outside the circle around the one that is asked about, by their centres.
 * A distance that is not known counts as inside.
 */
export function allOutside(codes: Iterable<string>, asked: string, padKm: number): boolean {
  const centre = communeOf(asked);
  if (!centre) return false;
  for (const code of codes) {
    const place = communeOf(code);
    if (!place || distanceKm(centre, place) <= circleKm + padKm) return false;
  }
  return true;
}
