import type { OwnSessions } from '@abri/contracts/board-api';
import { HttpProblem } from '@abri/service-kit/errors';
import type { Logger } from '@abri/service-kit/log';
import { type Request, type Response, Router } from 'express';
import type { ActiveSessions } from './active-sessions.js';
import { type Device, deviceOf } from './device.js';
import { isRecentSignIn } from './recent-sign-in.js';
import type { Session } from './sessions.js';
import { marksOf, type SignOut } from './signed-out.js';

/** A person's own sessions: to look at, and to end one of them after having signed in anew (OWASP ASVS 5, 7.5.2). */
export function sessionRoutes(o: {
  sessionOf: (res: Response) => Session;
  active: ActiveSessions;
  ended(signOut: SignOut): void;
  longestMs: number;
  log: Logger;
  now: () => number;
}): Router {
  const router = Router();
  const instant = (ms: number) => new Date(ms).toISOString();
  type Shown = Pick<Session, 'id' | 'startedMs' | 'seenMs'> & Device;
  const view = ({ id, startedMs, seenMs, browser, system }: Shown, isThis: boolean) => ({
    ...{ id, isThis, browser, system },
    ...{ beganAt: instant(startedMs), seenAt: instant(seenMs), endsAt: instant(startedMs + o.longestMs) },
  });
  const answer = (req: Request, res: Response) => {
    const session = o.sessionOf(res);
    const others = o.active.of(marksOf(session).sub).filter(({ id }) => id !== session.id);
    const here = { ...session, ...deviceOf(req.headers['user-agent']) };
    res.json({
      sessions: [view(here, true), ...others.map((other) => view(other, false))],
      mayEndOthers: isRecentSignIn(session, o.now()),
    } satisfies OwnSessions);
  };

  router.get('/sessions', answer);
  router.post('/sessions/:id/end', (req, res) => {
    const session = o.sessionOf(res);
    const { id } = req.params;
    if (!isRecentSignIn(session, o.now()))
      throw new HttpProblem(403, 'sign-in-not-recent', 'Sign in again before you end another session', {
        detail: 'Whoever ends a session has signed in within the last ten minutes. Nothing was changed.',
      });
    if (!o.active.isOf(marksOf(session).sub, id))
      throw new HttpProblem(404, 'no-such-session', 'You have no such session', { detail: 'Look at the list anew.' });
    o.ended({ what: 'session', id, beforeMs: o.now() });
    o.log.info({ event: 'signedOut', session: id, from: session.id }, 'signed out from another session');
    answer(req, res);
  });
  return router;
}
