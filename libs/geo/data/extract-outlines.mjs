// Run by hand, once a year at most: node libs/geo/data/extract-outlines.mjs PATH/communes-59-nord.geojson
// Takes the outlines of the 82 communes of the arrondissement out of the Nord's file (see docs/district-data.md).
import { readFileSync, writeFileSync } from 'node:fs';
import { communesOfDistrict } from './official.mjs';

const nord = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const wanted = new Map(communesOfDistrict().map(({ code, nom }) => [code, nom]));
const features = nord.features
  .filter(({ properties }) => wanted.has(properties.code))
  .sort((a, b) => a.properties.code.localeCompare(b.properties.code))
  .map(({ geometry, properties: { code } }) => ({ type: 'Feature', properties: { code }, geometry }));
if (features.length !== wanted.size) throw new Error(`${features.length} outlines for ${wanted.size} communes`);
const lines = features.map((feature) => JSON.stringify(feature));
const file = new URL('../src/outlines-596.json', import.meta.url);
writeFileSync(file, `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`);
