import type { SessionView } from '@abri/contracts/board-api';
import { requireRole } from '@abri/service-kit/auth';
import { HttpProblem } from '@abri/service-kit/errors';
import type { Metrics } from '@abri/service-kit/metrics';
import { type NextFunction, type Request, type Response, Router } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { askHealth } from './health-list.js';
import type { LiveStreams } from './live.js';
import type { Proxy } from './proxy.js';
import { csrfFits, type Session, type Sessions } from './sessions.js';

const signedIn = new WeakMap<Response, Session>();
const sessionOf = (res: Response): Session => {
  const session = signedIn.get(res);
  if (!session)
    throw new HttpProblem(401, 'not-signed-in', 'You are not signed in', { detail: 'Sign in and try again.' });
  return session;
};
/** What a service keeps for the inside of the installation. */
const internal = /^\/(metrics|health|openapi\.json)(\/|$)/i;
const noSuchRoute = () => new HttpProblem(404, 'no-such-route', 'There is nothing at this address');

/** Refuses too many requests a minute with a problem that says when to come back. */
export function limitRequests(aMinute: number, keyOf: (req: Request, res: Response) => string) {
  return rateLimit({
    windowMs: 60_000,
    limit: aMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: keyOf,
    handler: (_req, _res, next) =>
      next(new HttpProblem(429, 'too-many-requests', 'Too many requests', { detail: 'Wait a minute and try again.' })),
  });
}
export const byAddress = (req: Request) => ipKeyGenerator(req.ip ?? '');

/** Everything below /api: the session, live changes, health, and the services. Who may do what, the services decide. */
export function apiRoutes(o: {
  sessions: Sessions;
  live: LiveStreams;
  proxy: Proxy;
  metrics: Metrics;
  upstreams: Readonly<Record<string, string>>;
  requestsAMinute: number;
  now: () => number;
}): Router {
  const router = Router();
  const streamEndsMs = (session: Session) => Math.min(session.tokens.accessEndsMs, o.sessions.endsMs(session));

  router.use(async (req: Request, res: Response, next: NextFunction) => {
    res.setHeader('cache-control', 'no-store');
    const stream = (req.headers.accept ?? '').includes('text/event-stream');
    const session = await o.sessions.of(req, res, { counts: !stream });
    if (session) signedIn.set(res, session);
    next();
  });
  router.use(limitRequests(o.requestsAMinute, (req, res) => signedIn.get(res)?.id ?? byAddress(req)));
  router.use((req, res, next) => {
    const session = sessionOf(res);
    const safe = ['GET', 'HEAD'].includes(req.method);
    if (!safe && !csrfFits(session, req.headers['x-csrf-token']))
      throw new HttpProblem(403, 'csrf-missing', 'The request did not come from this page', {
        detail: 'Send the session’s csrf token as x-csrf-token. Nothing was changed.',
      });
    next();
  });

  router.get('/session', (_req, res) => {
    const session = sessionOf(res);
    const { name, roles, shelterIds, csrf } = session;
    const expiresAt = new Date(o.sessions.endsMs(session)).toISOString();
    res.json({ name, roles, shelterIds, csrf, expiresAt } satisfies SessionView);
  });
  router.get('/live', (_req, res) => {
    const session = sessionOf(res);
    o.live.add(res, session, streamEndsMs(session));
  });
  router.get('/health', async (_req, res) => {
    requireRole(sessionOf(res), ['operator']);
    res.json(await askHealth(o.upstreams, o.now));
  });

  const pass = async (req: Request, res: Response, service: string, path: string) => {
    if (!Object.hasOwn(o.upstreams, service)) throw noSuchRoute();
    const session = sessionOf(res);
    const timed = o.metrics.requestSeconds.startTimer({ method: req.method, route: `/api/${service}` });
    const token = session.tokens.access;
    try {
      await o.proxy.forward(req, res, { service, path, token, endsMs: streamEndsMs(session) });
    } finally {
      if (!(req.headers.accept ?? '').includes('text/event-stream')) timed({ status: String(res.statusCode) });
    }
  };
  router.get('/docs/:service/openapi.json', (req, res) => pass(req, res, req.params.service, '/openapi.json'));
  router.use(async (req, res) => {
    const [, service, path = '/'] = /^\/([a-z-]+)(\/[^?]*)?(?:\?.*)?$/.exec(req.url) ?? [];
    if (service === undefined || internal.test(path)) throw noSuchRoute();
    await pass(req, res, service, `${path}${req.url.includes('?') ? req.url.slice(req.url.indexOf('?')) : ''}`);
  });
  return router;
}
