import fc from 'fast-check';
import { monthWeeks } from './month.js';

it('lays every day of a month once, in order, under its weekday', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1990, max: 2090 }), fc.integer({ min: 0, max: 11 }), (year, month) => {
      const weeks = monthWeeks(year, month);
      const days = weeks.flat().filter((day) => day !== null);
      expect(days).toEqual(Array.from({ length: new Date(year, month + 1, 0).getDate() }, (_, n) => n + 1));
      for (const week of weeks) {
        expect(week).toHaveLength(7);
        expect(week.some((day) => day !== null)).toBe(true);
        week.forEach((day, column) => {
          if (day !== null) expect((new Date(year, month, day).getDay() + 6) % 7).toBe(column);
        });
      }
    }),
  );
});
