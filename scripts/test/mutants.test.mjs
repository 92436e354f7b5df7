import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const mutants = JSON.parse(readFileSync(path.join(root, 'scripts/mutants/mutants.json'), 'utf8'));

test('each guard that is to be taken out stands exactly once in its file, and its test is there, with a title', () => {
  const wrong = mutants.filter(({ file, guard, test: held, by }) => {
    const times = readFileSync(path.join(root, file), 'utf8').split(guard).length - 1;
    return times !== 1 || !existsSync(path.join(root, held)) || !by;
  });
  assert.deepEqual(
    wrong.map(({ file, invariant }) => `${file}: ${invariant}`),
    [],
  );
});
