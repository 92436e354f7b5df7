import fc from 'fast-check';
import { memoryStore } from './memory-store.js';
import type { AggregateStore } from './store.js';
import { type Counter, counterProcess, recordingBus } from './test-counter.js';

type Fault = 'none' | 'before' | 'after';
const fault = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Fault>('none') },
  { weight: 1, arbitrary: fc.constant<Fault>('before') },
  { weight: 1, arbitrary: fc.constant<Fault>('after') },
);
const attempt = fc.record({ aggregate: fc.constantFrom('a', 'b'), process: fc.constantFrom(0, 1) });
/** What happens at once, and which process dies after it. */
const wave = fc.record({
  attempts: fc.array(attempt, { minLength: 1, maxLength: 6 }),
  dies: fc.option(fc.constantFrom(0, 1), { nil: undefined, freq: 4 }),
  /** Whose messages reach the broker only at the end of the next wave. */
  slow: fc.option(fc.constantFrom(0, 1), { nil: undefined, freq: 2 }),
  /** Who sweeps meanwhile, and how many seconds go by. */
  sweeps: fc.array(fc.constantFrom(0, 1), { maxLength: 4 }),
  seconds: fc.constantFrom(0, 2, 20),
});
const stories = fc.record({
  waves: fc.array(wave, { minLength: 1, maxLength: 8 }),
  storeFaults: fc.infiniteStream(fault),
  busFaults: fc.infiniteStream(fc.boolean()),
});

/** Fails before or after it has done what it was asked. A dead process reaches nothing. */
function faulty(store: AggregateStore<Counter>, next: () => Fault, alive: () => boolean): AggregateStore<Counter> {
  const through = async <T>(what: () => Promise<T>): Promise<T> => {
    const now = alive() ? next() : 'before';
    if (now === 'before') throw new Error('the store is away');
    const answer = await what();
    if (now === 'after') throw new Error('the store gave no answer');
    return answer;
  };
  return {
    load: (id) => through(() => store.load(id)),
    save: (expected, stored) => through(() => store.save(expected, stored)),
    trim: (latest, by) => through(() => store.trim(latest, by)),
    unpublished: (limit) => through(() => store.unpublished(limit)),
    due: (now, limit) => through(() => store.due(now, limit)),
    list: (cursor, limit) => through(() => store.list(cursor, limit)),
  };
}

async function live({ waves, storeFaults, busFaults }: typeof stories extends fc.Arbitrary<infer T> ? T : never) {
  const store = memoryStore<Counter>();
  const bus = recordingBus();
  let elapsed = 0;
  const begin = (name: string) => {
    let alive = true;
    let slow = Promise.resolve();
    const holding: (() => void)[] = [];
    const publish: typeof bus.publish = async (topic, messages) => {
      await slow;
      if (!alive || busFaults.next().value) throw new Error('the broker is away');
      await bus.publish(topic, messages);
      if (busFaults.next().value) throw new Error('the broker gave no answer');
    };
    const running = counterProcess(
      faulty(
        store,
        () => storeFaults.next().value ?? 'none',
        () => alive,
      ),
      { publish },
      name,
      () => elapsed,
    );
    return {
      ...running,
      /** Holds back what is published from now on; gives what lets it go. */
      hold() {
        let letGo = () => {};
        slow = new Promise((resolve) => (letGo = resolve));
        holding.push(letGo);
        return async () => {
          letGo();
          for (let turn = 0; turn < 20; turn++) await Promise.resolve();
        };
      },
      async die() {
        alive = false;
        for (const letGo of holding) letGo();
        await running.relay.stop().catch(() => undefined);
      },
    };
  };
  const processes = [begin('p0'), begin('q0')];
  const acknowledged = { a: [] as string[], b: [] as string[] };
  let asked = 0;
  let letGo: (() => Promise<void>) | undefined;
  for (const [number, { attempts, dies, slow, sweeps, seconds }] of waves.entries()) {
    const letGoNext = slow === undefined ? undefined : processes[slow]?.hold();
    const callers = attempts.map(async ({ aggregate, process }) => {
      const name = `command-${(asked += 1)}`;
      for (let again = 0; again < 8; again++) {
        const { repository } = processes[(process + again) % 2] ?? begin('never');
        const result = await repository
          .execute(aggregate, { add: name }, { idempotencyKey: name })
          .catch(() => undefined);
        if (!result) continue;
        expect(result.ok).toBe(true);
        acknowledged[aggregate as 'a' | 'b'].push(name);
        return;
      }
    });
    const sweeping = sweeps.map((process) => processes[process]?.relay.sweep().catch(() => undefined));
    await Promise.all([...callers, ...sweeping]);
    elapsed += seconds * 1_000;
    await letGo?.();
    letGo = letGoNext;
    if (dies === undefined) continue;
    await processes[dies]?.die();
    processes[dies] = begin(`${dies === 0 ? 'p' : 'q'}${number + 1}`);
  }
  await letGo?.();
  for (const running of processes) await running.die();
  const last = counterProcess(store, bus, 'last', () => elapsed);
  await last.relay.start();
  for (let round = 0; round < 4; round++) {
    await last.relay.drained();
    elapsed += 20_000;
    await last.relay.sweep();
  }
  await last.relay.stop();
  return { store, bus, acknowledged };
}

it('never loses an acknowledged command and never does one twice, whatever fails, and tells it all in order', async () => {
  await fc.assert(
    fc.asyncProperty(stories, async (story) => {
      const { store, bus, acknowledged } = await live(story);
      for (const id of ['a', 'b'] as const) {
        const stored = await store.load(id);
        const done = stored?.state.done ?? [];
        expect(new Set(done).size).toBe(done.length);
        expect(done).toEqual(expect.arrayContaining(acknowledged[id]));
        expect(stored?.outbox ?? []).toEqual([]);

        const told = bus.events().filter(({ aggregateId }) => aggregateId === id);
        const firsts = told.filter((event, index) => told.findIndex(({ seq }) => seq === event.seq) === index);
        expect(firsts.map(({ data }) => data.name)).toEqual(done);
        expect(firsts.map(({ seq }) => seq)).toEqual(done.map((_, index) => index + 1));
        for (const event of told) expect(event).toEqual(firsts[event.seq - 1]);
        if (stored)
          expect(
            bus
              .states()
              .filter(({ aggregateId }) => aggregateId === id)
              .at(-1)?.seq,
          ).toBe(stored.seq);
      }
    }),
    { numRuns: 300 },
  );
}, 60_000);
