import { onlyLoopback } from '../k6/loopback.js';
import { between, bucketsOf, type Buckets, quantile } from './histogram.js';
import type { Lag } from './results.js';

/** The histogram (seconds) in which a service records how long after its commit an event was applied. */
const lagHistogram = 'abri_read_model_lag_seconds';

async function read(url: string): Promise<Buckets> {
  return bucketsOf(await (await fetch(onlyLoopback(`${url}/metrics`))).text(), lagHistogram);
}

/** Starts to watch the read models of services, given by name and address; the end says what was applied meanwhile, in ms. */
export async function watchLag(services: Record<string, string>): Promise<() => Promise<Record<string, Lag>>> {
  const entries = Object.entries(services);
  const before = new Map(await Promise.all(entries.map(async ([name, url]) => [name, await read(url)] as const)));
  return async () => {
    const lags = entries.map(async ([name, url]) => {
      const counted = between(before.get(name) ?? new Map(), await read(url));
      const ms = (q: number) => {
        const seconds = quantile(counted, q);
        return seconds === null ? null : seconds * 1_000;
      };
      return [name, { p50: ms(0.5), p99: ms(0.99) }] as const;
    });
    return Object.fromEntries(await Promise.all(lags));
  };
}
