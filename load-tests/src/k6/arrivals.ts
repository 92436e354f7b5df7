import exec from 'k6/execution';
import type { Options } from 'k6/options';
import { askForPlace, summaryFile, trendStats } from './call.js';
import { bodyOf } from './bodies.js';
import { onlyLoopback } from './loopback.js';
import { type ArrivalsTask, bounds } from './task.js';

const task = JSON.parse(open(__ENV.TASK ?? '')) as ArrivalsTask;
const url = onlyLoopback(task.url);
const rate = Math.min(task.rate, bounds.rate);

/** Open loop: calls arrive at their rate whether or not earlier ones were answered; what cannot start is "dropped". */
export const options: Options = {
  scenarios: {
    arrivals: {
      executor: 'constant-arrival-rate',
      rate,
      timeUnit: '1s',
      duration: `${Math.min(task.seconds, bounds.seconds)}s`,
      // Callers are made before the first arrival: making them meanwhile would take the processor from what is measured.
      preAllocatedVUs: rate,
      maxVUs: rate * 4,
      gracefulStop: '30s',
    },
  },
  summaryTrendStats: trendStats,
};

export default function arrive(): void {
  const call = exec.scenario.iterationInTest;
  askForPlace(url, bodyOf(call), `${task.stage}-${call}`);
}

export const handleSummary = summaryFile;
