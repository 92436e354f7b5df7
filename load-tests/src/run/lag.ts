import { setTimeout as pause } from 'node:timers/promises';
import { onlyLoopback } from '../k6/loopback.js';
import { between, bucketsOf, type Buckets, countOf, quantile } from './histogram.js';
import type { Lag } from './results.js';

/** The histogram (seconds) in which each service records how long after its commit an event was applied. */
const lagHistograms: Readonly<Record<string, string>> = {
  matching: 'abri_read_model_lag_seconds',
  observatory: 'observatory_event_lag_seconds',
};
const quietMs = 500;
const longestWaitMs = 60_000;

async function read(name: string, url: string): Promise<Buckets> {
  const page = await (await fetch(onlyLoopback(`${url}/metrics`))).text();
  const buckets = bucketsOf(page, lagHistograms[name] ?? '');
  if (buckets.size === 0) throw new Error(`The metrics of ${name} do not show how late events are applied.`);
  return buckets;
}
const readAll = async (services: Record<string, string>) =>
  new Map(
    await Promise.all(Object.entries(services).map(async ([name, url]) => [name, await read(name, url)] as const)),
  );

/** Resolves when no read model of these services (name to address) has applied anything for half a second. */
export async function settled(services: Record<string, string>): Promise<void> {
  if (Object.keys(services).length === 0) return;
  const applied = async () => [...(await readAll(services)).values()].map(countOf).join();
  const end = performance.now() + longestWaitMs;
  for (let before = await applied(); performance.now() < end;) {
    await pause(quietMs);
    const now = await applied();
    if (now === before) return;
    before = now;
  }
  throw new Error(`The read models had not caught up ${longestWaitMs / 1_000} s after the last answer.`);
}

/** Starts to watch the read models of services; the end waits for them, and says how late what came meanwhile was applied, in ms. */
export async function watchLag(services: Record<string, string>): Promise<() => Promise<Record<string, Lag>>> {
  const before = await readAll(services);
  return async () => {
    await settled(services);
    const after = await readAll(services);
    return Object.fromEntries(
      [...after].map(([name, buckets]) => {
        const counted = between(before.get(name) ?? new Map(), buckets);
        const ms = (q: number) => {
          const seconds = quantile(counted, q);
          return seconds === null ? null : seconds * 1_000;
        };
        return [name, { p50: ms(0.5), p99: ms(0.99) }];
      }),
    );
  };
}
