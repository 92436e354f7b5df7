// Measures the search by part of a name over sealed identities: `node load-tests/name-search.mjs [cases]`, with MONGODB_URI
// of a server to measure on. Fills a database of its own with invented children, asks, records the times, drops it.
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';
import { createBlindIndex } from '../libs/personal-data/dist/blind-index.js';
import { newKeyRingText, parseKeyRing } from '../libs/personal-data/dist/key-ring.js';
import { mongoWrappedKeys } from '../libs/personal-data/dist/mongo-wrapped-keys.js';
import { createVault } from '../libs/personal-data/dist/vault.js';
import { memoryWrappedKeys } from '../libs/personal-data/dist/wrapped-keys.js';
import { mongoRecords } from '../services/child-followup/dist/records.js';

const count = Number(process.argv[2] ?? 100_000);
const uri = new URL(process.env.MONGODB_URI ?? 'mongodb://127.0.0.1:27117');
uri.pathname = `/name_search_${randomBytes(4).toString('hex')}`;
const connection = await mongoose.createConnection(uri.href).asPromise();

const given = (
  'Emma Louise Jade Alice Ambre Lina Rose Chloé Mia Léa Anna Inès Camille Sarah Zoé Manon Lola Nina Maëlys Yasmine Aya ' +
  'Fatima Nour Salma Zofia Hanna Maria Louis Gabriel Léo Raphaël Arthur Jules Adam Lucas Hugo Noah Mohamed Ibrahim ' +
  'Rayan Yanis Nathan Tom Enzo Antoni Jakub Mateo Ethan Liam Jean-Baptiste Théo Axel Amine Bilal Ismaël Kamil'
).split(' ');
const starts = 'Van Del Du Le Ma Be Ka Lef Dur Mor Pet Lam Cou Dub Ben Had Kow Now Wal Har Del Mar Cor Fon Ger'.split(
  ' ',
);
const middles = 'ber court pont ro tin na mer val lin som de la zi ki man sen hou gue bau ras lek tan wa'.split(' ');
const ends = 'ez eau et ard in ski ier ais on ille oux aert our i aoui er y elle ot ens'.split(' ');
let seed = 7;
/** A repeatable number below `below`, small ones far more often than large ones, as names are. */
const skewed = (below) => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor(below * (seed / 2 ** 32) ** 2);
};
const invented = () => ({
  givenNames: given[skewed(given.length)],
  familyName: starts[skewed(starts.length)] + middles[skewed(middles.length)] + ends[skewed(ends.length)],
  otherNames: [],
});

const ring = parseKeyRing(newKeyRingText());
const index = createBlindIndex({ key: ring.indexKey, context: 'child-followup' });
const sealing = memoryWrappedKeys();
const filler = createVault({ keys: sealing, ring });
const vault = createVault({ keys: mongoWrappedKeys(connection), ring });
const records = mongoRecords(connection, { vault, index });
await Promise.all(Object.values(connection.models).map((model) => model.init()));

const from = Date.now();
const samples = [];
for (let done = 0; done < count; done += 1_000) {
  const rows = [];
  const keys = [];
  for (let number = done; number < Math.min(done + 1_000, count); number++) {
    const caseId = `case-${String(number).padStart(6, '0')}`;
    const identity = invented();
    if (number % 997 === 0) samples.push(identity);
    const names = [`${identity.givenNames} ${identity.familyName}`];
    const sealed = await filler.seal(caseId, 'identity', identity);
    const { masterKeyId, wrapped } = (await sealing.get([caseId])).get(caseId);
    rows.push({ _id: caseId, team: `team-${number % 10}`, sealed, parts: index.parts(names), sounds: [], born: [] });
    keys.push({ _id: caseId, masterKeyId, wrapped });
  }
  await connection.collection('identities').insertMany(rows);
  await connection.collection('personKeys').insertMany(keys);
}
console.log(`${count} invented identities in ${Math.round((Date.now() - from) / 1_000)} s`);

const loading = Date.now();
await records.load();
const loadedInMs = Date.now() - loading;
console.log(`digests in memory after ${loadedInMs} ms, process ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`);

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
const rounded = (ms) => Math.round(ms * 10) / 10;
async function measure(what, teams, partOf) {
  const times = [];
  let found = 0;
  for (const identity of samples) {
    const part = partOf(identity);
    if (part.length < 2) continue;
    const before = performance.now();
    const page = await records.search({ teams, part, limit: 20 });
    times.push(performance.now() - before);
    found += page.found.length;
  }
  times.sort((a, b) => a - b);
  const of = (share) => rounded(percentile(times, share));
  const result = { what, teams: teams.length, searches: times.length, p50: of(0.5), p95: of(0.95), p99: of(0.99) };
  console.log({ ...result, found });
  return result;
}
const all = Array.from({ length: 10 }, (_, number) => `team-${number}`);
const results = [];
for (const teams of [all, ['team-3']]) {
  results.push(await measure('three letters of the family name', teams, ({ familyName }) => familyName.slice(1, 4)));
  results.push(await measure('five letters of the family name', teams, ({ familyName }) => familyName.slice(1, 6)));
  results.push(await measure('given and family name in full', teams, (one) => `${one.givenNames} ${one.familyName}`));
  results.push(await measure('two first letters', teams, ({ familyName }) => familyName.slice(0, 2)));
}
results.push(await measure('a name that nobody has', all, ({ familyName }) => `qx${familyName}`));
const cpus = os.cpus();
const record = {
  at: new Date().toISOString(),
  cases: count,
  loadedInMs,
  unit: 'milliseconds, from the service’s call to checked and decrypted hits (a page of 20)',
  machine: `${cpus.length} × ${cpus[0]?.model}`,
  results,
};
const file = path.join(path.dirname(fileURLToPath(import.meta.url)), 'results', 'name-search.json');
await writeFile(file, `${JSON.stringify(record, null, 2)}\n`);
console.log(`recorded in ${path.relative(process.cwd(), file)}`);
await connection.dropDatabase();
await connection.close();
