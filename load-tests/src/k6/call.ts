import http from 'k6/http';
import { Counter, Trend } from 'k6/metrics';
import { outcomeNames, type Summary } from './task.js';

const headers = {
  'content-type': 'application/json',
  ...(JSON.parse(__ENV.HEADERS ?? '{}') as Record<string, string>),
};
const placementMs = new Trend('placement_ms', true);
const sinceStartMs = new Trend('since_start_ms', true);
const failed = new Counter('placements_failed');
const outcomes = Object.fromEntries(outcomeNames.map((name) => [name, new Counter(`outcome_${name}`)]));

/** Asks for one placement and counts the answer: 201 with a known state is an answer, all else has failed. */
export function askForPlace(url: string, body: string, key: string, startedAt?: number): void {
  const answer = http.post(url, body, { headers: { ...headers, 'idempotency-key': key }, timeout: '30s' });
  const text = typeof answer.body === 'string' ? answer.body : '';
  const outcome = outcomes[/"status":\{"state":"(\w+)"/.exec(text)?.[1] ?? ''];
  if (startedAt !== undefined) sinceStartMs.add(Date.now() - startedAt);
  if (answer.status !== 201 || !outcome) {
    failed.add(1);
    if (__ENV.SHOW_FAILURES) console.error(`${answer.status} ${answer.error} ${text.slice(0, 300)}`);
    return;
  }
  placementMs.add(answer.timings.duration);
  outcome.add(1);
}

interface K6Data {
  state: { testRunDurationMs: number };
  metrics: Record<string, { values: Record<string, number> } | undefined>;
}
/** k6's own end-of-run data as a `Summary` in the file that the runner named. */
export function summaryFile(data: K6Data): Record<string, string> {
  const count = (name: string) => data.metrics[name]?.values.count ?? 0;
  const trend = data.metrics.placement_ms?.values;
  const summary: Summary = {
    ranMs: data.state.testRunDurationMs,
    answered: outcomeNames.reduce((sum, name) => sum + count(`outcome_${name}`), 0),
    failed: count('placements_failed'),
    dropped: count('dropped_iterations'),
    outcomes: Object.fromEntries(
      outcomeNames.map((name) => [name, count(`outcome_${name}`)] as const).filter(([, found]) => found > 0),
    ),
    ms: trend && (trend.max ?? 0) > 0 ? (trend as Summary['ms']) : null,
    lastAnswerMs: data.metrics.since_start_ms?.values.max ?? null,
  };
  return { [__ENV.SUMMARY ?? 'summary.json']: JSON.stringify(summary) };
}
/** The percentiles that `Summary` holds. */
export const trendStats = ['min', 'med', 'p(99)', 'p(99.9)', 'max'];
