import { type ActiveSession, createActiveSessions } from './active-sessions.js';
import { createSignedOut } from './signed-out.js';

const minuteMs = 60_000;
const at = { ms: 0 };
beforeEach(() => (at.ms = 0));
const register = () => {
  const signedOut = createSignedOut({ now: () => at.ms, longestMs: 600 * minuteMs });
  const lifetimes = { idleMs: 30 * minuteMs, longestMs: 600 * minuteMs };
  return { signedOut, active: createActiveSessions({ now: () => at.ms, ...lifetimes, signedOut }) };
};
const session = (id: string, o: Partial<ActiveSession> = {}): ActiveSession => ({
  ...{ what: 'active', id, sub: 'sub-a', sid: `sid-${id}`, startedMs: 0, seenMs: 0, browser: null, system: null },
  ...o,
});
const idsOf = (active: ReturnType<typeof register>['active'], sub = 'sub-a') => active.of(sub).map(({ id }) => id);

it('shows a person their own sessions and nobody else’s, the newest first', () => {
  const { active } = register();
  active.add(session('early'));
  active.add(session('of-another', { sub: 'sub-b' }));
  active.add(session('late', { startedMs: 5, seenMs: 5 }));
  active.add(session('middle', { startedMs: 3, seenMs: 3 }));
  expect(idsOf(active)).toEqual(['late', 'middle', 'early']);
  expect(idsOf(active, 'sub-b')).toEqual(['of-another']);
  expect([active.isOf('sub-a', 'late'), active.isOf('sub-a', 'of-another'), active.isOf('sub-a', 'none')]).toEqual([
    ...[true, false, false],
  ]);
});

it('shows none that was signed out, by itself, at the issuer or with all of its person', () => {
  for (const signOut of [
    { what: 'session', id: 'ended' },
    { what: 'sign-in', id: 'sid-ended' },
  ] as const) {
    const { active, signedOut } = register();
    active.add(session('ended'));
    active.add(session('kept'));
    signedOut.add({ ...signOut, beforeMs: 1 });
    expect(idsOf(active)).toEqual(['kept']);
    // A use that is told late does not bring it back, and ending it twice is no mistake.
    active.add(session('ended', { seenMs: 2 }));
    expect([idsOf(active), active.isOf('sub-a', 'ended')]).toEqual([['kept'], true]);
  }
  const { active, signedOut } = register();
  active.add(session('before'));
  active.add(session('after', { startedMs: 2, seenMs: 2 }));
  signedOut.add({ what: 'person', id: 'sub-a', beforeMs: 1 });
  expect(idsOf(active)).toEqual(['after']);
});

it('shows a session for as long as it may be in use, and no longer', () => {
  const { active } = register();
  active.add(session('left'));
  active.add(session('used'));
  at.ms = 20 * minuteMs;
  active.add(session('used', { seenMs: at.ms }));
  // What is told out of order takes nothing back.
  active.add(session('used', { seenMs: 10 * minuteMs }));
  at.ms = 45 * minuteMs - 1;
  expect(idsOf(active)).toEqual(['left', 'used']);
  at.ms = 45 * minuteMs;
  expect(idsOf(active)).toEqual(['used']);
  at.ms = 599 * minuteMs;
  active.add(session('used', { seenMs: at.ms }));
  expect(idsOf(active)).toEqual(['used']);
  at.ms = 600 * minuteMs;
  expect(idsOf(active)).toEqual([]);
});

it('forgets what cannot be in use any more, also when it is told only then', () => {
  const { active } = register();
  active.add(session('old'));
  at.ms = 45 * minuteMs;
  expect([active.isPast(0), active.isPast(1)]).toEqual([true, false]);
  active.add(session('old-too'));
  expect(['old', 'old-too'].map((id) => active.isOf('sub-a', id))).toEqual([false, false]);
});

it('has the others told of the first use, and then no more often than shows that a session is still in use', () => {
  const { active } = register();
  expect(active.isNews(session('s'))).toBe(true);
  active.add(session('s'));
  expect(active.isNews(session('s', { seenMs: 15 * minuteMs - 1 }))).toBe(false);
  expect(active.isNews(session('s', { seenMs: 15 * minuteMs }))).toBe(true);
});
