let offsetMs = 0;

/** Learns how far this machine's clock is from the server's, from an answer's `Date` header (to the second). */
export function noteServerDate(date: string | null, now = Date.now()): void {
  const server = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(server)) return;
  // The header has whole seconds: a difference below two seconds is no evidence of a wrong clock.
  const difference = server + 500 - now;
  offsetMs = Math.abs(difference) < 2_000 ? 0 : difference;
}

/** Milliseconds since the epoch by the server's clock: hold timers count by it, whatever this machine believes. */
export const serverNow = (): number => Date.now() + offsetMs;
