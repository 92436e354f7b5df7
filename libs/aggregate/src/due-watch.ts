/** Timers from outside, so that a test can turn the clock. */
export interface Timers {
  /** Calls `wake` once after `delayMs`; gives the way to call it off. What `wake` gives may be waited for. */
  after(delayMs: number, wake: () => unknown): () => void;
  /** How far ahead timers may be set, and how often the store is to be asked besides; ms. Left out: an hour, 2 s. */
  readonly aheadMs?: number;
  readonly sweepEveryMs?: number;
}
/** The timers of this process. They do not keep it alive. */
export const processTimers: Timers = {
  after(delayMs, wake) {
    const timer = setTimeout(wake, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Timers are set for what falls due within this time, unless they say otherwise. */
const hourMs = 3_600_000;

/** Says on time that something has fallen due in an aggregate. */
export interface DueWatch {
  /** Says when something in an aggregate falls due (ISO 8601), or that nothing does. */
  watch(id: string, dueAt: string | null): void;
  /** Handles what fell due while nobody was here, then keeps watch. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Wakes at the earliest instant it was told of. Every `sweepEveryMs` it also asks the store, for what another process
 * committed or an earlier one left behind. `handle` is tried again at the next sweep when it throws.
 */
export function createDueWatch(o: {
  clock: { now(): Date };
  timers: Timers;
  due(now: string, limit: number): Promise<string[]>;
  handle(id: string, now: string): Promise<void>;
  failed(error: unknown): void;
  sweepEveryMs?: number;
}): DueWatch {
  const dueAt = new Map<string, number>();
  const sweepEveryMs = o.sweepEveryMs ?? o.timers.sweepEveryMs ?? 2_000;
  const watchedAheadMs = o.timers.aheadMs ?? hourMs;
  let alarm: { at: number; callOff: () => void } | undefined;
  let callOffSweep = () => {};
  let sweeping: Promise<void> | undefined;
  let stopping = false;
  const running = new Set<Promise<void>>();

  const handle = (id: string): Promise<void> => {
    dueAt.delete(id);
    const done = o.handle(id, o.clock.now().toISOString()).catch(o.failed);
    running.add(done);
    return done.finally(() => running.delete(done));
  };
  const setAlarm = (at: number) => {
    if (stopping || (alarm && alarm.at <= at)) return;
    alarm?.callOff();
    alarm = { at, callOff: o.timers.after(Math.max(0, at - o.clock.now().getTime()), ring) };
  };
  const ring = () => {
    alarm = undefined;
    const now = o.clock.now().getTime();
    const handled: Promise<void>[] = [];
    for (const [id, at] of dueAt) {
      if (at <= now) handled.push(handle(id));
      else setAlarm(at);
    }
    return Promise.all(handled);
  };
  const sweep = async () => {
    try {
      const limit = 100;
      for (let found = limit; found === limit && !stopping;) {
        const ids = await o.due(o.clock.now().toISOString(), limit);
        await Promise.all(ids.map(handle));
        found = ids.length;
      }
    } catch (error) {
      o.failed(error);
    }
  };
  const sweepLater = () => {
    if (stopping) return;
    callOffSweep = o.timers.after(sweepEveryMs, () => {
      sweeping = sweep();
      return sweeping.then(sweepLater);
    });
  };

  return {
    watch(id, instant) {
      if (instant === null) {
        dueAt.delete(id);
        return;
      }
      const at = Date.parse(instant);
      // What is far off needs no timer (and no timer holds so long): a sweep finds it when its time comes.
      if (at - o.clock.now().getTime() > watchedAheadMs) {
        dueAt.delete(id);
        return;
      }
      dueAt.set(id, at);
      setAlarm(at);
    },
    async start() {
      await sweep();
      sweepLater();
    },
    async stop() {
      stopping = true;
      alarm?.callOff();
      callOffSweep();
      await sweeping;
      await Promise.all(running);
    },
  };
}
