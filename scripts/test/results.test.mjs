import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countJest,
  countPlain,
  countTap,
  failuresOfJest,
  failuresOfPlain,
  failuresOfTap,
  summarize,
} from '../results.mjs';

const jest = (numbers) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  ...numbers,
});

test('a test file that jest could not load is a failure', () => {
  assert.deepEqual(countJest(jest({ numPassedTests: 4, numRuntimeErrorTestSuites: 1, numPendingTests: 2 })), {
    passed: 4,
    failed: 1,
    skipped: 2,
  });
});

test('a suite that ran nothing, or of which nothing is known, has failed', () => {
  assert.equal(countJest(jest({})).failed, 1);
  assert.equal(countJest(undefined).failed, 1);
  assert.equal(countTap('').failed, 1);
});

test('the last summary of a TAP stream counts, and a cancelled test is a failure', () => {
  const text = '# Subtest: a\n# pass 9\n1..1\n# tests 5\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 0\n# todo 0\n';
  assert.deepEqual(countTap(text), { passed: 3, failed: 2, skipped: 0 });
});

test('the last line is the plain sum, and success needs a passed test and no failed one', () => {
  const suite = (passed, failed) => ({ name: 'unit', counts: { passed, failed, skipped: 0 }, ms: 1_000 });
  assert.equal(
    summarize([suite(2, 0), suite(3, 1)])
      .text.split('\n')
      .at(-1),
    '5 passed, 1 failed',
  );
  assert.equal(summarize([suite(2, 0), suite(3, 1)]).success, false);
  assert.equal(summarize([suite(5, 0)]).success, true);
  assert.equal(summarize([]).success, false);
});

test('the plain last line counts, and a run that was cut off is a failure', () => {
  assert.deepEqual(countPlain('1/2: noticed\n1 passed, 1 failed\n'), { passed: 1, failed: 1, skipped: 0 });
  assert.equal(countPlain('1/2: noticed\n').failed, 1);
});

test('what failed is said again before the last lines, from each kind of run', () => {
  const testResults = [
    { name: '/repo/libs/a.test.ts', status: 'failed', message: '\u001b[31m● a › b\u001b[39m\n\n  expected 1' },
    { name: '/repo/libs/b.test.ts', status: 'passed', message: '' },
  ];
  assert.deepEqual(failuresOfJest({ testResults }, '/repo'), ['libs/a.test.ts\n● a › b\n\n  expected 1']);
  assert.deepEqual(failuresOfJest(undefined, '/repo'), []);
  const tap = 'ok 1 - fine\nnot ok 2 - a restore\n  error: lost\nok 3 - fine too\n1..3\n';
  assert.deepEqual(failuresOfTap(tap), ['not ok 2 - a restore\n  error: lost']);
  assert.deepEqual(failuresOfPlain('1/2 a: noticed\n2/2 b: MISSED (its test stays green)\n1 passed, 1 failed\n'), [
    '2/2 b: MISSED (its test stays green)',
  ]);
  assert.deepEqual(failuresOfPlain('one\nkilled\n'), ['one\nkilled']);
  const counts = { passed: 1, failed: 1, skipped: 0 };
  const { text } = summarize([{ name: 'guards', counts, failures: ['2/2 b: MISSED'], ms: 1_000 }]);
  assert.match(text, /^FAILED in guards: 2\/2 b: MISSED\n\n {2}guards .*\n1 passed, 1 failed$/);
});
