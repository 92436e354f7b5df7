// `npm run load:profile -- [--rate 100] [--seconds 20] [--publish]`: where the processor time of one placement goes.
// Starts what a placement needs on free ports with data of its own, lets k6 ask for places open loop, and prints the
// processor time by part and placement; V8's profiles of the services become flame graphs in .abri/profile, with
// --publish in docs/charts. Loopback only.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from '../scripts/install.mjs';
import { withoutServers } from '../scripts/services.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '20' },
    publish: { type: 'boolean', default: false },
    'no-profile': { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
  },
});
const [rate, seconds] = [Number(values.rate), Number(values.seconds)];
if (!values['no-build']) await build({ root });
const [{ startSystem }, { startGuard }, targets, { sheltersFor }, { arrivals }, { framesOf, byOwner }, { flameGraph }] =
  await Promise.all(
    [
      '../scripts/system.mjs',
      '../libs/local-stack/dist/guard.js',
      './dist/run/targets.js',
      './dist/run/shelters.js',
      './dist/run/stage.js',
      './dist/profile/stacks.js',
      './dist/profile/flame.js',
    ].map((file) => import(file)),
  );
const { world } = await import('./dist/run/world.js');

const folder = path.join(root, '.abri', 'profile');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const hook = fileURLToPath(new URL('profile-hook.cjs', import.meta.url));
const profiling = values['no-profile'] ? {} : { NODE_OPTIONS: `--require ${hook}`, ABRI_PROFILE_FOLDER: folder };
const services = ['dev-issuer', 'capacity', 'matching', 'observatory', 'gateway'];
const system = await startSystem({
  ports: 'any',
  ...{
    dataDir: path.join(folder, 'data'),
    logDir: path.join(folder, 'logs'),
    fresh: true,
    seed: false,
    with: services,
  },
  env: {
    ...withoutServers(process.env),
    ...profiling,
    API_REQUESTS_A_MINUTE: '1000000',
    SIGN_IN_REQUESTS_A_MINUTE: '1000',
  },
  report: (line) => console.log(line),
});
const pids = system.pids();
try {
  const urls = { ...system.urls, issuer: system.issuer };
  await targets.registerShelters(urls, sheltersFor(596, Math.ceil(rate * seconds * 1.5)));
  const { direct } = targets.abriTargets(urls);
  const bench = {
    ...{
      guard: startGuard(),
      seed: 596,
      readModels: { matching: system.urls.matching, observatory: system.urls.observatory },
    },
    world,
  };
  await arrivals(bench, { target: direct, rate: Math.min(rate, 50), seconds: 8, round: 0 });
  if (!values['no-profile']) for (const pid of Object.values(pids)) process.kill(pid, 'SIGUSR2');
  const stage = await arrivals(bench, { target: direct, rate, seconds, round: 1 });
  const { answeredPerSecond, p50, p99, failed, dropped, usage, lag } = stage;
  console.log(JSON.stringify({ rate, answeredPerSecond, p50, p99, failed, dropped, lag }));
  for (const [part, { cores }] of Object.entries(usage).sort(([, a], [, b]) => b.cores - a.cores))
    console.log(
      `${part.padEnd(14)} ${((cores / answeredPerSecond) * 1_000).toFixed(2).padStart(6)} ms of processor a placement`,
    );
} finally {
  await system.stop();
}
for (const file of readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))) {
  const name = Object.keys(pids).find((service) => file === `${pids[service]}.cpuprofile`);
  if (!name || name === 'dev-issuer') continue;
  const frames = framesOf(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  const drawn = path.join(folder, `flame-${name}.svg`);
  writeFileSync(drawn, flameGraph(frames, `${name}: processor time while ${rate} households a second ask for a place`));
  if (values.publish) copyFileSync(drawn, path.join(root, 'docs', 'charts', `flame-${name}.svg`));
  const shares = byOwner(frames).slice(0, 12);
  console.log(
    `\n${name}: ${Math.round(frames.ms)} ms\n${shares.map(([owner, ms]) => `  ${owner} ${((ms / frames.ms) * 100).toFixed(1)} %`).join('\n')}`,
  );
}
process.exit();
