import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const main = fileURLToPath(new URL('../../libs/simulator/dist/main.js', import.meta.url));
const simulated = async (...args) => (await promisify(execFile)(process.execPath, [main, ...args])).stdout.trim();
const withoutRate = (text) => text.replace(/, \d+\/s/, '');

test('a simulation runs the same schedules of the same seeds on any number of threads', async () => {
  const [one, two] = await Promise.all(
    ['1', '2'].map((threads) => simulated('--schedules', '15', '--threads', threads)),
  );
  assert.match(one, /^15 schedules from seed 1, \d+\/s, no invariant broken \(\d+ steps, /);
  assert.equal(withoutRate(two), withoutRate(one));
});
