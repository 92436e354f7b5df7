// `npm test`: the checks of the code, then every suite, on a real broker and database and a real browser.
// Ends with "N passed, N failed"; fails if any failed or none ran; leaves no process behind.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromiumMissing, findChromium } from './chromium.mjs';
import { endCommands } from './command.mjs';
import { build, installPackages } from './install.mjs';
import { createProgress } from './progress.mjs';
import { summarize } from './results.mjs';

const { checkPrerequisites } = createRequire(import.meta.url)('../libs/local-stack/plain/prerequisites.cjs');
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const usage = `npm test [-- options]

  --no-browser  leave the browser tests out
  --no-install  leave node_modules as it is
  --help        this text

A browser: CHROMIUM_PATH. Which database: ABRI_MONGO=mongod | memory-server | secantus | java.`;

function readArguments() {
  try {
    const flag = { type: 'boolean', default: false };
    return parseArgs({ options: { 'no-browser': flag, 'no-install': flag, help: flag } }).values;
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
const browser = wanted['no-browser'] ? undefined : findChromium(process.env);

/** What is started on the way and must be stopped, the last first. */
const toStop = [];
const stopAll = async () => {
  endCommands();
  for (const stop of toStop.splice(0).reverse()) await stop();
};
let asked = false;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => {
    if (asked) process.exit(130);
    asked = true;
    console.log('\nStopping …');
    void stopAll().then(() => process.exit(130));
  });
}

async function main() {
  const progress = createProgress({ total: wanted['no-browser'] ? 12 : 13 });
  await progress.step('prerequisites', async () => {
    const problems = checkPrerequisites({ cacheDir: path.join(root, '.abri') });
    if (!wanted['no-browser'] && !browser) problems.push(chromiumMissing(process.env));
    if (problems.length > 0) throw new Error(problems.join('\n'));
  });
  await progress.step('packages', ({ detail }) =>
    wanted['no-install'] ? 'left alone' : installPackages({ root, detail }),
  );
  await progress.step('build', () => build({ root }));
  const { runSuites } = await import('./suites.mjs');
  const { text, success } = summarize(await runSuites({ root, progress, browser, toStop }));
  await stopAll();
  console.log(`\n${text}`);
  process.exitCode = success ? 0 : 1;
}

main().then(
  () => process.exit(),
  async (error) => {
    await stopAll();
    console.error(`\n${error.message}\n\n0 passed, 1 failed`);
    process.exit(1);
  },
);
