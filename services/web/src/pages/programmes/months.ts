import type { SeriesLine } from '@abri/contracts/programmes-api';
import { monthWeeks } from '../../app/month.js';

/** A month of a year; months from 1. */
export interface Month {
  year: number;
  month: number;
}
export const monthOf = (day: Date): Month => ({ year: day.getFullYear(), month: day.getMonth() + 1 });
/** So many months later, or earlier. */
export const monthsLater = ({ year, month }: Month, months: number): Month =>
  monthOf(new Date(year, month - 1 + months, 1));
/** The instants at which a month begins and ends here. */
export const spanOf = ({ year, month }: Month): { from: string; to: string } => ({
  from: new Date(year, month - 1, 1).toISOString(),
  to: new Date(year, month, 1).toISOString(),
});
/** The weeks of a month from Monday; null where a day belongs to another month. */
export const weeksOf = ({ year, month }: Month): (number | null)[][] => monthWeeks(year, month - 1);

/** One session with the series it belongs to, as a calendar shows it. */
export interface Entry {
  series: SeriesLine;
  session: SeriesLine['sessions'][number];
}
/** The sessions that begin within a span, by time. */
export const entriesWithin = (all: readonly SeriesLine[], { from, to }: { from: string; to: string }): Entry[] =>
  all
    .flatMap((series) => series.sessions.map((session) => ({ series, session })))
    .filter(({ session }) => session.startsAt >= from && session.startsAt < to)
    .sort((a, b) => (a.session.startsAt < b.session.startsAt ? -1 : 1));
