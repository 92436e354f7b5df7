import type { Board } from '@abri/contracts/board-api';
import { boardAt, emptyProjection, type Projection } from './domain/board.js';
import { countLag, forgetLags, noLags, type Writer } from './domain/lags.js';

/** The projection with a clock: who asks gets the board as it is now. */
export interface LiveBoard {
  /** Applies a change by one service's event, of which the time is known; from `measure` on, it also counts how long the event took. */
  apply(writer: Writer, atMs: number, change: (projection: Projection) => boolean): void;
  /** Until this is called, events are a replay of the past: their age says nothing of the way here. */
  measure(): void;
  now(): Board;
}

/** Takes a clock in ms, what to call after each change, and where a lag in ms is told besides. */
export function createLiveBoard(o: {
  now: () => number;
  changed: () => void;
  tellLag: (ms: number) => void;
}): LiveBoard {
  const projection = emptyProjection();
  const lags = noLags();
  let measuring = false;
  let forgottenMs = 0;
  return {
    apply(writer, atMs, change) {
      if (!change(projection)) return;
      if (measuring) {
        const now = o.now();
        countLag(lags, writer, now - atMs, now);
        o.tellLag(Math.max(0, now - atMs));
        if (now - forgottenMs > 60_000) {
          forgetLags(lags, now);
          forgottenMs = now;
        }
      }
      o.changed();
    },
    measure: () => void (measuring = true),
    now: () => boardAt(projection, lags, new Date(o.now()).toISOString(), o.now()),
  };
}
