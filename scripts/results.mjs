/** How many tests of one suite passed, failed and were skipped. A suite that ran none counts as one failure. */
const counted = (passed, failed, skipped = 0) => {
  const none = passed + failed === 0;
  return { passed, failed: failed + (none ? 1 : 0), skipped, ...(none ? { note: 'no test ran' } : {}) };
};

/** Counts what `jest --json` wrote; a file that could not even be loaded is one failure. `undefined`: jest wrote nothing. */
export function countJest(result) {
  if (!result) return { passed: 0, failed: 1, skipped: 0, note: 'jest gave no result' };
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests } = result;
  return counted(numPassedTests, numFailedTests + numRuntimeErrorTestSuites, numPendingTests + numTodoTests);
}

/** Counts what `node --test --test-reporter=tap` printed. */
export function countTap(text) {
  const last = (name) => Number([...text.matchAll(new RegExp(`^# ${name} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
  return counted(last('pass'), last('fail') + last('cancelled'), last('skipped') + last('todo'));
}

/** Counts by the last line `N passed, N failed` of what was printed. */
export function countPlain(text) {
  const [, passed, failed] = [...text.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1) ?? [];
  return counted(Number(passed ?? 0), Number(failed ?? 0));
}

/** One line a suite, and the sum as the plain last line; `success` only when something ran and nothing failed. */
export function summarize(suites) {
  const sum = (what) => suites.reduce((total, { counts }) => total + counts[what], 0);
  const lines = suites.map(({ name, counts: { passed, failed, skipped, note }, ms }) => {
    const parts = [`${passed} passed`, `${failed} failed`, ...(skipped ? [`${skipped} skipped`] : [])];
    return `  ${name.padEnd(12)} ${parts.join(', ')}${note ? ` (${note})` : ''} in ${(ms / 1000).toFixed(0)} s`;
  });
  return {
    text: [...lines, `${sum('passed')} passed, ${sum('failed')} failed`].join('\n'),
    success: sum('failed') === 0 && sum('passed') > 0,
  };
}
