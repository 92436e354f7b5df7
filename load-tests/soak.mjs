// `node load-tests/soak.mjs [--minutes 60] [--rate 20] [--record]`: households call for an hour, each minute's beds are given
// back, and what each process holds at the end of each minute must not grow: memory, open files, time to a placement.
// The system on free ports with data of its own; loopback only.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startGuard } from '../libs/local-stack/dist/guard.js';
import { withoutServers } from '../scripts/services.mjs';
import { startSystem } from '../scripts/system.mjs';
import { growthOf } from './dist/run/growth.js';
import { residentMbOf } from './dist/run/processes.js';
import { sheltersFor } from './dist/run/shelters.js';
import { arrivals } from './dist/run/stage.js';
import { median, significant } from './dist/run/statistics.js';
import { abriTargets, registerShelters } from './dist/run/targets.js';
import { world } from './dist/run/world.js';
import { table, writeSection } from './section.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    rate: { type: 'string', default: '20' },
    record: { type: 'boolean', default: false },
  },
});
const [minutes, rate] = [Number(values.minutes), Number(values.rate)];
const services = ['dev-issuer', 'capacity', 'matching', 'child-followup', 'observatory', 'gateway'];
// The issuer of development keeps tokens in memory on purpose and is no part of an installation.
const measured = services.filter((name) => name !== 'dev-issuer');
const seconds = 50;

const folder = mkdtempSync(path.join(tmpdir(), 'abri-soak-'));
const system = await startSystem({
  ports: 'any',
  ...{ dataDir: path.join(folder, 'data'), logDir: path.join(folder, 'logs'), fresh: true, seed: false },
  with: services,
  env: { ...withoutServers(process.env), API_REQUESTS_A_MINUTE: '1000000', SIGN_IN_REQUESTS_A_MINUTE: '1000' },
  report: console.log,
});
const samples = [];
const began = performance.now();
try {
  const urls = { ...system.urls, issuer: system.issuer };
  await registerShelters(urls, sheltersFor(596, Math.ceil(rate * seconds * 1.5)));
  const { gateway } = abriTargets(urls);
  const readModels = { matching: urls.matching, observatory: urls.observatory };
  const bench = { guard: startGuard(), seed: 596, readModels, world };
  const pids = system.pids();
  const elapsed = () => (performance.now() - began) / 60_000;
  for (let round = 0; elapsed() < minutes; round++) {
    const { answered, failed, dropped, p50, p99, beds, lost } = await arrivals(bench, {
      ...{ target: gateway, rate, seconds, round },
    });
    const now = system.pids();
    const parts = Object.fromEntries(
      measured.map((name) => {
        if (now[name] !== pids[name]) throw new Error(`${name} has ended and was started anew`);
        const openFiles = readdirSync(`/proc/${now[name]}/fd`).length;
        return [name, { memoryMb: significant(residentMbOf(now[name])), openFiles }];
      }),
    );
    const load = Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]);
    samples.push({
      ...{ minute: significant(elapsed()), answered, failed, dropped, p50, p99, doubled: beds.doubled, lost, load },
      parts,
    });
    console.log(JSON.stringify(samples.at(-1)));
  }
} finally {
  await system.stop();
  rmSync(folder, { recursive: true, force: true });
}

// The first quarter is the caches filling and V8 settling.
const settled = samples.filter(({ minute }) => minute > minutes / 4);
const of = (what) => settled.map((sample) => ({ minute: sample.minute, value: what(sample) }));
const growth = Object.fromEntries(
  measured.map((name) => {
    const [memory, files] = ['memoryMb', 'openFiles'].map((what) => growthOf(of(({ parts }) => parts[name][what])));
    return [name, { memory, files }];
  }),
);
const sum = (what) => samples.reduce((total, sample) => total + sample[what], 0);
const sums = Object.fromEntries(['answered', 'failed', 'dropped', 'doubled', 'lost'].map((what) => [what, sum(what)]));
const p99 = growthOf(of((sample) => sample.p99));
console.log(JSON.stringify({ growth, p99, sums }, null, 2));
if (values.record) {
  const machine = `${cpus().length} cores, node ${process.version}, median load ${median(samples.map(({ load }) => load))}`;
  const results = { at: new Date().toISOString(), machine, minutes, rate, sums, growth, p99, samples };
  writeFileSync(new URL('results/soak.json', import.meta.url), `${JSON.stringify(results, null, 1)}\n`);
  const row = (name, unit, { first, last, perHour }) => [name, `${first} ${unit}`, `${last} ${unit}`, perHour];
  const rows = [
    ...measured.flatMap((name) => [
      row(`${name}: memory`, 'MB', growth[name].memory),
      row(`${name}: open files`, '', growth[name].files),
    ]),
    row('a placement through the gateway, p99 of a minute', 'ms', p99),
  ];
  const said = `${minutes} minutes, ${rate} households a second through the gateway for ${seconds} s of each minute, then every bed given back: ${sums.answered} answered, ${sums.failed} failed, ${sums.dropped} not begun in time, ${sums.doubled} beds doubled, ${sums.lost} placements lost. ${machine}.`;
  const head = ['', 'at first (median)', 'at last (median)', 'slope, an hour'];
  await writeSection('soak', `${said}\n\n${table(head, rows)}`);
}
process.exit();
