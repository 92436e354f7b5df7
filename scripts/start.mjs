// `npm start`: everything with real parts, from a fresh clone. Plain Node until the packages are installed and built.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, installPackages } from './install.mjs';
import { createProgress } from './progress.mjs';
import { serviceNames } from './services.mjs';
import { welcome } from './welcome.mjs';

const { checkPrerequisites } = createRequire(import.meta.url)('../libs/local-stack/plain/prerequisites.cjs');
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const usage = `npm start [-- options]

  --fresh       begin with an empty database and empty topics
  --no-seed     do not load the district's invented shelters
  --no-install  leave node_modules as it is
  --data DIR    keep the data there and not in .abri/data; also the folder of a replay (npm run replay)
  --help        this text

Real servers instead of local ones: KAFKA_BROKERS=host:port,… MONGODB_URI=mongodb://… OIDC_ISSUER=https://…
With an issuer of your own also OIDC_CLIENT_ID and OIDC_CLIENT_SECRET (people), ABRI_SERVICES_CLIENT_ID and
ABRI_SERVICES_CLIENT_SECRET (role service), ABRI_SEED_CLIENT_ID and ABRI_SEED_CLIENT_SECRET (role operator).
Other ports: ABRI_GATEWAY_PORT and so on (${serviceNames.join(', ')}), ABRI_KAFKA_PORT, ABRI_MONGO_PORT.
Which database: ABRI_MONGO=mongod | memory-server | secantus | java (unless set: the first that works).`;

function readArguments() {
  try {
    const flag = { type: 'boolean', default: false };
    const options = { fresh: flag, 'no-seed': flag, 'no-install': flag, help: flag, data: { type: 'string' } };
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}

const wanted = readArguments();
if (wanted.help) {
  console.log(usage);
  process.exit(0);
}

const dataDir = wanted.data && path.resolve(wanted.data);
// A year that was replayed has its own houses and cases: nothing is added to it.
const seed = !wanted['no-seed'] && !(dataDir && existsSync(path.join(dataDir, 'replay.jsonl')));

const breakOff = new AbortController();
let asked = 0;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => {
    asked += 1;
    // The guard of local-stack ends, within seconds, whatever is still running then.
    if (asked > 1) process.exit(130);
    console.log('\nStopping … (once more: at once)');
    breakOff.abort();
  });
}

async function main() {
  const toStart = serviceNames.filter((name) => name !== 'dev-issuer' || !process.env.OIDC_ISSUER);
  const progress = createProgress({ total: 3 + 2 + toStart.length + (seed ? 2 : 0) });
  await progress.step('prerequisites', async () => {
    const problems = checkPrerequisites({ cacheDir: path.join(root, '.abri') });
    if (problems.length > 0) throw new Error(problems.join('\n'));
    // Before the first build this cannot be asked yet; startSystem asks again in any case.
    if (!existsSync(path.join(root, 'libs/local-stack/dist/stack.js'))) return;
    const { claimPorts } = await import('./ports.mjs');
    await claimPorts(undefined, toStart, process.env);
  });
  await progress.step('packages', ({ detail }) =>
    wanted['no-install'] ? 'left alone' : installPackages({ root, detail }),
  );
  breakOff.signal.throwIfAborted();
  await progress.step('build', () =>
    build({ root, folders: [...serviceNames, 'web'].map((name) => `services/${name}`) }),
  );
  breakOff.signal.throwIfAborted();
  const { startSystem } = await import('./system.mjs');
  const system = await startSystem({
    fresh: wanted.fresh,
    seed,
    ...(dataDir ? { dataDir, logDir: path.join(dataDir, 'logs') } : {}),
    progress,
    report: (line) => console.log(line),
    signal: breakOff.signal,
  });
  console.log(await welcome(system));
  const stopped = new Promise((resolve) => {
    if (breakOff.signal.aborted) resolve();
    breakOff.signal.addEventListener('abort', () => resolve());
  });
  const failure = await Promise.race([stopped, system.failed]);
  if (failure) console.error(`\n${failure.message}\nStopping everything.`);
  await system.stop();
  console.log('Everything has stopped.');
  process.exitCode = failure ? 1 : 0;
}

main().then(
  () => process.exit(),
  (error) => {
    const brokenOff = breakOff.signal.aborted;
    console.error(brokenOff ? 'Stopped before everything was up.' : `\n${error.message}`);
    process.exit(brokenOff ? 0 : 1);
  },
);
