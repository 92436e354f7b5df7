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

  it.each([
    ['with the date of its last event', '2026-01-04T08:00:00.000Z'],
    ['with some date, where an older version kept none', null],
  ])('tells a whole state, %s, although another replica has emptied the outbox meanwhile', async (_, at) => {
    const store = memoryStore<Counter>();
    const kept = { id: 'a', version: 1, seq: 1, state: { done: ['x'] }, outbox: [], handled: [], dueAt: null, at };
    await store.save(0, kept);
    const bus = recordingBus();
    // It was asked for before, and is loaded only now.
    const { relay } = counterProcess({ ...store, unpublished: async () => ['a'] }, bus);
    await relay.sweep();
    await relay.drained();
    const date = at ?? '2026-01-05T20:00:00.000Z';
    expect(bus.states()).toEqual([{ aggregateId: 'a', seq: 1, at: date, data: { done: ['x'] } }]);
  });

  it('looks again after it has published what another left: if that came too late, it tells the latest state', async () => {
    const store = memoryStore<Counter>();
    const bus = recordingBus();
    bus.fails = () => true;
    const first = counterProcess(store, bus);
    await first.repository.execute('a', { add: 'x' });
    let open = () => {};
    const gate = new Promise<void>((opens) => (open = opens));
    const slow = { publish: (...message: Parameters<typeof bus.publish>) => gate.then(() => bus.publish(...message)) };
    const second = counterProcess(store, slow, 'q');
    await second.relay.start();
    // Meanwhile the other one was not dead at all: it goes on, publishes, and empties its outbox.
    bus.fails = () => false;
    await first.relay.drained();
    await first.repository.execute('a', { add: 'y' });
    await first.relay.drained();
    await first.relay.sweep();
    expect((await store.load('a'))?.outbox).toEqual([]);
    open();
    await second.relay.drained();
    expect(bus.states().map(({ seq }) => seq)).toContain(1);
    expect(bus.states().at(-1)).toMatchObject({ seq: 2, data: { done: ['x', 'y'] } });
    await Promise.all([first.relay.stop(), second.relay.stop()]);
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

  describe('with another replica', () => {
    /** A slow and a quick process: the slow one's first state reaches the broker when it is let go. */
    const twoReplicas = () => {
      const store = memoryStore<Counter>();
      const bus = recordingBus();
      let elapsed = 0;
      let letGo = () => {};
      const held = new Promise<void>((resolve) => (letGo = resolve));
      const publish: typeof bus.publish = async (topic, messages) => {
        await held;
        await bus.publish(topic, messages);
      };
      const slow = counterProcess(store, { publish }, 'slow', () => elapsed);
      const quick = counterProcess(store, bus, 'quick', () => elapsed);
      return { store, bus, slow, quick, letGo: () => letGo(), later: (ms: number) => void (elapsed += ms) };
    };
    const lastState = (bus: ReturnType<typeof recordingBus>) => bus.states().at(-1)?.seq;

    it('looks again where it wrote down a refusal, and so published only what another had recorded', async () => {
      const { bus, slow, quick, letGo } = twoReplicas();
      await quick.repository.execute('a', { add: 'x' });
      await quick.relay.drained();
      await slow.repository.execute('a', { refuse: true }, { idempotencyKey: 'k' });
      await quick.repository.execute('a', { add: 'y' });
      await quick.relay.drained();
      await quick.relay.sweep();
      letGo();
      await slow.relay.drained();
      expect(lastState(bus)).toBe(2);
    });

    it('looks again where it was so slow that it was taken for dead, and nothing in the outbox says that it is not', async () => {
      const { store, bus, slow, quick, letGo, later } = twoReplicas();
      await slow.repository.execute('a', { add: 'x' });
      await quick.repository.execute('a', { add: 'y' });
      for (let round = 0; round < 4; round++) {
        await quick.relay.drained();
        later(20_000);
        await quick.relay.sweep();
      }
      expect((await store.load('a'))?.outbox).toEqual([]);
      letGo();
      await slow.relay.drained();
      expect(lastState(bus)).toBe(2);
    });

    it('follows an older state that arrived late by the latest', async () => {
      const { store, bus, slow, quick, letGo } = twoReplicas();
      await slow.repository.execute('a', { add: 'x' });
      await quick.repository.execute('a', { add: 'y' });
      await quick.relay.drained();
      await quick.relay.sweep();
      letGo();
      await slow.relay.drained();
      expect(lastState(bus)).toBe(1);
      for (let round = 0; round < 3; round++) {
        await slow.relay.sweep();
        await slow.relay.drained();
      }
      expect(lastState(bus)).toBe(2);
      expect((await store.load('a'))?.outbox).toEqual([]);
    });

    it('does so also when the late one died after it', async () => {
      const { store, bus, slow, quick, letGo, later } = twoReplicas();
      await slow.repository.execute('a', { add: 'x' });
      await quick.repository.execute('a', { add: 'y' });
      for (let round = 0; round < 4; round++) {
        await quick.relay.sweep();
        await quick.relay.drained();
      }
      letGo();
      await slow.relay.drained();
      for (let round = 0; round < 6; round++) {
        await quick.relay.sweep();
        await quick.relay.drained();
        later(5_000);
      }
      expect(lastState(bus)).toBe(2);
      expect((await store.load('a'))?.outbox).toEqual([]);
    });

    it('leaves what the other has just recorded to it, and takes it over when nothing comes', async () => {
      const { store, bus, slow, quick, later } = twoReplicas();
      await slow.repository.execute('a', { add: 'x' });
      await quick.relay.sweep();
      await quick.relay.drained();
      expect(bus.events()).toEqual([]);
      for (let round = 0; round < 6; round++) {
        await quick.relay.sweep();
        await quick.relay.drained();
        later(5_000);
      }
      expect(seqs(bus, 'a')).toEqual([1]);
      expect((await store.load('a'))?.outbox).toEqual([]);
    });
  });
});
