// Takes each guard of an invariant out in turn and expects its test to fail: a test that stays green holds nothing.
// `node scripts/mutants.mjs [--after-unit] [part of a file's name or an invariant's words]`; `--after-unit` says that the
// same tests have just passed as they stand, so that they need not run once more.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
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
const results = mkdtempSync(path.join(os.tmpdir(), 'abri-mutants-'));
process.on('exit', () => rmSync(results, { recursive: true, force: true }));

const exactly = (title) => title.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');

/** Runs tests (of a `title` only those) with one guard taken out (null: none) and gives jest's own result. */
async function run(tests, mutant, { name, workers, withinMs, title }) {
  const jest = path.join(root, 'node_modules/jest/bin/jest.js');
  const outputFile = path.join(results, `${name}.json`);
  const args = [jest, '-c', 'scripts/mutants/jest.config.cjs', '--rootDir', '.', '--json', '--silent'];
  // jest keeps what it has loaded for each file; a worker starts anew before that grows large.
  const share = workers > 1 ? [`--maxWorkers=${workers}`, '--workerIdleMemoryLimit=400MB'] : ['--runInBand'];
  const only = title === undefined ? [] : [`--testNamePattern=${exactly(title)}`];
  const started = spawn(
    process.execPath,
    [...args, ...share, ...only, `--outputFile=${outputFile}`, '--runTestsByPath', ...tests],
    {
      cwd: root,
      env: { ...process.env, ABRI_MUTANT: JSON.stringify(mutant) },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: withinMs,
    },
  );
  let errors = '';
  started.stderr.on('data', (part) => {
    errors = (errors + part).slice(-4_000);
  });
  const [code, signal] = await new Promise((resolve) => {
    started.once('error', (error) => resolve([error.message, null]));
    started.once('close', (...end) => resolve(end));
  });
  try {
    return JSON.parse(readFileSync(outputFile, 'utf8'));
  } catch {
    return { broken: `jest ended with ${signal ?? code} and no result\n${errors.trim()}` };
  } finally {
    rmSync(outputFile, { force: true });
  }
}

/** Why a mutant counts as missed, or null when a test has failed because of it. */
function missed({ broken, numFailedTests, numPassedTests, numRuntimeErrorTestSuites, testResults }) {
  if (broken) return broken;
  if (numRuntimeErrorTestSuites > 0) return testResults[0]?.message.trim().split('\n').slice(0, 3).join(' ');
  if (numFailedTests > 0) return null;
  return numPassedTests > 0 ? 'its test stays green' : 'no test has the title under "by"';
}

// The same tests must pass as they stand, or a failure below would prove nothing.
if (!values['after-unit']) {
  const whole = await run([...new Set(mutants.map(({ test }) => test))], null, {
    name: 'whole',
    workers: 2,
    withinMs: 600_000,
  });
  if (!whole.success) {
    console.log('The tests do not pass even with every guard in place:', whole.broken ?? '');
    for (const { name, message } of whole.testResults?.filter(({ status }) => status === 'failed') ?? [])
      console.log(`${path.relative(root, name)}\n${message}`);
    console.log('0 passed, 1 failed');
    process.exit(1);
  }
}

let next = 0;
let failed = 0;
const worker = async () => {
  for (let index = next++; index < mutants.length; index = next++) {
    const mutant = mutants[index];
    const start = performance.now();
    const o = { name: String(index), workers: 1, withinMs: 180_000, title: mutant.by };
    const result = await run([mutant.test], mutant, o);
    const why = missed(result);
    if (why) failed += 1;
    const by = result.testResults?.[0]?.assertionResults.find(({ status }) => status === 'failed')?.title;
    const verdict = why
      ? `MISSED (${why})`
      : `noticed after ${((performance.now() - start) / 1_000).toFixed(1)} s by "${by}"`;
    console.log(
      `${index + 1}/${mutants.length} without the guard of "${mutant.invariant}" (${mutant.file}): ${verdict}`,
    );
  }
};
await Promise.all([worker(), worker()]);
console.log(`${mutants.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
