// Takes each guard of an invariant out in turn and expects its test to fail: a test that stays green holds nothing.
// `node scripts/mutants.mjs [--after-unit] [part of a file's name or an invariant's words]`; `--after-unit` says that the
// same tests have just passed as they stand, so that they need not run once more.
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values, positionals } = parseArgs({
  options: { 'after-unit': { type: 'boolean', default: false } },
  allowPositionals: true,
});
const wanted = positionals[0] ?? '';
const mutants = JSON.parse(readFileSync(path.join(root, 'scripts/mutants/mutants.json'), 'utf8')).filter(
  ({ file, invariant }) => `${file} ${invariant}`.includes(wanted),
);

if (mutants.length === 0) {
  console.log(`No guard is of a file or an invariant with "${wanted}" in it.`);
  process.exit(2);
}

const exactly = (title) => title.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
/** Runs that one process takes on: what jest loads for each of them stays in its memory. */
const runsOfAProcess = 20;

/** Runs of jest in one process after the other, each run on its own; ended, it answers that the run is broken. */
function createRunner() {
  let child;
  let runs = 0;
  const stop = () => {
    child?.kill('SIGKILL');
    child = undefined;
  };
  process.on('exit', stop);
  return {
    stop,
    async run({ withinMs, ...job }) {
      if (runs++ % runsOfAProcess === 0) stop();
      child ??= fork(path.join(root, 'scripts/mutants/worker.cjs'), {
        cwd: root,
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      const asked = child;
      let errors = '';
      const keep = (part) => (errors = (errors + part).slice(-4_000));
      asked.stderr.on('data', keep);
      const late = setTimeout(() => asked.kill('SIGKILL'), withinMs);
      const result = await new Promise((resolve) => {
        const ended = (code, signal) => {
          if (child === asked) child = undefined;
          resolve({ broken: `jest ended with ${signal ?? code} and no result\n${errors.trim()}` });
        };
        asked.once('close', ended);
        asked.once('message', (message) => {
          asked.off('close', ended);
          resolve(message);
        });
        asked.send({ root, ...job });
      });
      clearTimeout(late);
      asked.stderr.off('data', keep);
      if (result.broken || result.leftOpen.length > 0) stop();
      return result;
    },
  };
}

/** Why a mutant counts as missed, or null when a test has failed because of it. */
function missed({ broken, passed, failed, notLoaded, messages }) {
  if (broken) return broken;
  if (notLoaded > 0) return messages[0]?.split('\n').slice(0, 3).join(' ');
  if (failed > 0) return null;
  return passed > 0 ? 'its test stays green' : 'no test has the title under "by"';
}

// The same tests must pass as they stand, or a failure below would prove nothing.
if (!values['after-unit']) {
  const runner = createRunner();
  const tests = [...new Set(mutants.map(({ test }) => test))];
  const whole = await runner.run({ tests, mutant: null, workers: 2, withinMs: 600_000 });
  runner.stop();
  if (whole.broken || whole.failed + whole.notLoaded > 0) {
    console.log('The tests do not pass even with every guard in place:', whole.broken ?? '');
    for (const message of whole.messages ?? []) console.log(message);
    console.log('0 passed, 1 failed');
    process.exit(1);
  }
}

let next = 0;
let failures = 0;
const worker = async () => {
  const runner = createRunner();
  for (let index = next++; index < mutants.length; index = next++) {
    const mutant = mutants[index];
    const start = performance.now();
    const job = { tests: [mutant.test], mutant, title: exactly(mutant.by), workers: 1, withinMs: 180_000 };
    const result = await runner.run(job);
    const why = missed(result);
    if (why) failures += 1;
    const verdict = why
      ? `MISSED (${why})`
      : `noticed after ${((performance.now() - start) / 1_000).toFixed(1)} s by "${result.by}"`;
    console.log(
      `${index + 1}/${mutants.length} without the guard of "${mutant.invariant}" (${mutant.file}): ${verdict}`,
    );
  }
  runner.stop();
};
await Promise.all([worker(), worker()]);
console.log(`${mutants.length - failures} passed, ${failures} failed`);
process.exitCode = failures === 0 ? 0 : 1;
