import { callsByHour, countCall, districtHour, forgetHours, noCallHours } from './hours.js';

const hourMs = 3_600_000;

it.each([
  ['2026-01-05T22:59:59.999Z', 0, 23],
  ['2026-01-05T23:00:00.000Z', 1, 0],
  ['2026-07-05T21:59:59.999Z', 6, 23],
  ['2026-07-05T22:00:00.000Z', 0, 0],
])('reads %s on the district’s clock, in winter and in summer', (instant, weekday, hour) => {
  expect(districtHour(Date.parse(instant))).toEqual({ weekday, hour });
});

it('shows 28 days and keeps little more, in whatever order calls come', () => {
  const startMs = Date.parse('2026-03-01T00:00:00.000Z');
  const hours = noCallHours();
  const nowMs = startMs + 60 * 24 * hourMs;
  for (let ms = startMs; ms <= nowMs; ms += hourMs) {
    countCall(hours, ms, ms);
    forgetHours(hours, ms);
  }
  countCall(hours, startMs, nowMs);
  expect(hours.size).toBeLessThanOrEqual(28 * 24 + 2);
  const rows = callsByHour(hours, nowMs);
  expect(rows.flat().reduce((sum, calls) => sum + calls, 0)).toBe(28 * 24);
  expect(callsByHour(hours, nowMs + 40 * 24 * hourMs).flat()).toEqual(Array.from({ length: 168 }, () => 0));
});
