// `npm run load:telemetry`: what telemetry costs of the throughput. Two whole systems stand on one broker and database,
// one without traces and metrics, one with both as they are by default: spans of a share of the traces go to a collector,
// and every service is scraped. The same households ask both at the same time, open loop, so that whatever else happens on
// the machine happens to both; compared is the processor time of a placement, which is what limits a full machine. Writes
// load-tests/results/telemetry.json and the section of docs/performance.md; ends with 1 where it costs more than 8 %.
// Loopback only; nothing else should run meanwhile (about 6 minutes).
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from '../scripts/install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '30' },
    rate: { type: 'string', default: '40' },
    share: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});
const most = 0.08;
const plan = {
  rounds: values.quick ? 2 : Number(values.rounds),
  seconds: values.quick ? 10 : Number(values.seconds),
  rate: Number(values.rate),
  warmUpSeconds: values.quick ? 4 : 25,
  scrapedEverySeconds: 15,
  seed: 596,
};
/** Seconds at the beginning of a round and at its end that are not counted. */
const [leadIn, leadOut] = [3, 2];

await build({ root });
const [{ startSystem }, { startGuard }, targets, { sheltersFor }, { arrivals }, { median, significant }, machine] =
  await Promise.all(
    [
      '../scripts/system.mjs',
      '../libs/local-stack/dist/guard.js',
      './dist/run/targets.js',
      './dist/run/shelters.js',
      './dist/run/stage.js',
      './dist/run/statistics.js',
      './dist/run/machine.js',
    ].map((file) => import(file)),
  );
const { table, writeSection } = await import('./section.mjs');
const percent = (part) => (part * 100).toFixed(1);
const { processorSecondsOf } = await import('./dist/run/processes.js');
const { world } = await import('./dist/run/world.js');

const folder = path.join(root, '.abri', 'telemetry');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

// Nobody's servers, and nothing that would trace otherwise than is measured.
const leftAside = /^(OTEL_.*|KAFKA_BROKERS|MONGODB_URI|OIDC_ISSUER|BASE_URL|HOST|NODE_OPTIONS)$/;
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !leftAside.test(name)));

