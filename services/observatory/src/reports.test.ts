import { Role } from '@abri/contracts/vocabulary';
import { createLiveHistory } from './live-history.js';
import { createReports, viewAsked, viewOf } from './reports.js';
import { applyEvent } from './domain/history/history.js';
import { chanceOf } from './samples/chance.js';
import { sampleHistory } from './samples/history.js';

const live = createLiveHistory({ unreadable: () => undefined });
const events = sampleHistory(chanceOf(31), { aggregates: 200, years: 2 }).flat();
for (const event of events) applyEvent(live.history, event);
const at = (instant: string) => createReports({ live: () => live, now: () => Date.parse(instant) });
const statusOf = (ask: () => unknown) => {
  try {
    ask();
    return 200;
  } catch (error) {
    return (error as { problem: { status: number } }).problem.status;
  }
};

it('shows everything to observatory and operator, and to nobody else where shelter places are', () => {
  expect(Role.options.filter((role) => viewOf([role]) === 'full')).toEqual(['observatory', 'operator']);
  expect([viewOf([]), viewOf(['service'])]).toEqual(['outside', 'outside']);
});

it('gives a narrower view to who asks for it, and never a wider one', () => {
  expect(viewAsked(['observatory'], 'outside')).toBe('outside');
  expect(viewAsked(['justice'], undefined)).toBe('partner');
  expect(statusOf(() => viewAsked(['justice'], 'full'))).toBe(403);
  expect(statusOf(() => viewAsked([], 'partner'))).toBe(403);
});

it('shows a year outside only when it is over by the district’s clock', () => {
  expect(statusOf(() => at('2013-12-31T22:59:59Z').report(2013, 'outside'))).toBe(409);
  expect(statusOf(() => at('2013-12-31T23:00:00Z').report(2013, 'outside'))).toBe(200);
  expect(statusOf(() => at('2013-06-01T00:00:00Z').report(2013, 'partner'))).toBe(200);
  expect(at('2013-12-31T22:59:59Z').yearsSeenAs('outside')).not.toContain(2013);
});

it('knows no year that has not begun', () => {
  expect(at('2012-06-01T00:00:00Z').years()).not.toContain(2013);
  expect(statusOf(() => at('2012-06-01T00:00:00Z').report(2013, 'full'))).toBe(404);
});

it('makes a report anew when the day has changed', () => {
  let now = Date.parse('2013-06-01T10:00:00Z');
  const reports = createReports({ live: () => live, now: () => now });
  const first = reports.report(2013, 'full');
  expect(reports.report(2013, 'full')).toBe(first);
  now += 86_400_000;
  expect(reports.report(2013, 'full').until).toBe('2013-06-02');
});
