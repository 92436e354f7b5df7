import {
  dayOf,
  daysOfYear,
  inFrance,
  lastOfficeDay,
  isoDay,
  isSchoolDay,
  monthOf,
  nextOfficeDay,
  weekdayOf,
  yearStart,
} from './calendar.js';

const iso = (ms: number) => new Date(ms).toISOString();

it('knows the clocks of France in winter, in summer and around their changes', () => {
  expect(iso(inFrance(dayOf(2012, 1, 15), 600))).toBe('2012-01-15T09:00:00.000Z');
  expect(iso(inFrance(dayOf(2012, 7, 15), 600))).toBe('2012-07-15T08:00:00.000Z');
  expect(iso(inFrance(dayOf(2012, 3, 24), 600))).toBe('2012-03-24T09:00:00.000Z');
  expect(iso(inFrance(dayOf(2012, 3, 25), 600))).toBe('2012-03-25T08:00:00.000Z');
  expect(iso(inFrance(dayOf(2012, 10, 27), 600))).toBe('2012-10-27T08:00:00.000Z');
  expect(iso(inFrance(dayOf(2012, 10, 28), 600))).toBe('2012-10-28T09:00:00.000Z');
  expect(iso(yearStart(2012))).toBe('2011-12-31T23:00:00.000Z');
});

it('agrees with the time zone database for every hour of some years', () => {
  const hourOf = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', hour: '2-digit', hourCycle: 'h23' });
  for (const year of [1999, 2012, 2026])
    for (const day of daysOfYear(year))
      for (const hour of [0, 1, 4, 12, 23])
        expect(Number(hourOf.format(new Date(inFrance(day, hour * 60))))).toBe(hour);
});

it('counts days, weekdays and leap years', () => {
  expect(daysOfYear(2012)).toHaveLength(366);
  expect(daysOfYear(2013)).toHaveLength(365);
  expect([weekdayOf(dayOf(2012, 1, 1)), weekdayOf(dayOf(2012, 1, 2)), weekdayOf(dayOf(1969, 12, 29))]).toEqual([
    7, 1, 1,
  ]);
  expect([isoDay(dayOf(2012, 2, 29)), monthOf(dayOf(2012, 2, 29))]).toEqual(['2012-02-29', 2]);
});

it('knows when schools and offices are shut', () => {
  expect(isSchoolDay(dayOf(2012, 8, 1))).toBe(false);
  expect(isSchoolDay(dayOf(2012, 10, 6))).toBe(false);
  expect(isSchoolDay(dayOf(2012, 10, 8))).toBe(true);
  expect(isoDay(nextOfficeDay(dayOf(2012, 7, 14)))).toBe('2012-07-16');
  expect(isoDay(nextOfficeDay(dayOf(2012, 5, 1)))).toBe('2012-05-02');
  expect(isoDay(lastOfficeDay(dayOf(2017, 12, 31)))).toBe('2017-12-29');
});
