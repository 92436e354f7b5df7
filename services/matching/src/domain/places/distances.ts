import { distanceKm } from '@abri/geo/distance';
import { communeOf } from '@abri/geo/district';

/** Distances from one commune to those of all shelters, in km by commune number; NaN where one is not known. */
export type DistanceRow = Float64Array;

/** Numbers the communes of shelters, and measures from any commune to them. */
export interface Distances {
  /** The number of a shelter's commune; a new one for a new commune. */
  number(code: string): number;
  /** A commune has no distance to itself, known or not. */
  from(code: string): DistanceRow;
}

/** Centre to centre, by the district's own list; a commune that is not in it is at an unknown distance of all others. */
export function createDistances(): Distances {
  const numbers = new Map<string, number>();
  const rows = new Map<string, DistanceRow>();
  const measure = (code: string): DistanceRow => {
    const origin = communeOf(code);
    return Float64Array.from(numbers.keys(), (other) => {
      if (other === code) return 0;
      const place = communeOf(other);
      return origin && place ? distanceKm(origin, place) : Number.NaN;
    });
  };
  return {
    number(code) {
      const known = numbers.get(code);
      if (known !== undefined) return known;
      rows.clear();
      numbers.set(code, numbers.size);
      return numbers.size - 1;
    },
    from(code) {
      const known = rows.get(code);
      if (known) return known;
      const row = measure(code);
      if (communeOf(code)) rows.set(code, row);
      return row;
    },
  };
}
