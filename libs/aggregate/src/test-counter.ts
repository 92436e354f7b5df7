import { setImmediate } from 'node:timers/promises';
import type { Bus, OutgoingMessage } from '@abri/bus/port';
import type { AnyEvent } from '@abri/contracts/envelope';
import type { AggregateType } from './aggregate.js';
import type { AggregateStore } from './store.js';
import { createRepository } from './wiring.js';

/** The smallest aggregate that can show a fault: which commands were done, and in which order. */
export type Counter = { done: readonly string[] };
export type Count = { add: string; now?: string } | { refuse: true };
export const counter: AggregateType<Counter, { type: 'Counted'; data: { name: string } }, Count> = {
  name: 'counter',
  initial: { done: [] },
  decide: (command) =>
    'add' in command ? [{ type: 'Counted', data: { name: command.add } }] : { refused: 'full', detail: { most: 3 } },
  evolve: (state, fact) => ({ done: [...state.done, fact.data.name] }),
  publicState: (state) => state,
};
export const counterTopics = { events: 'counter.events', state: 'counter.state' };

/** A bus that only keeps what was published, and fails when it is told to. */
export function recordingBus() {
  const messages: { topic: string; message: OutgoingMessage }[] = [];
  const bus = {
    fails: () => false,
    messages,
    events: () =>
      messages.flatMap(({ topic, message }) =>
        topic === counterTopics.events ? [message.value as AnyEvent & { data: { name: string } }] : [],
      ),
    states: () =>
      messages.flatMap(({ topic, message }) =>
        topic === counterTopics.state ? [message.value as { aggregateId: string; seq: number; data: Counter }] : [],
      ),
    async publish(topic: string, outgoing: readonly OutgoingMessage[]) {
      await Promise.resolve();
      if (bus.fails()) throw new Error('the broker is away');
      for (const message of outgoing) messages.push({ topic, message: structuredClone(message) });
    },
  };
  return bus;
}

/** A repository and its relay over a store and a bus: one process's life. */
export function counterProcess(
  store: AggregateStore<Counter>,
  bus: Pick<Bus, 'publish'>,
  name = 'p',
  elapsed?: () => number,
) {
  let last = 0;
  return createRepository({
    type: counter,
    store,
    bus: { ...bus, publish: bus.publish } as Bus,
    topics: counterTopics,
    clock: { now: () => new Date('2026-01-05T20:00:00.000Z') },
    ids: { next: () => `${name}-${(last += 1)}` },
    sweepEveryMs: 5,
    relayName: name,
    ...(elapsed ? { elapsed } : {}),
    pause: () => setImmediate(),
  });
}
