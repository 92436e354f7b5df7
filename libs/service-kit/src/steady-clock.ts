/** Steps of the system's clock below this are taken as they are: rules of time bear them (`libs/simulator`). */
export const takenAtOnceMs = 30_000;
/** For how long a clock that was set must stay where it is before it is believed. */
export const believedAfterMs = 300_000;

/** A step of the system's clock: by how much it is ahead of what was believed (below 0: behind), in ms. */
export interface ClockStep {
  aheadMs: number;
  /** `held`: what was believed goes on. `believed`: the new time has stood long enough. `over`: the clock is back. */
  now: 'held' | 'believed' | 'over';
}

/**
 * The system's time, and for five minutes not what somebody or something has set it to. Takes `wallMs`, the system's clock
 * (ms since 1970), and `runningMs`, one that nothing can set (ms since any instant). Gives `nowMs()` and `heldMs()`, by how
 * much the system's clock is ahead of it at present.
 *
 * A clock an hour ahead, even for seconds, would end every hold that waits for its household, and nothing that is right again
 * afterwards would give the bed back. What waits five minutes too long instead harms nobody. `onStep` hears of each step.
 */
export function createSteadyClock(o: {
  wallMs: () => number;
  runningMs: () => number;
  onStep?: (step: ClockStep) => void;
}): { nowMs(): number; heldMs(): number } {
  /** What the system's clock shows when the running one shows 0. */
  let believed = o.wallMs() - o.runningMs();
  let set: { offset: number; sinceMs: number } | undefined;
  const held = () => {
    const running = o.runningMs();
    const offset = o.wallMs() - running;
    const aheadMs = offset - believed;
    const take = (now: ClockStep['now']) => {
      if (set) o.onStep?.({ aheadMs, now });
      set = undefined;
      believed = offset;
      return 0;
    };
    if (Math.abs(aheadMs) < takenAtOnceMs) return take('over');
    if (!set || Math.abs(offset - set.offset) >= takenAtOnceMs) {
      set = { offset, sinceMs: running };
      o.onStep?.({ aheadMs, now: 'held' });
    }
    return running - set.sinceMs >= believedAfterMs ? take('believed') : aheadMs;
  };
  return { nowMs: () => o.wallMs() - held(), heldMs: held };
}
