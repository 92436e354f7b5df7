import { sleep } from 'k6';
import exec from 'k6/execution';
import type { Options } from 'k6/options';
import { askForPlace, summaryFile, trendStats } from './call.js';
import { onlyLoopback } from './loopback.js';
import { bounds, type RushTask } from './task.js';

const task = JSON.parse(open(__ENV.TASK ?? '')) as RushTask;
const url = onlyLoopback(task.url);
const body = JSON.stringify(task.body);
const untilAllAreReadyMs = 1_500;

/** Everybody calls in the same instant, once. */
export const options: Options = {
  scenarios: {
    rush: {
      executor: 'per-vu-iterations',
      vus: Math.min(task.callers, bounds.callers),
      iterations: 1,
      maxDuration: '60s',
    },
  },
  summaryTrendStats: trendStats,
};

export function setup(): { startAt: number } {
  return { startAt: Date.now() + untilAllAreReadyMs };
}

export default function call({ startAt }: { startAt: number }): void {
  sleep(Math.max(0, startAt - Date.now()) / 1_000);
  askForPlace(url, body, `${task.stage}-${exec.vu.idInTest}`, startAt);
}

export const handleSummary = summaryFile;
