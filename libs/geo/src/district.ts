import district from './communes-596.json';

/** A commune of the district. Population in inhabitants, centre in degrees (WGS 84). */
export interface Commune {
  /** INSEE code, such as 59606. */
  readonly code: string;
  readonly name: string;
  readonly population: number;
  readonly lat: number;
  readonly lon: number;
}

/** The 82 communes of the arrondissement of Valenciennes (INSEE 596), by code. docs/district-data.md names the sources. */
export const communes: readonly Commune[] = district.map(({ code, name, population, lat, lon }) =>
  Object.freeze({ code, name, population, lat, lon }),
);

const byCode = new Map(communes.map((commune) => [commune.code, commune]));

/** The commune of an INSEE code, or undefined where it lies outside the district. */
export function communeOf(code: string): Commune | undefined {
  return byCode.get(code);
}
