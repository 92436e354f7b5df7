import { Instant } from '@abri/contracts/vocabulary';
import { z } from 'zod';
import { HttpProblem } from './errors.js';
import type { Http } from './http.js';
import type { Logger } from './log.js';
import { type ClockStep, createSteadyClock } from './steady-clock.js';

/** Timers on a clock's own time; the same shape as the timers of a due watch. */
export interface ClockTimers {
  /** Calls `wake` once after `delayMs` of this clock; gives the way to call it off. */
  after(delayMs: number, wake: () => unknown): () => void;
  /** How far ahead a due watch may set timers, and how often it should ask its store besides: ms. */
  readonly aheadMs: number;
  readonly sweepEveryMs: number;
}
/** The time that a service's decisions are dated by. In a replay, tokens, sessions, timeouts and rate limits keep the system's. */
export interface Clock {
  now(): Date;
  /** Timers that follow this clock; absent where the process's own do. */
  readonly timers?: ClockTimers;
  /** Adds the route by which this clock is set; absent where it cannot be. */
  routes?(http: Http): void;
}
/** A clock that stands still until it is set, and only ever goes forward. */
export interface ReplayClock extends Clock {
  readonly timers: ClockTimers;
  /**
   * Sets the clock. What falls due on the way is done first, each at its own instant and in order; resolves when all of
   * it is done. Throws a 400 problem when `to` lies before the present instant.
   */
  advance(to: Date): Promise<void>;
  routes(http: Http): void;
}

const told = new Set<(step: ClockStep) => void>();
const steady = createSteadyClock({
  wallMs: () => Date.now(),
  runningMs: () => performance.now(),
  onStep: (step) => told.forEach((tell) => tell(step)),
});
/** The system's time in milliseconds since 1970, steady where somebody sets it (`createSteadyClock`). */
export const systemNowMs = (): number => steady.nowMs();
/** By how many milliseconds the system's clock is ahead of that at present; below 0: behind. */
export const clockHeldMs = (): number => steady.heldMs();
export const systemClock: Clock = { now: () => new Date(systemNowMs()) };

const stepWords: Record<ClockStep['now'], string> = {
  held: 'the clock of this machine was set: for five minutes time goes on as it was',
  believed: 'the clock of this machine has stood where it was set for five minutes: it is believed now',
  over: 'the clock of this machine is back where it was',
};
/** Warns in `log` of each time that this machine's clock is set by more than half a minute. */
export function tellClockSteps(log: Pick<Logger, 'warn'>): void {
  told.add(({ aheadMs, now }) => log.warn({ aheadSeconds: Math.round(aheadMs / 1_000) }, stepWords[now]));
}

/**
 * The clock that the environment asks for: the system's, or with ABRI_CLOCK=replay one that stands at ABRI_CLOCK_FROM
 * (ISO 8601) and is set by `POST /replay/clock`. Throws in production, and when the instant is missing or wrong.
 */
export function clockOf(env: NodeJS.ProcessEnv, log: Pick<Logger, 'warn'>): Clock {
  const wanted = env.ABRI_CLOCK ?? 'system';
  if (wanted === 'system') {
    tellClockSteps(log);
    return systemClock;
  }
  if (wanted !== 'replay') throw new Error('ABRI_CLOCK is either system or replay.');
  if (env.NODE_ENV === 'production')
    throw new Error('ABRI_CLOCK=replay is never for production: time would stand still.');
  const from = Instant.safeParse(env.ABRI_CLOCK_FROM);
  if (!from.success)
    throw new Error('ABRI_CLOCK=replay needs ABRI_CLOCK_FROM, an instant such as 2011-12-31T23:00:00.000Z.');
  log.warn(
    { from: from.data },
    'REPLAY CLOCK: time stands still until POST /replay/clock sets it; never for real work',
  );
  return createReplayClock(new Date(from.data));
}

const yearMs = 366 * 86_400_000;
const hoursMs = 6 * 3_600_000;
const SetClock = z.strictObject({ now: Instant });

/** A replay clock that stands at `from`. */
export function createReplayClock(from: Date): ReplayClock {
  let nowMs = from.getTime();
  let waiting: { atMs: number; wake: () => unknown }[] = [];
  let last: Promise<unknown> = Promise.resolve();

  const advance = async (toMs: number) => {
    if (toMs < nowMs)
      throw new HttpProblem(400, 'not-valid', 'The request is not valid', {
        detail: 'This clock only goes forward, and stands at a later instant. Go on from there.',
        violations: [{ pointer: '/now', message: 'lies before the present instant of the clock' }],
      });
    for (;;) {
      const next = waiting.reduce<(typeof waiting)[number] | undefined>(
        (first, one) => (one.atMs <= toMs && (!first || one.atMs < first.atMs) ? one : first),
        undefined,
      );
      if (!next) break;
      waiting = waiting.filter((one) => one !== next);
      nowMs = Math.max(nowMs, next.atMs);
      await next.wake();
    }
    nowMs = toMs;
  };

  const clock: ReplayClock = {
    now: () => new Date(nowMs),
    timers: {
      // Time passes only when it is set, so nothing is ever missed between two sweeps but what an earlier process left.
      aheadMs: yearMs,
      sweepEveryMs: hoursMs,
      after(delayMs, wake) {
        const timer = { atMs: nowMs + delayMs, wake };
        waiting.push(timer);
        return () => void (waiting = waiting.filter((one) => one !== timer));
      },
    },
    advance(to) {
      const done = last.then(() => advance(to.getTime()));
      last = done.catch(() => undefined);
      return done;
    },
    routes(http) {
      http.route({
        method: 'post',
        path: '/replay/clock',
        summary: 'Set the replay clock; what falls due on the way is done before the answer',
        roles: ['operator'],
        body: SetClock,
        response: SetClock,
        async handler({ body }) {
          await clock.advance(new Date(body.now));
          return { now: clock.now().toISOString() };
        },
      });
    },
  };
  return clock;
}

/** Does something again and again, each time `everyMs` of a clock after it was done; gives the way to stop. */
export function every(timers: Pick<ClockTimers, 'after'>, everyMs: number, work: () => unknown): () => void {
  let callOff = () => {};
  const next = () => {
    callOff = timers.after(everyMs, async () => {
      try {
        await work();
      } finally {
        next();
      }
    });
  };
  next();
  return () => callOff();
}
