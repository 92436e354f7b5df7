// Run by hand: node libs/geo/data/generate.mjs   (--check only says whether the committed file is what it would write)
// Codes, names and populations from the official register; centres from GeoNames; where GeoNames has none, the
// centroid of the commune's outline. docs/district-data.md says which, and why.
import { readFileSync, writeFileSync } from 'node:fs';
import { geoCentroid, geoContains } from 'd3-geo';
import { communesOfDistrict, frenchPlaces } from './official.mjs';

const outlines = JSON.parse(readFileSync(new URL('../src/outlines-596.json', import.meta.url), 'utf8'));
const outlineOf = new Map(outlines.features.map((feature) => [feature.properties.code, feature]));
const places = frenchPlaces();
const plain = (name) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]/g, '');

const communes = communesOfDistrict().map(({ code, nom, population }) => {
  const outline = outlineOf.get(code);
  const found = places.filter((place) => plain(place.name) === plain(nom) && geoContains(outline, place.coordinates));
  if (found.length > 1) throw new Error(`${nom} (${code}) is found ${found.length} times`);
  const [lon, lat] = (found[0]?.coordinates ?? geoCentroid(outline)).map((degrees) => Number(degrees.toFixed(5)));
  return { code, name: nom, population, lat, lon, centre: found.length === 1 ? 'geonames' : 'outline' };
});

const text = `[\n${communes.map((commune) => `  ${JSON.stringify(commune)}`).join(',\n')}\n]\n`;
const file = new URL('../src/communes-596.json', import.meta.url);
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('communes-596.json is not what its sources give; run node libs/geo/data/generate.mjs');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, text);
  const drawn = communes.filter(({ centre }) => centre === 'outline').map(({ name }) => name);
  console.log(`${communes.length} communes, ${drawn.length} with the centroid of their outline: ${drawn.join(', ')}`);
}
