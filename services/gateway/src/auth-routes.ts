import { HttpProblem } from '@abri/service-kit/errors';
import type { Logger } from '@abri/service-kit/log';
import express, { type Request, type Response, Router } from 'express';
import { signInAwayPage, signInFailedPage, signInTooWeakPage } from './auth-pages.js';
import type { Cookies } from './cookies.js';
import type { Seal } from './seal.js';
import { csrfFits, type Sessions } from './sessions.js';
import { type SignOut, wholePerson } from './signed-out.js';
import { PendingSignIn, SignInEnded, type SignInProtocol } from './sign-in-protocol.js';

const pendingSeconds = 600;
const pendingPath = '/auth';

/** Sign-in, the way back, and sign-out by the person: of this session, or of all that they have. */
export function authRoutes(o: {
  baseUrl: string;
  protocol: SignInProtocol;
  sessions: Sessions;
  cookies: Cookies;
  pendingSeal: Seal;
  cookieName: string;
  log: Logger;
  /** Told of what was signed out. */
  ended(signOut: SignOut): void;
  now: () => number;
}): Router {
  const router = Router();
  // One cookie a sign-in under way: two tabs do not spoil each other's.
  const pendingName = (state: string) => `${o.cookieName}-signin-${state.slice(0, 8)}`;
  const asPage = (handler: (req: Request, res: Response) => Promise<void>) => async (req: Request, res: Response) => {
    try {
      await handler(req, res);
    } catch (error) {
      if (error instanceof SignInEnded) {
        o.log.warn({ event: 'signInRefused', reason: error.message }, 'sign-in refused');
        res.status(400).type('html').send(signInFailedPage);
      } else if (error instanceof HttpProblem) {
        const isTooWeak = error.problem.type === 'urn:abri:problem:sign-in-too-weak';
        if (isTooWeak) o.log.warn({ event: 'signInTooWeak' }, 'sign-in refused: not as strong as required');
        res
          .status(error.problem.status)
          .type('html')
          .send(isTooWeak ? signInTooWeakPage : signInAwayPage);
      } else throw error;
    }
  };

  router.get(
    '/login',
    asPage(async (req, res) => {
      const { url, pending } = await o.protocol.begin(localPath(req.query.returnTo, o.baseUrl));
      const sealed = await o.pendingSeal.seal(pending);
      o.cookies.write(req, res, pendingName(pending.state), sealed, { path: pendingPath, maxAge: pendingSeconds });
      res.redirect(303, url);
    }),
  );

  router.get(
    '/callback',
    asPage(async (req, res) => {
      const name = pendingName(typeof req.query.state === 'string' ? req.query.state : '');
      const sealed = o.cookies.read(req, name);
      const pending = PendingSignIn.safeParse(sealed === undefined ? undefined : await o.pendingSeal.open(sealed));
      if (!pending.success) throw new SignInEnded('no sign-in is under way in this browser');
      const signedIn = await o.protocol.finish(req.originalUrl.slice(req.originalUrl.indexOf('?')), pending.data);
      o.cookies.clear(req, res, name, { path: pendingPath });
      const session = await o.sessions.start(req, res, signedIn);
      if (session.replaced !== undefined) o.ended({ what: 'session', id: session.replaced, beforeMs: o.now() });
      o.log.info({ event: 'signedIn', who: session.who, session: session.id }, 'signed in');
      res.redirect(303, pending.data.returnTo);
    }),
  );

  router.post('/logout', express.urlencoded({ extended: false, limit: 4_096 }), async (req, res) => {
    const session = await o.sessions.of(req, res, { counts: false });
    const form = req.body as { csrf?: unknown; everywhere?: unknown } | undefined;
    if (session && !csrfFits(session, req.headers['x-csrf-token'] ?? form?.csrf))
      throw new HttpProblem(403, 'csrf-missing', 'The request did not come from this page', {
        detail: 'Reload the page and try again.',
      });
    o.sessions.clear(req, res);
    res.setHeader('clear-site-data', '"cache", "storage"');
    const everywhere = form?.everywhere === 'yes';
    o.log.info({ event: 'signedOut', session: session?.id, everywhere }, 'signed out');
    if (session)
      o.ended({ ...(everywhere ? wholePerson(session) : { what: 'session', id: session.id }), beforeMs: o.now() });
    // Signing out here always works; the issuer's own session ends as soon as the issuer can be reached.
    const next = session ? await o.protocol.end(session.tokens).catch(() => `${o.baseUrl}/`) : `${o.baseUrl}/`;
    if ((req.headers.accept ?? '').includes('text/html')) res.redirect(303, next);
    else res.json({ next });
  });
  return router;
}

/** Where the issuer says that a sign-in has ended (OpenID Connect Back-Channel Logout 1.0): its token is all that counts. */
export function backchannelRoute(o: {
  logoutTokens: (token: unknown) => Promise<SignOut>;
  ended(signOut: SignOut): void;
  log: Logger;
}) {
  return [
    express.urlencoded({ extended: false, limit: 16_384 }),
    async (req: Request, res: Response) => {
      const form = req.body as { logout_token?: unknown } | undefined;
      const signOut = await o.logoutTokens(form?.logout_token);
      o.ended(signOut);
      o.log.info({ event: 'signedOutByIssuer', what: signOut.what }, 'the issuer has ended a sign-in');
      res.json({});
    },
  ];
}

/** The path of our own site to go to after sign-in; `/` for anything else, so that nobody is sent away by a link. */
export function localPath(wanted: unknown, baseUrl: string): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/')) return '/';
  const base = new URL(baseUrl);
  const url = URL.canParse(wanted, baseUrl) ? new URL(wanted, base) : base;
  return url.origin === base.origin && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}${url.hash}` : '/';
}
