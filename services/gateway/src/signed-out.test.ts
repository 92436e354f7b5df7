import { UnsecuredJWT } from 'jose';
import { createSignedOut, type Ending } from './signed-out.js';

const minuteMs = 60_000;
const session = (id: string, o: { sid?: string; sub?: string; startedMs?: number } = {}): Ending => ({
  id,
  startedMs: o.startedMs ?? 0,
  tokens: {
    ...{ access: '', accessEndsMs: 0, renewFromMs: 0 },
    id: new UnsecuredJWT({ sid: o.sid ?? 'sid-a', sub: o.sub ?? 'sub-a' }).encode(),
  },
});
const at = { ms: 0 };
const register = () => createSignedOut({ now: () => at.ms, longestMs: 600 * minuteMs });
beforeEach(() => (at.ms = 0));

it('knows a session, a sign-in at the issuer and a person that have ended, and no other', () => {
  for (const [signOut, same, other] of [
    [{ what: 'session', id: 's-1' }, session('s-1'), session('s-2')],
    [{ what: 'sign-in', id: 'sid-1' }, session('s-1', { sid: 'sid-1' }), session('s-1', { sid: 'sid-2' })],
    [{ what: 'person', id: 'sub-1' }, session('s-1', { sub: 'sub-1' }), session('s-1', { sub: 'sub-2' })],
  ] as const) {
    const signedOut = register();
    expect(signedOut.has(same)).toBe(false);
    signedOut.add({ ...signOut, beforeMs: minuteMs });
    expect([signedOut.has(same), signedOut.has(other)]).toEqual([true, false]);
  }
});

it('lets a person in again who signs in later, whatever comes late of an earlier sign-out', () => {
  const signedOut = register();
  signedOut.add({ what: 'person', id: 'sub-a', beforeMs: 2 * minuteMs });
  signedOut.add({ what: 'person', id: 'sub-a', beforeMs: minuteMs });
  expect(signedOut.has(session('s-1', { startedMs: 2 * minuteMs }))).toBe(true);
  expect(signedOut.has(session('s-2', { startedMs: 3 * minuteMs }))).toBe(false);
});

it('forgets no sign-out while a session of before it may still open', () => {
  const signedOut = register();
  signedOut.add({ what: 'session', id: 's-1', beforeMs: minuteMs });
  at.ms = 600 * minuteMs;
  signedOut.add({ what: 'session', id: 's-2', beforeMs: at.ms });
  expect(signedOut.has(session('s-1', { startedMs: minuteMs }))).toBe(true);
});
