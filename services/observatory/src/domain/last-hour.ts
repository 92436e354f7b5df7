const slotMs = 10_000;
const hourMs = 3_600_000;
/** Kept a little longer than shown, because clocks of different machines are not quite the same. */
const keptMs = hourMs + 300_000;

/**
 * Durations of the last hour, counted in slots of ten seconds and rounded to within 1 %: however many come, the memory
 * is bounded, and the order in which they come does not matter.
 */
export type LastHour = Map<number, Map<number, number>>;
export const emptyLastHour = (): LastHour => new Map();

/** A duration rounded to seven significant bits (0.8 %): what stands for all that are near it. Milliseconds. */
export function rounded(ms: number): number {
  const whole = Math.max(0, Math.round(ms));
  const step = 2 ** Math.max(0, Math.floor(Math.log2(Math.max(whole, 1))) - 6);
  return Math.floor(whole / step) * step + Math.floor(step / 2);
}

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

/** Whether something so old is out of every hour that can still be asked for. */
export const isForgotten = (atMs: number, newestMs: number): boolean => atMs < newestMs - keptMs;

/** How many there were in the hour before `nowMs`, and their median and 99th percentile in milliseconds. */
export function percentiles(
  lastHour: LastHour,
  nowMs: number,
): { count: number; p50: number | null; p99: number | null } {
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
    for (const [bin, times] of sorted) if ((left -= times) <= 0) return bin;
    return null;
  };
  return { count: total, p50: total === 0 ? null : at(0.5), p99: total === 0 ? null : at(0.99) };
}
