const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A day of the calendar as its number since 1 January 1970; it has no time zone. */
export type Day = number;

export const dayOf = (year: number, month: number, date: number): Day => Date.UTC(year, month - 1, date) / dayMs;
/** The day as ISO 8601. */
export const isoDay = (day: Day): string => new Date(day * dayMs).toISOString().slice(0, 10);
/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1;
export const monthOf = (day: Day): number => new Date(day * dayMs).getUTCMonth() + 1;
export const daysOfYear = (year: number): Day[] => {
  const first = dayOf(year, 1, 1);
  return Array.from({ length: dayOf(year + 1, 1, 1) - first }, (_, index) => first + index);
};

/** The last Sunday of a month, on which clocks change in the European Union, at 01:00 UTC. */
const clockChange = (year: number, month: number): number => {
  const last = dayOf(year, month + 1, 1) - 1;
  return (last - (weekdayOf(last) % 7)) * dayMs + hourMs;
};

/** The instant of a time of day in France (UTC+1, in summer UTC+2), in ms since 1970. Minutes since midnight. */
export function inFrance(day: Day, minutes: number): number {
  const winter = day * dayMs + minutes * minuteMs - hourMs;
  const year = new Date(day * dayMs).getUTCFullYear();
  return winter >= clockChange(year, 3) && winter < clockChange(year, 10) ? winter - hourMs : winter;
}

/** When a year begins by the district's clock, in ms since 1970. */
export const yearStart = (year: number): number => inFrance(dayOf(year, 1, 1), 0);

/**
 * Whether schools are likely to be open: no weekend, no public holiday with a fixed date, none of the five holidays. The
 * dates of the holidays are typical ones of the zone, not those of the official calendar of each year.
 */
export function isSchoolDay(day: Day): boolean {
  const [month, date] = [monthOf(day), new Date(day * dayMs).getUTCDate()];
  const dated = month * 100 + date;
  const closed: readonly (readonly [number, number])[] = [
    [101, 104],
    [225, 311],
    [422, 508],
    [706, 903],
    [1027, 1111],
    [1222, 1231],
  ];
  return weekdayOf(day) <= 5 && !closed.some(([from, to]) => dated >= from && dated <= to);
}

/** Whether offices are open: Monday to Friday, but for public holidays with a fixed date. */
export function isOfficeDay(day: Day): boolean {
  const iso = isoDay(day).slice(5);
  return weekdayOf(day) <= 5 && !['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'].includes(iso);
}

/** The next day on or after this one on which offices are open. */
export function nextOfficeDay(day: Day): Day {
  let found = day;
  while (!isOfficeDay(found)) found += 1;
  return found;
}

/** The last day on or before this one on which offices are open. */
export function lastOfficeDay(day: Day): Day {
  let found = day;
  while (!isOfficeDay(found)) found -= 1;
  return found;
}
