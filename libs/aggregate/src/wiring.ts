import type { Bus, BusLog } from '@abri/bus/port';
import { traceHeaders } from '@abri/bus/trace';
import type { AggregateType, Fact } from './aggregate.js';
import { createRelay, type Relay } from './relay.js';
import { createRepositoryOn, type Repository } from './repository.js';
import type { AggregateStore } from './store.js';

/** Puts a repository and its relay together. Start the relay before the first command and stop it after the last. */
export function createRepository<S, F extends Fact, C>(o: {
  type: AggregateType<S, F, C>;
  store: AggregateStore<S>;
  clock: { now(): Date };
  ids: { next(): string };
  topics: { events: string; state: string };
  bus: Bus;
  log?: BusLog;
  sweepEveryMs?: number;
  relayName?: string;
  elapsed?: () => number;
  pause?: (ms: number) => Promise<unknown>;
}): { repository: Repository<S, C>; relay: Relay<S> } {
  const { store, bus, topics, log, type } = o;
  const publicState = (state: S, id: string) => type.publicState(state, id);
  const relay = createRelay({
    store,
    bus,
    topics,
    log,
    publicState,
    clock: o.clock,
    name: o.relayName,
    ...(o.elapsed ? { elapsed: o.elapsed } : {}),
    ...(o.sweepEveryMs ? { sweepEveryMs: o.sweepEveryMs } : {}),
    ...(o.pause ? { pause: o.pause } : {}),
  });
  return { repository: createRepositoryOn({ ...o, relay, headers: traceHeaders }), relay };
}
