import { rounded } from './history/rounded.js';

import type { Percentiles } from '@abri/contracts/board-api';

const slotMs = 10_000;
const minuteMs = 60_000;
const hourMs = 3_600_000;
/** Kept a little longer than shown, because clocks of different machines are not quite the same. */
const keptMs = hourMs + 300_000;

/**
 * Durations of the last hour, counted in slots of ten seconds and rounded to within 1 %: however many come, the memory
 * is bounded, and the order in which they come does not matter.
 */
export type LastHour = Map<number, Map<number, number>>;
export const emptyLastHour = (): LastHour => new Map();

/** Counts a duration that was measured at `atMs`. One from before what is kept at `newestMs` is passed over. */
export function count(lastHour: LastHour, atMs: number, durationMs: number, newestMs: number): void {
  if (atMs < newestMs - keptMs) return;
  const slot = Math.floor(atMs / slotMs);
  const bins = lastHour.get(slot) ?? new Map<number, number>();
  lastHour.set(slot, bins);
  const bin = rounded(durationMs);
  bins.set(bin, (bins.get(bin) ?? 0) + 1);
}

/** Forgets what no later question can ask for. */
export function forget(lastHour: LastHour, newestMs: number): void {
  for (const slot of lastHour.keys()) if ((slot + 1) * slotMs <= newestMs - keptMs) lastHour.delete(slot);
}

/** How many there were in the hour before `nowMs`, and their median, 90th and 99th percentile in milliseconds. */
export function percentiles(lastHour: LastHour, nowMs: number): Percentiles {
  const first = Math.floor((nowMs - hourMs) / slotMs);
  const bins = new Map<number, number>();
  let total = 0;
  for (const [slot, counted] of lastHour) {
    if (slot <= first) continue;
    for (const [bin, times] of counted) {
      bins.set(bin, (bins.get(bin) ?? 0) + times);
      total += times;
    }
  }
  const sorted = [...bins].sort(([a], [b]) => a - b);
  const at = (share: number) => {
    let left = Math.ceil(share * total);
    if (left > 0) for (const [bin, times] of sorted) if ((left -= times) <= 0) return bin;
    return null;
  };
  return { count: total, p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}

/** How many there were in each of the 60 minutes that end with the one under way at `nowMs`, the oldest first. */
export function byMinute(lastHour: LastHour, nowMs: number): number[] {
  const first = Math.floor(nowMs / minuteMs) - 59;
  const minutes = Array.from({ length: 60 }, () => 0);
  for (const [slot, counted] of lastHour) {
    const minute = Math.floor((slot * slotMs) / minuteMs) - first;
    if (minutes[minute] === undefined) continue;
    for (const times of counted.values()) minutes[minute] += times;
  }
  return minutes;
}
