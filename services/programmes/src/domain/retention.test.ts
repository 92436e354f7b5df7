import { retentionIsOver } from './retention.js';
import { given, later, signUp, training } from './test-series.js';

const series = given(training, signUp('p1'));

it('is over once the last session lies so far back, whether it was held or not', () => {
  expect(retentionIsOver(series, later(7))).toBe(false);
  expect(retentionIsOver(series, later(8))).toBe(true);
  const cancelled = given(training, { do: 'cancelSession', sessionId: 's2', reason: 'weather' });
  expect(retentionIsOver(cancelled, later(1))).toBe(false);
  expect(retentionIsOver(cancelled, later(9))).toBe(true);
});

it('begins anew with a session that is planned later, and not before one is planned', () => {
  const longer = given(training, { do: 'planSession', sessionId: 's3', startsAt: later(90), minutes: 60 });
  expect(retentionIsOver(longer, later(89))).toBe(false);
  expect(retentionIsOver({ ...series, sessions: [] }, later(900))).toBe(false);
});
