import { clockOf, createReplayClock, every } from './clock.js';

const log = { warn: () => undefined };
const start = '2012-01-01T00:00:00.000Z';
const at = (minutes: number) => new Date(Date.parse(start) + minutes * 60_000);

describe('clockOf', () => {
  it('gives the system’s time where nothing else is asked for', () => {
    const clock = clockOf({}, log);
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(1_000);
    expect([clock.timers, clock.routes]).toEqual([undefined, undefined]);
  });
  it('refuses to let time stand still in production', () => {
    const env = { ABRI_CLOCK: 'replay', ABRI_CLOCK_FROM: start, NODE_ENV: 'production' };
    expect(() => clockOf(env, log)).toThrow('never for production');
  });
  it('needs the instant to begin at, and knows no other kind', () => {
    expect(() => clockOf({ ABRI_CLOCK: 'replay' }, log)).toThrow('ABRI_CLOCK_FROM');
    expect(() => clockOf({ ABRI_CLOCK: 'replay', ABRI_CLOCK_FROM: 'yesterday' }, log)).toThrow('ABRI_CLOCK_FROM');
    expect(() => clockOf({ ABRI_CLOCK: 'fast' }, log)).toThrow('system or replay');
  });
  it('says loudly that it is a replay', () => {
    const warn = jest.fn();
    expect(clockOf({ ABRI_CLOCK: 'replay', ABRI_CLOCK_FROM: start }, { warn }).now()).toEqual(at(0));
    expect(warn).toHaveBeenCalledTimes(1);
  });
});

describe('a replay clock', () => {
  it('stands still until it is set', async () => {
    const clock = createReplayClock(at(0));
    expect(clock.now()).toEqual(at(0));
    await clock.advance(at(5));
    expect(clock.now()).toEqual(at(5));
  });
  it('never goes back', async () => {
    const clock = createReplayClock(at(5));
    await expect(clock.advance(at(4))).rejects.toMatchObject({ problem: { status: 400 } });
    expect(clock.now()).toEqual(at(5));
    await clock.advance(at(5));
  });
  it('wakes who is due on the way in order, each at its instant, also what a wake has asked for', async () => {
    const clock = createReplayClock(at(0));
    const woken: [string, Date][] = [];
    const note = (what: string) => woken.push([what, clock.now()]);
    clock.timers.after(20 * 60_000, () => note('second'));
    clock.timers.after(10 * 60_000, () => {
      note('first');
      clock.timers.after(5 * 60_000, () => note('asked for'));
    });
    clock.timers.after(40 * 60_000, () => note('too late'));
    await clock.advance(at(30));
    expect(woken).toEqual([
      ['first', at(10)],
      ['asked for', at(15)],
      ['second', at(20)],
    ]);
    expect(clock.now()).toEqual(at(30));
  });
  it('does not go on before what it woke is done', async () => {
    const clock = createReplayClock(at(0));
    let seen: Date | undefined;
    clock.timers.after(60_000, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      seen = clock.now();
    });
    await clock.advance(at(10));
    expect(seen).toEqual(at(1));
  });
  it('takes two settings one after the other', async () => {
    const clock = createReplayClock(at(0));
    const woken: Date[] = [];
    clock.timers.after(60_000, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      woken.push(clock.now());
    });
    await Promise.all([clock.advance(at(2)), clock.advance(at(3))]);
    expect([woken, clock.now()]).toEqual([[at(1)], at(3)]);
  });
  it('lets go of what was called off', async () => {
    const clock = createReplayClock(at(0));
    const callOff = clock.timers.after(60_000, () => {
      throw new Error('was called off');
    });
    callOff();
    await clock.advance(at(2));
  });
});

it('does something again and again on a clock until it is stopped', async () => {
  const clock = createReplayClock(at(0));
  const done: Date[] = [];
  const stop = every(clock.timers, 10 * 60_000, () => void done.push(clock.now()));
  await clock.advance(at(35));
  stop();
  await clock.advance(at(60));
  expect(done).toEqual([at(10), at(20), at(30)]);
});
