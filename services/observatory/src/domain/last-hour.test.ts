import fc from 'fast-check';
import { rounded } from './history/rounded.js';
import { byMinute, count, emptyLastHour, forget, percentiles } from './last-hour.js';

const hourMs = 3_600_000;
const filled = (samples: readonly (readonly [at: number, took: number])[]) => {
  const lastHour = emptyLastHour();
  const newest = Math.max(0, ...samples.map(([at]) => at));
  for (const [at, took] of samples) count(lastHour, at, took, newest);
  return lastHour;
};

it('has nothing to say of an empty hour', () =>
  expect(percentiles(emptyLastHour(), hourMs)).toEqual({ count: 0, p50: null, p90: null, p99: null }));

it('keeps a duration within 1 %, and to the millisecond below 128 ms', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 * hourMs }), (ms) => {
      expect(Math.abs(rounded(ms) - ms)).toBeLessThanOrEqual(ms < 128 ? 0 : ms / 100);
    }),
  );
  expect(rounded(-5)).toBe(0);
});

it('gives the nearest-rank median, 90th and 99th percentile of what was counted', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 600_000 }), { minLength: 1, maxLength: 200 }), (durations) => {
      const answer = percentiles(filled(durations.map((took) => [5 * hourMs, took])), 5 * hourMs);
      const sorted = durations.map(rounded).sort((a, b) => a - b);
      const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
      expect(answer).toEqual({ count: durations.length, p50: at(0.5), p90: at(0.9), p99: at(0.99) });
    }),
  );
});

it('counts the last hour only, whether or not older ones were forgotten', () => {
  const nowMs = 10 * hourMs;
  const lastHour = filled([
    [nowMs - hourMs - 10_000, 1],
    [nowMs - hourMs + 10_000, 2],
    [nowMs, 3],
  ]);
  expect(percentiles(lastHour, nowMs).count).toBe(2);
  forget(lastHour, nowMs);
  expect(percentiles(lastHour, nowMs).count).toBe(2);
  expect(percentiles(lastHour, nowMs + 2 * hourMs).count).toBe(0);
});

it('holds no more than a bounded number of slots, however long it runs', () => {
  const lastHour = emptyLastHour();
  for (let at = 0; at < 48 * hourMs; at += 7_000) {
    count(lastHour, at, at % 50_000, at);
    forget(lastHour, at);
  }
  expect(lastHour.size).toBeLessThanOrEqual(400);
});

it('counts by minute up to the one under way, and nothing of an hour ago', () => {
  const nowMs = 10 * hourMs + 30_000;
  const minutes = byMinute(
    filled([
      [nowMs, 1],
      [nowMs - 20_000, 1],
      [nowMs - 60_000, 1],
      [nowMs - 59 * 60_000, 1],
      [nowMs - 60 * 60_000, 1],
    ]),
    nowMs,
  );
  expect(minutes).toHaveLength(60);
  expect([minutes[0], minutes[58], minutes[59]]).toEqual([1, 1, 2]);
  expect(minutes.reduce((sum, number) => sum + number, 0)).toBe(4);
});
