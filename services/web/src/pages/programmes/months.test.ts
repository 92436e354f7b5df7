import type { SeriesLine } from '@abri/contracts/programmes-api';
import { entriesWithin, monthsLater, spanOf, weeksOf } from './months.js';

it('lays a month out in weeks from Monday', () => {
  const weeks = weeksOf({ year: 2026, month: 3 });
  expect(weeks[0]).toEqual([null, null, null, null, null, null, 1]);
  expect(weeks.flat().filter(Boolean)).toHaveLength(31);
  expect(weeks.every((week) => week.length === 7)).toBe(true);
});

it('goes over the end of a year', () => {
  expect(monthsLater({ year: 2026, month: 12 }, 1)).toEqual({ year: 2027, month: 1 });
  expect(monthsLater({ year: 2026, month: 1 }, -1)).toEqual({ year: 2025, month: 12 });
});

it('shows the sessions of the month only, by time, not all of a series that reaches into it', () => {
  const session = (sessionId: string, day: Date) => ({
    sessionId,
    startsAt: day.toISOString(),
    minutes: 60,
    state: 'planned' as const,
    reached: null,
  });
  const series: SeriesLine = {
    seriesId: 's',
    programme: { kind: 'therapy', audience: 'men', commune: '59606', seats: 8 },
    title: 'Groupe',
    place: '',
    completed: false,
    sessions: [
      session('before', new Date(2026, 1, 28, 23, 59)),
      session('late', new Date(2026, 2, 30)),
      session('first', new Date(2026, 2, 1)),
      session('after', new Date(2026, 3, 1)),
    ],
    signedUp: 0,
    waiting: 0,
    freeSeats: null,
  };
  const found = entriesWithin([series], spanOf({ year: 2026, month: 3 }));
  expect(found.map((entry) => entry.session.sessionId)).toEqual(['first', 'late']);
});
