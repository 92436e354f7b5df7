import { createRequire } from 'node:module';
import { communes } from '../../libs/geo/dist/district.js';
import { seedShelters } from '../../libs/geo/dist/seed-shelters.js';
import { familyPlacesFor, inventedHouses } from '../../libs/district-year/dist/houses.js';

/** The district that Abri's map and seed are made for. */
export const home = '596';

/**
 * A French arrondissement by its INSEE code, with its communes and their inhabitants by the official register. Throws with
 * what to do when there is none.
 */
export function districtOf(code) {
  if (code === home) return { code, name: 'Valenciennes', communes };
  const require = createRequire(new URL('../../libs/district-year/package.json', import.meta.url));
  const read = (file) => require(`@etalab/decoupage-administratif/data/${file}.json`);
  const found = read('arrondissements').find((one) => one.code === code);
  if (!found) throw new Error(`There is no arrondissement ${code}: give its INSEE code, such as 596 for Valenciennes.`);
  const inside = read('communes').filter((one) => one.type === 'commune-actuelle' && one.arrondissement === code);
  return {
    code,
    name: found.nom,
    communes: inside
      .map(({ code: commune, nom, population = 0, codesPostaux = [] }) => ({
        code: commune,
        name: nom,
        population,
        ...(codesPostaux[0] ? { postalCode: codesPostaux[0] } : {}),
      }))
      .sort((one, other) => one.code.localeCompare(other.code)),
  };
}

/** The houses of a replay: the seed of Valenciennes, and as many invented family places as scale or another district need. */
export function housesOf(district, { scale, seed }) {
  // The seed is one district's worth of places already.
  const known = district.code === home ? seedShelters : [];
  const missing = familyPlacesFor(district, district.code === home ? scale - 1 : scale);
  const prefix = `sh-${district.code}`;
  return [...known, ...(missing > 0 ? inventedHouses(district, { familyPlaces: missing, seed, prefix }) : [])];
}
