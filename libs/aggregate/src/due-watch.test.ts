import { createDueWatch, type Timers } from './due-watch.js';

/** A clock and timers that a test turns by hand. */
function handTurned() {
  let nowMs = Date.parse('2026-01-01T00:00:00.000Z');
  let waiting: { atMs: number; wake: () => unknown }[] = [];
  const timers: Timers = {
    after(delayMs, wake) {
      if (delayMs > 2 ** 31 - 1) throw new Error('no timer of node holds so long');
      const timer = { atMs: nowMs + delayMs, wake };
      waiting.push(timer);
      return () => void (waiting = waiting.filter((other) => other !== timer));
    },
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    timers,
    clock: { now: () => new Date(nowMs) },
    inMs: (ms: number) => new Date(nowMs + ms).toISOString(),
    async pass(ms: number) {
      const end = nowMs + ms;
      for (;;) {
        await settle();
        const next = waiting.filter(({ atMs }) => atMs <= end).sort((a, b) => a.atMs - b.atMs)[0];
        if (!next) break;
        waiting = waiting.filter((other) => other !== next);
        nowMs = Math.max(nowMs, next.atMs);
        next.wake();
      }
      nowMs = end;
    },
  };
}

function watching(store: Map<string, string> = new Map()) {
  const time = handTurned();
  const handled: string[] = [];
  const watch = createDueWatch({
    clock: time.clock,
    timers: time.timers,
    sweepEveryMs: 2_000,
    due: async (now) => [...store].flatMap(([id, at]) => (at <= now ? [id] : [])),
    handle: async (id, now) => {
      store.delete(id);
      handled.push(`${id} ${now}`);
    },
    failed: (error) => {
      throw error;
    },
  });
  return { ...time, store, handled, watch };
}

it('handles what it was told of at its very instant', async () => {
  const o = watching();
  await o.watch.start();
  const at = o.inMs(700);
  o.watch.watch('a', at);
  await o.pass(699);
  expect(o.handled).toEqual([]);
  await o.pass(1);
  expect(o.handled).toEqual([`a ${at}`]);
  await o.watch.stop();
});

it('finds by sweeping what lies a year ahead, without a timer that long', async () => {
  const year = 365 * 86_400_000;
  const o = watching();
  const at = o.inMs(7_200_000);
  await o.watch.start();
  o.watch.watch('far', o.inMs(year));
  o.store.set('soon', at);
  await o.pass(7_202_000);
  expect(o.handled.map((line) => line.split(' ')[0])).toEqual(['soon']);
  await o.watch.stop();
});

it('does not handle what is called off', async () => {
  const o = watching();
  await o.watch.start();
  o.watch.watch('a', o.inMs(700));
  o.watch.watch('a', null);
  await o.pass(1_000);
  expect(o.handled).toEqual([]);
  await o.watch.stop();
});
