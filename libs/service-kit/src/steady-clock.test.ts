import fc from 'fast-check';
import { believedAfterMs, type ClockStep, createSteadyClock, takenAtOnceMs } from './steady-clock.js';

const hourMs = 3_600_000;
const start = Date.parse('2026-03-02T08:00:00.000Z');
/** A machine: time passes, and its clock can be set. */
function machine() {
  let runningMs = 17;
  let aheadMs = 0;
  const steps: ClockStep[] = [];
  const clock = createSteadyClock({
    wallMs: () => start + runningMs + aheadMs,
    runningMs: () => runningMs,
    onStep: (step) => steps.push(step),
  });
  return {
    clock,
    steps,
    pass: (ms: number) => void (runningMs += ms),
    set: (ms: number) => void (aheadMs = ms),
    /** By how much the clock is ahead of true time. */
    ahead: () => clock.nowMs() - start - runningMs,
  };
}

it('is the system’s time where nobody sets it', () => {
  const { clock, pass, ahead, steps } = machine();
  for (let times = 0; times < 10; times++) {
    expect([ahead(), clock.heldMs()]).toEqual([0, 0]);
    pass(hourMs);
  }
  expect(steps).toEqual([]);
});

it.each([hourMs, -hourMs, 40_000])(
  'goes on as it was while the system’s clock is %i ms ahead, and when it is back',
  (by) => {
    const { clock, pass, set, ahead, steps } = machine();
    set(by);
    for (let times = 0; times < 4; times++) {
      expect([ahead(), clock.heldMs()]).toEqual([0, by]);
      pass(believedAfterMs / 5);
    }
    set(0);
    expect([ahead(), clock.heldMs()]).toEqual([0, 0]);
    expect(steps).toEqual([
      { aheadMs: by, now: 'held' },
      { aheadMs: 0, now: 'over' },
    ]);
  },
);

it('believes a clock that has stood where it was set', () => {
  const { pass, set, ahead, steps } = machine();
  set(hourMs);
  expect(ahead()).toBe(0);
  pass(believedAfterMs - 1);
  expect(ahead()).toBe(0);
  pass(1);
  expect(ahead()).toBe(hourMs);
  pass(hourMs);
  expect(ahead()).toBe(hourMs);
  expect(steps.map(({ now }) => now)).toEqual(['held', 'believed']);
});

it('does not believe a clock that is set again and again', () => {
  const { pass, set, ahead } = machine();
  for (let hours = 1; hours < 8; hours++) {
    set(hours * hourMs);
    expect(ahead()).toBe(0);
    pass(believedAfterMs - 1);
    expect(ahead()).toBe(0);
  }
});

it('takes a small step at once', () => {
  const { set, ahead, steps } = machine();
  for (const by of [1_000, takenAtOnceMs - 1, 500, -takenAtOnceMs / 2]) {
    set(by);
    expect(ahead()).toBe(by);
  }
  expect(steps).toEqual([]);
});

it('never goes by more than half a minute between two looks but by a time that has stood for five minutes', () => {
  const move = fc.record({
    pass: fc.integer({ min: 0, max: 200_000 }),
    set: fc.option(fc.integer({ min: -2, max: 2 })),
  });
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      const { pass, set, ahead } = machine();
      let before = ahead();
      let [at, stoodMs] = [0, 0];
      for (const { pass: ms, set: to } of moves) {
        pass(ms);
        stoodMs += ms;
        if (to !== null && to * hourMs !== at) {
          at = to * hourMs;
          set(at);
          stoodMs = 0;
        }
        const now = ahead();
        if (now !== before) expect([now, stoodMs >= believedAfterMs]).toEqual([at, true]);
        before = now;
      }
    }),
  );
});
