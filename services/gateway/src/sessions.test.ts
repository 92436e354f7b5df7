import type { Request, Response } from 'express';
import { createCookies } from './cookies.js';
import { createSeal } from './seal.js';
import { createSessions, type Session } from './sessions.js';
import { createSignedOut } from './signed-out.js';

const [idleMs, longestMs] = [60_000, 600_000];
const nowMs = 1_000_000;
const session: Session = {
  ...{ id: 's1', csrf: 'c1', name: 'Inès', roles: ['hotline'], shelterIds: [] },
  ...{ startedMs: nowMs - 1_000, seenMs: nowMs - 1_000 },
  tokens: { access: 'a', refresh: 'r', id: 'i', renewFromMs: nowMs + 60_000, accessEndsMs: nowMs + 120_000 },
};
const seal = createSeal('session', ['a secret of thirty-two characters']);
const cookies = createCookies(false);
const sessions = createSessions({
  ...{ cookies, seal, cookieName: 'abri', now: () => nowMs, idleMs, longestMs },
  signedOut: createSignedOut({ now: () => nowMs, longestMs }),
  authenticate: () => Promise.reject(new Error('nobody is asked')),
  protocol: { renew: () => Promise.reject(new Error('nobody is asked')) } as never,
  used: () => undefined,
});
const res = { append: () => undefined } as unknown as Response;
const sent = async (value: unknown) =>
  sessions.of({ headers: { cookie: `abri=${await seal.seal(value)}` } } as Request, res, { counts: false });

it('reads a session that a newer version has written, and none that lacks something', async () => {
  expect(await sent(session)).toEqual(session);
  expect(await sent({ ...session, device: 'd' })).toEqual(session);
  expect(await sent({ ...session, csrf: undefined })).toBeUndefined();
});

it('reads none that nobody has used for too long, or that has lasted too long', async () => {
  expect(await sent({ ...session, seenMs: nowMs - idleMs })).toBeUndefined();
  expect(await sent({ ...session, startedMs: nowMs - longestMs })).toBeUndefined();
});
