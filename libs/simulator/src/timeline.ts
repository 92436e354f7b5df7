/** Simulated time, and what is to happen in it: one thing after another, those of the same instant in order of asking. */
export interface Timeline {
  nowMs(): number;
  /** Calls `run` once after so many ms; gives the way to call it off. */
  after(delayMs: number, run: () => unknown): () => void;
  /** Resolves after so many ms. */
  pause(delayMs: number): Promise<void>;
  /** All clocks go forward at once, as after a suspended machine: what fell due meanwhile comes once, now. */
  jump(ms: number): void;
  /** Lets the next thing happen; false when there is none before `untilMs`. */
  next(untilMs: number): boolean;
}

type Entry = { at: number; order: number; run: (() => unknown) | null };
const comesFirst = (one: Entry, other: Entry) => one.at < other.at || (one.at === other.at && one.order < other.order);

/** Begins at this instant, ms since 1970. */
export function createTimeline(startMs: number): Timeline {
  const heap: Entry[] = [];
  let now = startMs;
  let order = 0;

  const push = (entry: Entry) => {
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (!above || comesFirst(above, entry)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = entry;
  };
  const pop = (): Entry | undefined => {
    const [first] = heap;
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
      if (!left) break;
      const smaller = right && comesFirst(right, left) ? 2 * at + 2 : 2 * at + 1;
      const below = heap[smaller];
      if (!below || comesFirst(last, below)) break;
      heap[at] = below;
      at = smaller;
    }
    heap[at] = last;
    return first;
  };
  const after = (delayMs: number, run: () => unknown) => {
    const entry: Entry = { at: now + Math.max(0, delayMs), order: order++, run };
    push(entry);
    return () => {
      entry.run = null;
    };
  };
  return {
    nowMs: () => now,
    after,
    pause: (delayMs) => new Promise((done) => void after(delayMs, done)),
    jump(ms) {
      now += ms;
    },
    next(untilMs) {
      for (;;) {
        const [first] = heap;
        if (!first || first.at > untilMs) return false;
        pop();
        if (!first.run) continue;
        now = Math.max(now, first.at);
        first.run();
        return true;
      }
    },
  };
}

/** A timer as code knows it that keeps a process alive or not. */
const timerOf = (callOff: () => void) => ({ callOff, ref: () => undefined, unref: () => undefined });
type Timer = ReturnType<typeof timerOf>;

/** Runs `work` with the global timers put on a timeline: the services' own sweeps and looks then happen in simulated time. */
export async function onTimeline<T>(timeline: Timeline, work: () => Promise<T>): Promise<T> {
  const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis;
  const callOff = (timer?: Timer) => timer?.callOff();
  const every = (run: () => unknown, ms: number) => {
    let end = () => {};
    const again = () => {
      end = timeline.after(ms, () => {
        again();
        run();
      });
    };
    again();
    return timerOf(() => end());
  };
  Object.assign(globalThis, {
    setTimeout: (run: () => unknown, ms = 0) => timerOf(timeline.after(ms, run)),
    setInterval: every,
    clearTimeout: callOff,
    clearInterval: callOff,
  });
  try {
    return await work();
  } finally {
    Object.assign(globalThis, { setTimeout, setInterval, clearTimeout, clearInterval });
  }
}
