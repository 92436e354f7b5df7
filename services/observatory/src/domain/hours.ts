const hourMs = 3_600_000;
const shownHours = 28 * 24;
/** Kept a little longer than shown, because clocks of different machines are not quite the same. */
const keptHours = shownHours + 2;

/** What the district's clocks show; its hours begin with those of UTC. */
const districtClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  weekday: 'short',
  hour: '2-digit',
  hourCycle: 'h23',
});
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Calls by the hour in which they came, each hour with its weekday (0 is Monday) and hour on the district's clock. */
export type CallHours = Map<number, { weekday: number; hour: number; calls: number }>;
export const noCallHours = (): CallHours => new Map();

/** The weekday (0 is Monday) and the hour that the district's clocks show. */
export function districtHour(ms: number): { weekday: number; hour: number } {
  const parts = districtClock.formatToParts(ms);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return { weekday: weekdays.indexOf(part('weekday')), hour: Number(part('hour')) };
}

/** Whether something so old is out of every span that can still be asked for. */
export const isCallForgotten = (atMs: number, newestMs: number): boolean =>
  Math.floor(atMs / hourMs) <= Math.floor(newestMs / hourMs) - keptHours;

/** Counts a call that came at `atMs`. One from before what is kept at `newestMs` is passed over. */
export function countCall(hours: CallHours, atMs: number, newestMs: number): void {
  if (isCallForgotten(atMs, newestMs)) return;
  const slot = Math.floor(atMs / hourMs);
  const counted = hours.get(slot) ?? { ...districtHour(slot * hourMs), calls: 0 };
  counted.calls += 1;
  hours.set(slot, counted);
}

/** Forgets what no later question can ask for. */
export function forgetHours(hours: CallHours, newestMs: number): void {
  for (const slot of hours.keys()) if (isCallForgotten(slot * hourMs, newestMs)) hours.delete(slot);
}

/** The calls of the 28 days that end with the hour under way at `nowMs`, as rows of 24 hours from Monday to Sunday. */
export function callsByHour(hours: CallHours, nowMs: number): number[][] {
  const rows = weekdays.map(() => Array.from({ length: 24 }, () => 0));
  for (const [slot, { weekday, hour, calls }] of hours) {
    const row = rows[weekday];
    if (row && slot > Math.floor(nowMs / hourMs) - shownHours) row[hour] = (row[hour] ?? 0) + calls;
  }
  return rows;
}
