import { UnsecuredJWT } from 'jose';
import { isRecentSignIn } from './recent-sign-in.js';

const minuteMs = 60_000;
const startedMs = 1_000 * minuteMs;
const session = (claims: Record<string, unknown> = {}) => ({
  startedMs,
  tokens: { access: '', accessEndsMs: 0, renewFromMs: 0, id: new UnsecuredJWT(claims).encode() },
});

it('is recent for ten minutes from the sign-in', () => {
  expect(isRecentSignIn(session(), startedMs + 10 * minuteMs - 1)).toBe(true);
  expect(isRecentSignIn(session(), startedMs + 10 * minuteMs)).toBe(false);
});

it('is as old as the issuer says where it let somebody in without asking anew', () => {
  const before = session({ auth_time: (startedMs - 8 * minuteMs) / 1_000 });
  expect(isRecentSignIn(before, startedMs + minuteMs)).toBe(true);
  expect(isRecentSignIn(before, startedMs + 2 * minuteMs)).toBe(false);
});

it('is not made younger by an issuer whose clock is ahead', () => {
  const ahead = session({ auth_time: (startedMs + 60 * minuteMs) / 1_000 });
  expect(isRecentSignIn(ahead, startedMs + 10 * minuteMs)).toBe(false);
});
