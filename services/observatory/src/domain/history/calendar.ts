/** An instant by the district's clock (Europe/Paris). `weekday`: `1` is Monday; `hour`: `00` to `23`. */
export interface Moment {
  year: number;
  month: string;
  day: string;
  weekday: string;
  hour: string;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  hourCycle: 'h23',
});
const rememberedHours = 200_000;
// Asking the calendar costs microseconds, and the district's clock is ahead by whole hours: each hour is asked once.
const remembered = new Map<number, Moment>();
const aheadByDay = new Map<number, number>();

/** The moment of an instant in milliseconds since 1970. */
export function momentOf(atMs: number): Moment {
  const hour = Math.floor(atMs / hourMs);
  const known = remembered.get(hour);
  if (known) return known;
  const local = new Date(hour * hourMs + aheadMs(hour));
  const text = local.toISOString();
  const moment: Moment = {
    year: local.getUTCFullYear(),
    month: text.slice(5, 7),
    day: text.slice(0, 10),
    weekday: String(((local.getUTCDay() + 6) % 7) + 1),
    hour: text.slice(11, 13),
  };
  if (remembered.size >= rememberedHours) remembered.clear();
  remembered.set(hour, moment);
  return moment;
}

/** How far the district's clock is ahead of UTC in an hour. On most days it does not change: those are asked twice and not 24 times. */
function aheadMs(hour: number): number {
  const day = Math.floor(hour / 24);
  const [start, end] = [startOfDay(day), startOfDay(day + 1)];
  return start === end ? start : askedAheadMs(hour * hourMs);
}
function startOfDay(day: number): number {
  const known = aheadByDay.get(day);
  if (known !== undefined) return known;
  const ahead = askedAheadMs(day * dayMs);
  if (aheadByDay.size >= rememberedHours) aheadByDay.clear();
  aheadByDay.set(day, ahead);
  return ahead;
}
function askedAheadMs(atMs: number): number {
  const parts = new Map(clock.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour')) - atMs;
}

/** The moment of an instant, ISO 8601. */
export const momentAt = (instant: string): Moment => momentOf(Date.parse(instant));

/** The days of a year in order, as `2012-01-01`. */
export function daysOf(year: number): string[] {
  const days: string[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += dayMs)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}
