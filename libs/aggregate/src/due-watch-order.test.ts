import fc from 'fast-check';
import { createDueWatch } from './due-watch.js';

/** A clock that is turned by hand, and timers that ring on it. */
function handClock() {
  let now = 0;
  const alarms = new Map<number, { at: number; wake: () => void }>();
  let last = 0;
  return {
    clock: { now: () => new Date(now) },
    timers: {
      after(delayMs: number, wake: () => void) {
        const id = (last += 1);
        alarms.set(id, { at: now + delayMs, wake });
        return () => void alarms.delete(id);
      },
    },
    alarms,
    async turnTo(end: number) {
      for (;;) {
        const [next] = [...alarms].filter(([, { at }]) => at <= end).sort(([, one], [, other]) => one.at - other.at);
        if (!next) break;
        const [id, { at, wake }] = next;
        alarms.delete(id);
        now = Math.max(now, at);
        wake();
        for (let turn = 0; turn < 10; turn++) await Promise.resolve();
      }
      now = end;
    },
  };
}
const instant = (ms: number) => new Date(ms).toISOString();

function setUp(o: { due?: (now: string) => Promise<string[]>; fails?: () => boolean } = {}) {
  const hand = handClock();
  const handled: { id: string; at: number }[] = [];
  const failed: unknown[] = [];
  const watcher = createDueWatch({
    ...hand,
    due: o.due ?? (async () => []),
    async handle(id, now) {
      if (o.fails?.()) throw new Error('the store is away');
      handled.push({ id, at: Date.parse(now) });
    },
    failed: (error) => failed.push(error),
    sweepEveryMs: 1_000,
  });
  return { ...hand, watcher, handled, failed };
}

it('wakes at the very instant, the earliest first, whatever the order in which it was told', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 20 }), async (instants) => {
      const { watcher, turnTo, handled } = setUp();
      instants.forEach((at, index) => watcher.watch(`s${index}`, instant(at)));
      await turnTo(950);
      expect(handled.map(({ at }) => at)).toEqual([...instants].sort((one, other) => one - other));
    }),
  );
});

it('forgets what is not due any more, and follows what has moved', async () => {
  const { watcher, turnTo, handled } = setUp();
  watcher.watch('gone', instant(100));
  watcher.watch('moved', instant(200));
  watcher.watch('gone', null);
  watcher.watch('moved', instant(300));
  await turnTo(900);
  expect(handled).toEqual([{ id: 'moved', at: 300 }]);
});

it('finds by sweeping what nobody told it, at the start and later', async () => {
  let lost = ['from-before'];
  const { watcher, turnTo, handled } = setUp({ due: async () => lost.splice(0) });
  await watcher.start();
  lost = ['from-another-process'];
  await turnTo(2_500);
  expect(handled).toEqual([
    { id: 'from-before', at: 0 },
    { id: 'from-another-process', at: 1_000 },
  ]);
});

it('tries again at the next sweep when the store is away, and says so', async () => {
  let failures = 2;
  const { watcher, turnTo, handled, failed } = setUp({
    due: async (now) => (handledAlready() || now < instant(100) ? [] : ['s']),
    fails: () => failures-- > 0,
  });
  const handledAlready = () => handled.length > 0;
  await watcher.start();
  watcher.watch('s', instant(100));
  await turnTo(5_000);
  expect(failed).toHaveLength(2);
  expect(handled).toEqual([{ id: 's', at: 2_000 }]);
});

it('leaves no timer behind', async () => {
  const { watcher, alarms } = setUp();
  await watcher.start();
  watcher.watch('s', instant(100));
  await watcher.stop();
  expect(alarms.size).toBe(0);
});
