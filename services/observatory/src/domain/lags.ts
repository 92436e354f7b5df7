import type { Board } from '@abri/contracts/board-api';
import { count, emptyLastHour, forget, type LastHour, percentiles } from './last-hour.js';

/** Whose events a board is made from. */
export type Writer = keyof Board['eventLagBy'];
/** How long events took from their commit to the board, in the last hour: all of them, and by who wrote them. */
export type Lags = Record<Writer | 'all', LastHour>;
export const noLags = (): Lags => ({ all: emptyLastHour(), capacity: emptyLastHour(), matching: emptyLastHour() });

/** Counts an event that took `tookMs` to be on the board at `nowMs`. */
export function countLag(lags: Lags, writer: Writer, tookMs: number, nowMs: number): void {
  count(lags.all, nowMs, tookMs, nowMs);
  count(lags[writer], nowMs, tookMs, nowMs);
}

/** Forgets what no later question can ask for. */
export function forgetLags(lags: Lags, nowMs: number): void {
  for (const lastHour of Object.values(lags)) forget(lastHour, nowMs);
}

/** The lags of the hour before `nowMs`, as the board shows them. */
export const lagsAt = (lags: Lags, nowMs: number): Pick<Board, 'eventLag' | 'eventLagBy'> => ({
  eventLag: percentiles(lags.all, nowMs),
  eventLagBy: { capacity: percentiles(lags.capacity, nowMs), matching: percentiles(lags.matching, nowMs) },
});
