import { until } from '@abri/local-stack/until';
import { memoryStore } from './memory-store.js';
import type { AggregateStore } from './store.js';
import { type Counter, counterProcess, recordingBus } from './test-counter.js';

const soon = { withinMs: 5_000, everyMs: 2 };
const seqs = (bus: ReturnType<typeof recordingBus>, id: string) =>
  bus.events().flatMap(({ aggregateId, seq }) => (aggregateId === id ? [seq] : []));
/** A store that does what it is asked, and then says that it failed. */
const deceiving = (store: AggregateStore<Counter>, lies: () => boolean): AggregateStore<Counter> => ({
  ...store,
  async save(expected, next) {
    const saved = await store.save(expected, next);
    if (lies()) throw new Error('no answer');
    return saved;
  },
});

describe('the relay', () => {
  it('publishes each event once and in order, then the state after it', async () => {
    const bus = recordingBus();
    const { repository, relay } = counterProcess(memoryStore(), bus);
    for (let number = 0; number < 30; number++) await repository.execute('a', { add: `${number}` });
    await relay.drained();
    expect(seqs(bus, 'a')).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(bus.states().at(-1)).toMatchObject({ aggregateId: 'a', seq: 30 });
    const places = bus.messages.map(({ topic, message }) => ({ topic, seq: (message.value as { seq: number }).seq }));
    for (const [index, { topic, seq }] of places.entries()) {
      if (topic !== 'counter.state') continue;
      expect(places.slice(0, index).some((before) => before.topic === 'counter.events' && before.seq === seq)).toBe(
        true,
      );
    }
  });

  it('keeps the order through failures of the broker, and tries until it is done', async () => {
    const bus = recordingBus();
    let failures = 0;
    bus.fails = () => failures++ % 3 === 0;
    const { repository, relay } = counterProcess(memoryStore(), bus);
    for (let number = 0; number < 5; number++) await repository.execute('a', { add: `${number}` });
    await relay.drained();
    const firsts = [...new Set(seqs(bus, 'a'))];
    expect(firsts).toEqual([1, 2, 3, 4, 5]);
  });

  it('empties the outbox once it is published', async () => {
    const store = memoryStore<Counter>();
    const { repository, relay } = counterProcess(store, recordingBus());
    await relay.start();
    await repository.execute('a', { add: 'x' });
    await until(
      'the outbox is empty',
      async () => ((await store.load('a'))?.outbox.length === 0 ? true : undefined),
      soon,
    );
    expect(await store.unpublished(10)).toEqual([]);
    await relay.stop();
  });

  it('tries to empty the outbox again when the store was away', async () => {
    const store = memoryStore<Counter>();
    const trim = jest.spyOn(store, 'trim').mockRejectedValueOnce(new Error('away'));
    const { repository, relay } = counterProcess(store, recordingBus());
    await relay.start();
    await repository.execute('a', { add: 'x' });
    await until(
      'the outbox is empty',
      async () => ((await store.load('a'))?.outbox.length === 0 ? true : undefined),
      soon,
    );
    expect(trim.mock.calls.length).toBeGreaterThan(1);
    await relay.stop();
  });

  it('starts although the store does not answer, and publishes what was left when it does', async () => {
    const store = memoryStore<Counter>();
    const dead = recordingBus();
    dead.fails = () => true;
    const first = counterProcess(store, dead);
    await first.repository.execute('a', { add: 'x' });
    jest.spyOn(store, 'unpublished').mockRejectedValueOnce(new Error('away'));
    const bus = recordingBus();
    const second = counterProcess(store, bus);
    await second.relay.start();
    await until('it is published', async () => (seqs(bus, 'a').length === 1 ? true : undefined), soon);
    await Promise.all([first.relay.stop(), second.relay.stop()]);
  });

  it('publishes what a crash left between the commit and the broker', async () => {
    const store = memoryStore<Counter>();
    const dead = recordingBus();
    dead.fails = () => true;
    const first = counterProcess(store, dead);
    await first.repository.execute('a', { add: 'x' });
    await first.repository.execute('b', { add: 'y' });
    await first.relay.stop();
    const bus = recordingBus();
    const second = counterProcess(store, bus, 'q');
    await second.relay.start();
    await second.relay.drained();
    expect([...seqs(bus, 'a'), ...seqs(bus, 'b')]).toEqual([1, 1]);
    await second.relay.stop();
  });

  it('publishes what a crash left also when a new command comes before the sweep', async () => {
    const store = memoryStore<Counter>();
    const dead = recordingBus();
    dead.fails = () => true;
    const first = counterProcess(store, dead);
    await first.repository.execute('a', { add: 'x' });
    await first.relay.stop();
    const bus = recordingBus();
    const second = counterProcess(store, bus, 'q');
    await second.repository.execute('a', { add: 'y' });
    await second.relay.drained();
    expect(seqs(bus, 'a')).toEqual([1, 2]);
  });

  it('publishes what was written although the store gave no answer', async () => {
    let lies = true;
    const bus = recordingBus();
    const { repository, relay } = counterProcess(
      deceiving(memoryStore(), () => lies),
      bus,
    );
    await expect(repository.execute('a', { add: 'x' })).rejects.toThrow('no answer');
    lies = false;
    await repository.execute('a', { add: 'y' });
    await relay.drained();
    expect(seqs(bus, 'a')).toEqual([1, 2]);
  });

  it('never lets an older state follow a newer one, however sweeps and commits fall together', async () => {
    const store = memoryStore<Counter>();
    const bus = recordingBus();
    const { repository, relay } = counterProcess(store, bus);
    await relay.start();
    for (let number = 0; number < 200; number++) {
      await repository.execute('a', { add: `${number}` });
      if (number % 20 === 0)
        await until('a sweep', async () => ((await store.load('a'))?.outbox.length === 0 ? true : undefined), soon);
    }
    await relay.drained();
    await relay.stop();
    const states = bus.states().map(({ seq }) => seq);
    expect(states).toEqual([...states].sort((one, other) => one - other));
    expect(seqs(bus, 'a')).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  });
});
