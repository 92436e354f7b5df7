import fc from 'fast-check';
import { createExpiry } from './expiry.js';

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
  const expired: { shelterId: string; at: number }[] = [];
  const failed: unknown[] = [];
  const expiry = createExpiry({
    ...hand,
    due: o.due ?? (async () => []),
    async expire(shelterId, now) {
      if (o.fails?.()) throw new Error('the store is away');
      expired.push({ shelterId, at: Date.parse(now) });
    },
    failed: (error) => failed.push(error),
    sweepEveryMs: 1_000,
  });
  return { ...hand, expiry, expired, failed };
}

it('wakes at the very instant, the earliest first, whatever the order in which it was told', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 20 }), async (instants) => {
      const { expiry, turnTo, expired } = setUp();
      instants.forEach((at, index) => expiry.watch(`s${index}`, instant(at)));
      await turnTo(950);
      expect(expired.map(({ at }) => at)).toEqual([...instants].sort((one, other) => one - other));
    }),
  );
});

it('forgets what is not due any more, and follows what has moved', async () => {
  const { expiry, turnTo, expired } = setUp();
  expiry.watch('gone', instant(100));
  expiry.watch('moved', instant(200));
  expiry.watch('gone', null);
  expiry.watch('moved', instant(300));
  await turnTo(900);
  expect(expired).toEqual([{ shelterId: 'moved', at: 300 }]);
});

it('finds by sweeping what nobody told it, at the start and later', async () => {
  let lost = ['from-before'];
  const { expiry, turnTo, expired } = setUp({ due: async () => lost.splice(0) });
  await expiry.start();
  lost = ['from-another-process'];
  await turnTo(2_500);
  expect(expired).toEqual([
    { shelterId: 'from-before', at: 0 },
    { shelterId: 'from-another-process', at: 1_000 },
  ]);
});

it('tries again at the next sweep when the store is away, and says so', async () => {
  let failures = 2;
  const { expiry, turnTo, expired, failed } = setUp({
    due: async (now) => (expiredAlready() || now < instant(100) ? [] : ['s']),
    fails: () => failures-- > 0,
  });
  const expiredAlready = () => expired.length > 0;
  await expiry.start();
  expiry.watch('s', instant(100));
  await turnTo(5_000);
  expect(failed).toHaveLength(2);
  expect(expired).toEqual([{ shelterId: 's', at: 2_000 }]);
});

it('leaves no timer behind', async () => {
  const { expiry, alarms } = setUp();
  await expiry.start();
  expiry.watch('s', instant(100));
  await expiry.stop();
  expect(alarms.size).toBe(0);
});
