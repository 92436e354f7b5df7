import fc from 'fast-check';
import { daysOf, momentAt, momentOf } from './calendar.js';

const asked = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  hourCycle: 'h23',
});
const weekday = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Paris', weekday: 'short' });
const week = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

it('says what the calendar says, at every instant from 1990 to 2060', () => {
  const instants = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2060, 0, 1) });
  fc.assert(
    fc.property(instants, (atMs) => {
      const moment = momentOf(atMs);
      expect(`${moment.day} ${moment.hour}`).toBe(asked.format(atMs));
      expect(`${moment.year}-${moment.month}`).toBe(moment.day.slice(0, 7));
      expect(week[Number(moment.weekday) - 1]).toBe(weekday.format(atMs));
    }),
    { numRuns: 3_000 },
  );
});

it('keeps the district’s clock through the hours that summer time skips and repeats', () => {
  expect(momentAt('2012-03-25T00:59:59.999Z')).toMatchObject({ hour: '01' });
  expect(momentAt('2012-03-25T01:00:00.000Z')).toMatchObject({ hour: '03' });
  expect(momentAt('2012-10-28T00:30:00.000Z')).toMatchObject({ hour: '02' });
  expect(momentAt('2012-10-28T01:30:00.000Z')).toMatchObject({ hour: '02' });
  expect(momentAt('2012-12-31T23:00:00.000Z')).toMatchObject({ year: 2013, month: '01', hour: '00' });
});

it('knows the days of a year', () => {
  expect([daysOf(2012).length, daysOf(2013).length, daysOf(2012)[59]]).toEqual([366, 365, '2012-02-29']);
});
