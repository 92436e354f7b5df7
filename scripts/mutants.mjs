// Takes each guard of an invariant out in turn and expects its test to fail: a test that stays green holds nothing.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const mutants = JSON.parse(readFileSync(path.join(root, 'scripts/mutants/mutants.json'), 'utf8'));
const wanted = process.argv[2] ?? '';

function run(test, mutant) {
  const args = ['jest', '-c', 'scripts/mutants/jest.config.cjs', '--rootDir', '.', '--json', '--silent', '--runInBand'];
  const { stdout, stderr } = spawnSync('npx', [...args, '--runTestsByPath', ...test], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 120_000,
    env: { ...process.env, ABRI_MUTANT: JSON.stringify(mutant) },
  });
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`jest gave no result: ${stderr.slice(-2_000)}`);
  }
}

const chosen = mutants.filter(({ file, invariant }) => `${file} ${invariant}`.includes(wanted));
// The same tests must pass as they stand, or a failure below would prove nothing.
const whole = run([...new Set(chosen.map(({ test }) => test))], null);
if (!whole.success) {
  console.log('The tests do not pass even with every guard in place.\n0 passed, 1 failed');
  process.exit(1);
}
let failed = 0;
for (const [index, mutant] of chosen.entries()) {
  const { numFailedTests, numRuntimeErrorTestSuites, testResults } = run([mutant.test], mutant);
  const died = numFailedTests > 0 && numRuntimeErrorTestSuites === 0;
  if (!died) failed += 1;
  const why = numRuntimeErrorTestSuites > 0 ? ` (${testResults[0]?.message.split('\n').slice(0, 3).join(' ')})` : '';
  console.log(
    `${died ? 'noticed ' : 'MISSED  '} ${index + 1}/${chosen.length} without the guard of: ${mutant.invariant}${why}`,
  );
}
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
