// `node load-tests/ready.mjs [--record]`: how soon a service that was killed takes work again, from the start of its process, while
// 100,000 places (beds) stand, and how much memory it has then. The whole system on free ports with data of its own; loopback only; about 3 minutes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '../libs/local-stack/dist/until.js';
import { withoutServers } from '../scripts/services.mjs';
import { startSystem } from '../scripts/system.mjs';
import { residentMbOf } from './dist/run/processes.js';
import { sheltersWithBeds } from './dist/run/shelters.js';
import { median, significant } from './dist/run/statistics.js';
import { registerShelters } from './dist/run/targets.js';
import { table, writeSection } from './section.mjs';

const beds = 100_000;
const runs = 5;
const aim = { seconds: 2, memoryMb: 180 };

const folder = mkdtempSync(path.join(tmpdir(), 'abri-ready-'));
const system = await startSystem({
  ports: 'any',
  ...{ dataDir: path.join(folder, 'data'), logDir: path.join(folder, 'logs'), fresh: true, seed: false },
  with: ['dev-issuer', 'capacity', 'matching', 'gateway'],
  env: { ...withoutServers(process.env), SIGN_IN_REQUESTS_A_MINUTE: '1000' },
  report: console.log,
});
const found = {};
let standing;
try {
  standing = sheltersWithBeds(596, beds);
  await registerShelters({ ...system.urls, issuer: system.issuer }, standing);
  for (const service of ['capacity', 'matching']) {
    const ready = async () => {
      const answer = await fetch(`${system.urls[service]}/health/ready`).catch(() => undefined);
      return answer?.ok ? true : undefined;
    };
    found[service] = { seconds: [], memoryMb: [] };
    for (let run = 0; run < runs; run++) {
      await until(`${service} ready`, ready, { withinMs: 60_000 });
      const before = system.pids()[service];
      process.kill(before, 'SIGKILL');
      const anew = async () => (system.pids()[service] === before ? undefined : true);
      await until(`${service} started anew`, anew, { withinMs: 60_000, everyMs: 10 });
      // From here: the supervisor waits longer before each further start of what dies again and again.
      const began = performance.now();
      await until(`${service} back`, ready, { withinMs: 60_000, everyMs: 20 });
      found[service].seconds.push(significant((performance.now() - began) / 1_000));
      found[service].memoryMb.push(significant(residentMbOf(system.pids()[service])));
    }
    console.log(service, JSON.stringify(found[service]));
  }
} finally {
  await system.stop();
  rmSync(folder, { recursive: true, force: true });
}
if (process.argv.includes('--record')) {
  const machine = `${cpus().length} cores, node ${process.version}, load ${significant(loadavg()[0])}`;
  const results = { at: new Date().toISOString(), machine, beds, houses: standing.length, aim, found };
  writeFileSync(new URL('results/ready.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
  const rows = Object.entries(found).map(([service, { seconds, memoryMb }]) => [
    ...[service, median(seconds), Math.max(...seconds), aim.seconds, median(memoryMb), aim.memoryMb],
  ]);
  const head = ['service', 'ready after, s (median)', 'most', 'aim', 'memory, MB (median)', 'aim'];
  await writeSection('ready', `${standing.length} houses; ${runs} kills each; ${machine}.\n\n${table(head, rows)}`);
}
process.exit();