const collected = { requests: 0, bytes: 0 };
const collector = createServer((req, res) => {
  collected.requests += 1;
  req.on('data', (chunk) => (collected.bytes += chunk.length)).on('end', () => res.end());
});
await new Promise((listening) => collector.listen(0, '127.0.0.1', listening));
const settings = {
  off: {
    OTEL_SDK_DISABLED: 'true',
    NODE_OPTIONS: `--require ${fileURLToPath(new URL('no-metrics-hook.cjs', import.meta.url))}`,
  },
  on: {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.address().port}`,
    ...(values.share === undefined ? {} : { OTEL_TRACES_SAMPLER_ARG: values.share }),
  },
};
const started = [];
const brokenOff = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => brokenOff.abort());
const start = async (name, servers) => {
  const system = await startSystem({
    ports: 'any',
    isolate: `telemetry-${name}`,
    ...{ dataDir: path.join(folder, name), logDir: path.join(folder, `${name}-logs`), fresh: true, seed: false },
    with: ['dev-issuer', 'capacity', 'matching', 'observatory', 'gateway'],
    env: { ...env, ...servers, ...settings[name], API_REQUESTS_A_MINUTE: '1000000', SIGN_IN_REQUESTS_A_MINUTE: '1000' },
    report: (line) => console.log(`${name}: ${line}`),
    signal: brokenOff.signal,
  });
  started.push(system);
  const urls = { ...system.urls, issuer: system.issuer };
  await targets.registerShelters(
    urls,
    sheltersFor(plan.seed, Math.ceil(1.5 * plan.rate * Math.max(plan.seconds, plan.warmUpSeconds))),
  );
  const { gateway } = targets.abriTargets(urls);
  const { matching, observatory } = system.urls;
  const bench = {
    ...{ guard: startGuard(), seed: plan.seed, readModels: { matching, observatory } },
    world,
  };
  const ask = (seconds, round) => arrivals(bench, { target: gateway, rate: plan.rate, seconds, round });
  return { system, ask };
};

/** Processor seconds of the services of a system so far. */
const processorSeconds = ({ system }) =>
  Object.values(system.pids()).reduce((sum, pid) => sum + processorSecondsOf(pid), 0);

/** Milliseconds of processor of one placement in each system, over the middle of a round. */
async function processorTimes(systems) {
  const now = () => Object.entries(systems).map(([name, system]) => [name, processorSeconds(system)]);
  await pause(leadIn * 1_000);
  const [before, began] = [new Map(now()), performance.now()];
  await pause((plan.seconds - leadIn - leadOut) * 1_000);
  const placements = (plan.rate * (performance.now() - began)) / 1_000;
  return Object.fromEntries(
    now().map(([name, seconds]) => [name, ((seconds - before.get(name)) * 1_000) / placements]),
  );
}

/** As Prometheus does. */
const scrape = (urls) =>
  Promise.all(
    Object.entries(urls)
      .filter(([name]) => name !== 'dev-issuer')
      .map(async ([, url]) => (await fetch(`${url}/metrics`)).text()),
  );

let scraping;
try {
  const before = machine.describeMachine({ database: '', broker: 'Apache Kafka 4.0.0' });
  if (before.loadBefore > 0.3)
    console.log(`This machine has other work (${before.loadBefore} per core): the numbers are not worth keeping.`);
  const off = await start('off', {});
  const described = { ...before, database: off.system.mongo.title };
  const { brokers, mongoUri } = off.system;
  const on = await start('on', { KAFKA_BROKERS: brokers, MONGODB_URI: mongoUri });
  scraping = setInterval(() => void scrape(on.system.urls).catch(() => undefined), plan.scrapedEverySeconds * 1_000);
  const both = (seconds, round) => Promise.all([off.ask(seconds, round), on.ask(seconds, round)]);
  await both(plan.warmUpSeconds, 0);
  const rounds = [];
  for (let round = 1; round <= plan.rounds && !brokenOff.signal.aborted; round++) {
    const [[stageOff, stageOn], ms] = await Promise.all([both(plan.seconds, round), processorTimes({ off, on })]);
    // What both use alike: broker, database and k6, half of it for each.
    const { usage } = stageOff;
    const shared = ['kafka', 'database', 'k6'].reduce((sum, part) => sum + (usage[part]?.cores ?? 0), 0);
    const sharedMs = (shared * 1_000) / (2 * plan.rate);
    const cost = 1 - (ms.off + sharedMs) / (ms.on + sharedMs);
    const told = ({ answered, failed, dropped, lost, beds, p50, p99 }) => ({
      ...{ answered, failed, dropped, lost, doubled: beds?.doubled ?? null, p50, p99 },
    });
    rounds.push({
      ...{
        round,
        off: { ...told(stageOff), ms: significant(ms.off) },
        on: { ...told(stageOn), ms: significant(ms.on) },
      },
      ...{ sharedMs: significant(sharedMs), cost: significant(cost) },
    });
    console.log(JSON.stringify(rounds.at(-1)));
  }
  if (brokenOff.signal.aborted) throw new Error('The measurement was broken off.');
  const of = (take) => significant(median(rounds.map(take)));
  const costs = rounds.map(({ cost }) => cost);
  const cost = of((round) => round.cost);
  const medians = {
    ...{ off: of(({ off: { ms } }) => ms), on: of(({ on: { ms } }) => ms), shared: of(({ sharedMs }) => sharedMs) },
  };
  const results = {
    at: new Date().toISOString(),
    machine: described,
    plan: { ...plan, share: Number(values.share ?? 0.05) },
    ...{ collected, rounds, medians },
    cost: { medianOfRounds: cost, most },
  };
  console.log(JSON.stringify({ medians, cost: results.cost, collected }, null, 2));
  const trouble = rounds.some(({ off: a, on: b }) => a.failed + b.failed + a.dropped + b.dropped + a.lost + b.lost > 0);
  if (trouble) console.error('Some placements failed, were dropped or lost: see the rounds.');
  if (values.quick) console.log('A quick run is to see that all works; it is not recorded.');
  else {
    writeFileSync(path.join(root, 'load-tests/results/telemetry.json'), `${JSON.stringify(results, null, 2)}\n`);
    const rows = [
      ['our services without traces and metrics', `${medians.off} ms`],
      ['our services with both', `${medians.on} ms`],
      ['broker, database and k6, the same for both', `${medians.shared} ms`],
    ];
    const where =
      `${described.cores} cores, node ${described.node}, load ${described.loadBefore} per core before; ${plan.rate} households a ` +
      `second at each through its gateway, both at the same time, open loop, medians of ${plan.rounds} rounds of ${plan.seconds} s; ` +
      `${results.plan.share * 100} % of the traces recorded and sent, metrics scraped every ${plan.scrapedEverySeconds} s.`;
    const spread = `${percent(Math.min(...costs))} to ${percent(Math.max(...costs))} %`;
    const says = `**With telemetry a full machine places ${percent(cost)} % fewer households** in the median round (at most ${most * 100} % is allowed); the rounds gave ${spread}.`;
    await writeSection('telemetry', `${where}\n\n${table(['processor time of one placement', ''], rows)}\n\n${says}`);
  }
  if (trouble || (!values.quick && cost > most)) process.exitCode = 1;
} finally {
  clearInterval(scraping);
  for (const system of started.reverse()) await system.stop();
  collector.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
