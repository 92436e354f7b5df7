import exec from 'k6/execution';
import type { Options } from 'k6/options';
import { askForPlace, summaryFile, trendStats } from './call.js';
import { bodyOf } from './bodies.js';
import { onlyLoopback } from './loopback.js';
import { bounds, type ClosedTask } from './task.js';

const task = JSON.parse(open(__ENV.TASK ?? '')) as ClosedTask;
const url = onlyLoopback(task.url);

/** Closed loop: each caller asks again as soon as it was answered. How many are answered a second is what the system can do. */
export const options: Options = {
  scenarios: {
    closed: {
      executor: 'constant-vus',
      vus: Math.min(task.callers, bounds.callers),
      duration: `${Math.min(task.seconds, bounds.seconds)}s`,
      gracefulStop: '30s',
    },
  },
  summaryTrendStats: trendStats,
};

export default function call(): void {
  const number = exec.scenario.iterationInTest;
  askForPlace(url, bodyOf(number), `${task.stage}-${number}`);
}

export const handleSummary = summaryFile;
