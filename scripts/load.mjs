// `npm run load`: measures the whole system on this machine, beside a floor and a naive baseline.
import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import prerequisites from '../libs/local-stack/plain/prerequisites.cjs';
import { build, installPackages } from './install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** What a placement needs. The other services would only take the processor that they share with it here. */
const measuredServices = ['dev-issuer', 'capacity', 'matching', 'observatory', 'gateway'];
const help = `npm run load [-- options]

Starts the whole system on free ports with data of its own, and asks it for places with k6 as households would, open
loop; beside it, in the same run, a naive service and the least that a durable answer can cost. Records the numbers in
load-tests/results. Nothing leaves this machine. Takes about 20 minutes; nothing else should run meanwhile.

  --quick           about 2 minutes, one short round: to see that all works, not for numbers to keep
  --publish         afterwards draws the charts and writes the tables of docs/performance.md
  --results FILE    only publishes a run that was recorded before
  --help            this text`;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    publish: { type: 'boolean', default: false },
    results: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) console.log(help);
else {
  await (options.results ? publishOnly(options.results) : main()).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

async function publishOnly(file) {
  await installPackages({ root, detail: console.log });
  await build({ root });
  const { publish } = await import('../load-tests/dist/run/publish.js');
  await publish(file);
  console.log('docs/performance.md and docs/charts are written.');
}

/** What is missing on this machine, all at once. */
function missingHere(env) {
  const problems = prerequisites.checkPrerequisites({ cacheDir: path.join(root, '.abri'), env });
  if (spawnSync('k6', ['version']).status === 0) return problems;
  const k6 =
    'k6 is needed, and there is none on the PATH. Install it with `go install go.k6.io/k6@latest` (it lands in ' +
    '`$(go env GOPATH)/bin`, which must be on the PATH), or from https://k6.io.';
  return [...problems, k6];
}

async function main() {
  // Servers of its own, always: nobody's real data is filled with made-up shelters, and nothing but loopback is asked.
  const { KAFKA_BROKERS, MONGODB_URI, OIDC_ISSUER, BASE_URL, HOST, ...env } = process.env;
  if ([KAFKA_BROKERS, MONGODB_URI, OIDC_ISSUER, BASE_URL, HOST].some(Boolean))
    console.log(
      'KAFKA_BROKERS, MONGODB_URI, OIDC_ISSUER, BASE_URL and HOST are left aside: the load test has servers of its own.',
    );
  const missing = missingHere(env);
  if (missing.length > 0) {
    console.error(missing.join('\n'));
    process.exitCode = 1;
    return;
  }
  await installPackages({ root, detail: console.log });
  console.log('building what has changed …');
  await build({ root });
  const [{ startSystem }, { measure }, { plans }, { brokenLimits }, { record, publish }, { startGuard }] =
    await Promise.all(
      [
        './system.mjs',
        '../load-tests/dist/run/measure.js',
        '../load-tests/dist/run/plan.js',
        '../load-tests/dist/run/limits.js',
        '../load-tests/dist/run/publish.js',
        '../libs/local-stack/dist/guard.js',
      ].map((file) => import(file)),
    );

  const folder = path.join(root, '.abri', 'load');
  const [dataDir, logDir] = [path.join(folder, 'data'), path.join(folder, 'logs')];
  const report = (line) => console.log(line);
  const brokenOff = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => brokenOff.abort());
  let system;
  try {
    // One session asks for what a whole district would: its limit is not what is measured.
    const settings = { ...env, API_REQUESTS_A_MINUTE: '1000000', SIGN_IN_REQUESTS_A_MINUTE: '1000' };
    const own = { ports: 'any', dataDir, logDir, fresh: true, seed: false, with: measuredServices };
    system = await startSystem({ ...own, env: settings, report, signal: brokenOff.signal });
    const { capacity, matching, observatory, gateway } = system.urls;
    const measured = measure({
      plan: options.quick ? plans.quick : plans.full,
      urls: { capacity, matching, observatory, gateway, issuer: system.issuer },
      mongoUri: system.mongoUri,
      database: system.mongo.title,
      broker: 'Apache Kafka 4.0.0',
      guard: startGuard(),
      ...{ logDir, report, now: () => new Date() },
    });
    const results = await Promise.race([measured, ends(system, brokenOff.signal)]);
    const file = record(results);
    console.log(`recorded in ${path.relative(root, file)}`);
    if (options.publish) await publish(file);
    const problems = brokenLimits(results);
    for (const problem of problems) console.error(problem);
    if (problems.length > 0) process.exitCode = 1;
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    await system?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
  // What was broken off may still wait for answers that will not come; the guard ends the programs that are left.
  process.exit();
}

/** Rejects when a part of the system ends by itself, or when somebody breaks the run off. */
function ends(system, signal) {
  return new Promise((_, reject) => {
    void system.failed.then(reject);
    signal.addEventListener('abort', () => reject(new Error('The load test was broken off.')));
  });
}
