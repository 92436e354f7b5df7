import { type Day, daysOfYear, inFrance, isOfficeDay, isSchoolDay, monthOf, weekdayOf, yearStart } from './calendar.js';
import type { District } from './district.js';
import { drawIndex, type Random, runningSums } from './random.js';

/** The year and the district that stories are drawn from. */
export interface YearFrame {
  readonly year: number;
  readonly seed: number;
  readonly district: District;
  /** From here on nothing of the year happens any more; ms since 1970. */
  readonly endMs: number;
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** A commune, by its number of inhabitants. */
  commune(random: Random): string;
  /** A day and time of a call, in ms: more in summer and at the turn of the year, at week’s end and in the evening. */
  callAt(random: Random, o: { lastDay: Day }): number;
  /** An office day, not later than a day: the summer and the end of the year are quieter. */
  officeDay(random: Random, o: { lastDay: Day }): Day;
  /** A day on which schools are open, from a day on. */
  schoolDay(random: Random, o: { firstDay: Day }): Day;
}

/** Calls by month, weekday (Monday first) and hour, relative to each other: what helplines for women report, rounded. */
const callsByMonth = [1.1, 0.9, 0.9, 0.95, 1, 1.1, 1.25, 1.2, 1, 0.95, 0.9, 1.05];
const callsByWeekday = [1.15, 1, 0.95, 0.95, 0.95, 1.05, 1.2];
const callsByHour = [
  0.5, 0.4, 0.3, 0.2, 0.2, 0.2, 0.3, 0.5, 0.9, 1.3, 1.4, 1.3, 1, 1, 1.2, 1.2, 1.2, 1.3, 1.5, 1.6, 1.6, 1.5, 1.2, 0.8,
];
const officeByMonth = [1.1, 1, 1.1, 1, 1, 1.05, 0.75, 0.6, 1.1, 1.1, 1.1, 0.8];

/** The frame of a year in a district. Throws when the district has nobody. */
export function frameOf(o: { year: number; seed: number; district: District }): YearFrame {
  const { year, seed, district } = o;
  if (!district.communes.some(({ population }) => population > 0)) throw new Error('the district has no inhabitants');
  const days = daysOfYear(year);
  const firstDay = days[0] ?? 0;
  const lastDay = firstDay + days.length - 1;
  const inhabitants = runningSums(district.communes.map(({ population }) => population));
  const month = (weights: readonly number[], day: Day) => weights[monthOf(day) - 1] ?? 0;
  const calls = days.map((day) => month(callsByMonth, day) * (callsByWeekday[weekdayOf(day) - 1] ?? 0));
  const office = days.map((day) => (isOfficeDay(day) ? month(officeByMonth, day) : 0));
  const school = days.map((day) => (isSchoolDay(day) ? 1 : 0));
  const hours = runningSums(callsByHour);
  /** A day by weight, between two days; both included. */
  const drawn = (weights: readonly number[], from: Day, to: Day, random: Random): Day => {
    const some = weights.slice(from - firstDay, to - firstDay + 1);
    return from + drawIndex(runningSums(some), random);
  };
  return {
    year,
    seed,
    district,
    firstDay,
    lastDay,
    endMs: yearStart(year + 1),
    commune: (random) => district.communes[drawIndex(inhabitants, random)]?.code ?? '',
    callAt(random, { lastDay: to }) {
      const day = drawn(calls, firstDay, to, random);
      return inFrance(day, drawIndex(hours, random) * 60 + random.whole(0, 59));
    },
    officeDay: (random, { lastDay: to }) => drawn(office, firstDay, to, random),
    schoolDay: (random, { firstDay: from }) => drawn(school, from, lastDay, random),
  };
}

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** A half hour of office time on a day, from 8:30 to 17:00; ms since 1970. */
export const officeTime = (day: Day, random: Random): number => inFrance(day, 510 + 30 * random.whole(0, 17));
/** The day of an instant by the district’s clock. */
export const dayAt = (ms: number): Day => Math.floor((ms + hourMs) / dayMs);
