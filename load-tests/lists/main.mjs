// Measures search, lists and worklists of the services over HTTP, each on a database with many cases:
// `npm run load:lists -- [cases] [service…]`. Starts a broker and a database unless KAFKA_BROKERS and MONGODB_URI name some.
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';
import { testStack } from '../../libs/local-stack/dist/test-stack.js';
import { childCases } from './children.mjs';
import { table, writeSection } from '../section.mjs';
import { measure } from './measure.mjs';
import { penalFiles } from './measures.mjs';
import { programmeSeries } from './programmes.mjs';
import { supportCases } from './support.mjs';

const [cases = '100000', ...only] = process.argv.slice(2);
const count = Number(cases);
if (!Number.isInteger(count) || count < 1 || count > 1_000_000) throw new Error('cases: a whole number up to 1000000');
const turns = 100;
const stack = await testStack();
const seconds = (since) => Math.round((performance.now() - since) / 100) / 10;
const services = [];
for (const make of [childCases, supportCases, penalFiles, programmeSeries]) {
  const world = await make(stack);
  if (only.length > 0 && !only.includes(world.name)) continue;
  console.log(world.name);
  const first = await world.start();
  const templateId = await world.template(first);
  if (typeof templateId !== 'string') throw new Error(`${world.name}: the first case was refused`);
  await first.stop();

  const connection = await mongoose.createConnection(world.mongoUri).asPromise();
  const filling = performance.now();
  await world.fill(connection, templateId, count, (line) => console.log(`  filling: ${line}`));
  console.log(`  ${count} cases in ${seconds(filling)} s`);

  const starting = performance.now();
  const service = await world.start();
  const startedInS = seconds(starting);
  console.log(`  started in ${startedInS} s, digests of the names in memory`);
  const results = [];
  for (const [what, ask] of world.questions(service)) results.push(await measure(what, turns, ask));
  services.push({ service: world.name, startedInS, results });
  await service.stop();
  await world.stop();
  await connection.dropDatabase();
  await connection.close();
}
await stack.stop();

const cpus = os.cpus();
const record = {
  at: new Date().toISOString(),
  cases: count,
  unit: 'milliseconds over HTTP from the question to the whole answer: token, roles, audit and unsealing of names included',
  machine: `${cpus.length} × ${cpus[0]?.model}, load ${os.loadavg()[0]?.toFixed(1)} at the end`,
  services,
};
const file = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'results', 'lists.json');
if (only.length === 0) {
  await writeFile(file, `${JSON.stringify(record, null, 2)}\n`);
  const rows = services.flatMap(({ service, results }) =>
    results.map(({ what, rowsEach, p50, p95, p99 }) => [`${service}: ${what}`, rowsEach, p50, p95, p99]),
  );
  await writeSection(
    'lists',
    `${count} cases in each service; ${record.machine}.\n\n${table(['question', 'rows', 'p50, ms', 'p95, ms', 'p99, ms'], rows)}`,
  );
}
process.exit(0);
