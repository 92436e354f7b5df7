// Takes each guard of an invariant out in turn and expects its test to fail: a test that stays green holds nothing.
// `node scripts/mutants.mjs [part of a file's name or an invariant's words]`
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const wanted = process.argv[2] ?? '';
const mutants = JSON.parse(readFileSync(path.join(root, 'scripts/mutants/mutants.json'), 'utf8')).filter(
  ({ file, invariant }) => `${file} ${invariant}`.includes(wanted),
);

/** Runs tests with one guard taken out (null: none) and gives jest's own result. */
function run(tests, mutant) {
  const jest = path.join(root, 'node_modules/jest/bin/jest.js');
  const args = [jest, '-c', 'scripts/mutants/jest.config.cjs', '--rootDir', '.', '--json', '--silent', '--runInBand'];
  const env = { ...process.env, ABRI_MUTANT: JSON.stringify(mutant) };
  const options = { cwd: root, env, maxBuffer: 1 << 28, timeout: 180_000 };
  return new Promise((resolve) => {
    execFile(process.execPath, [...args, '--runTestsByPath', ...tests], options, (_error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout));
      } catch {
        resolve({ broken: stderr.trim().split('\n').slice(-3).join(' ') || 'jest gave no result' });
      }
    });
  });
}

/** Why a mutant counts as missed, or null when a test has failed because of it. */
function missed({ broken, numFailedTests, numRuntimeErrorTestSuites, testResults }) {
  if (broken) return broken;
  if (numRuntimeErrorTestSuites > 0) return testResults[0]?.message.trim().split('\n').slice(0, 3).join(' ');
  return numFailedTests > 0 ? null : 'its test stays green';
}

// The same tests must pass as they stand, or a failure below would prove nothing.
const whole = await run([...new Set(mutants.map(({ test }) => test))], null);
if (!whole.success) {
  console.log('The tests do not pass even with every guard in place:', whole.broken ?? '');
  for (const { name, message } of whole.testResults?.filter(({ status }) => status === 'failed') ?? [])
    console.log(`${path.relative(root, name)}\n${message}`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

let next = 0;
let failed = 0;
const worker = async () => {
  for (let index = next++; index < mutants.length; index = next++) {
    const mutant = mutants[index];
    const why = missed(await run([mutant.test], mutant));
    if (why) failed += 1;
    const verdict = why ? `MISSED (${why})` : 'noticed';
    console.log(
      `${index + 1}/${mutants.length} without the guard of "${mutant.invariant}" (${mutant.file}): ${verdict}`,
    );
  }
};
await Promise.all([worker(), worker()]);
console.log(`${mutants.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
