import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const beginning = (text) => stripVTControlCharacters(text).trim().split('\n').slice(0, 25).join('\n');

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

/** What of `jest --json` did not pass, a text for each file: its name and the beginning of what jest says of it. */
export function failuresOfJest(result, root) {
  return (result?.testResults ?? [])
    .filter(({ status }) => status === 'failed')
    .map(({ name, message }) => `${path.relative(root, name)}\n${beginning(message)}`);
}
/** What of a TAP stream did not pass: each line `not ok` with what follows on it. */
export function failuresOfTap(text) {
  return text
    .split(/^(?=\s*(?:not )?ok \d)/m)
    .filter((part) => /^\s*not ok/.test(part))
    .map(beginning);
}
/** The lines of a plain run that say what failed: `MISSED`, `FAILED`, or where none does, the last ones. */
export function failuresOfPlain(text) {
  const lines = text.trim().split('\n');
  const said = lines.filter((line) => /MISSED|FAILED/.test(line));
  return [(said.length > 0 ? said : lines).slice(-25).join('\n')];
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

/**
 * What failed in each suite, one line a suite, and the sum as the plain last line: where only the end of what is printed
 * is kept, it still says what went wrong. `success` only when something ran and nothing failed.
 */
export function summarize(suites) {
  const sum = (what) => suites.reduce((total, { counts }) => total + counts[what], 0);
  const lines = suites.map(({ name, counts: { passed, failed, skipped, note }, ms }) => {
    const parts = [`${passed} passed`, `${failed} failed`, ...(skipped ? [`${skipped} skipped`] : [])];
    return `  ${name.padEnd(12)} ${parts.join(', ')}${note ? ` (${note})` : ''} in ${(ms / 1000).toFixed(0)} s`;
  });
  const failures = suites.flatMap(({ name, failures = [] }) => failures.map((text) => `FAILED in ${name}: ${text}\n`));
  return {
    text: [...failures, ...lines, `${sum('passed')} passed, ${sum('failed')} failed`].join('\n'),
    success: sum('failed') === 0 && sum('passed') > 0,
  };
}
