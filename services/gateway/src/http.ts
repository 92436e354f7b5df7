import type { DocumentedServices, SessionView } from '@abri/contracts/board-api';
import { patternOf } from '@abri/contracts/route-pattern';
import { requireRole } from '@abri/service-kit/auth';
import { HttpProblem } from '@abri/service-kit/errors';
import type { Logger } from '@abri/service-kit/log';
import { exemplarLabels, type Metrics } from '@abri/service-kit/metrics';
import { nameRoute } from '@abri/service-kit/route-name';
import { type NextFunction, type Request, type Response, Router } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { browserSpans, type Collector } from './browser-spans.js';
import { healthAsker } from './health-list.js';
import type { ActiveSessions } from './active-sessions.js';
import type { LiveStreams } from './live.js';
import type { Proxy } from './proxy.js';
import { sessionRoutes } from './session-routes.js';
import { csrfFits, type Session, type Sessions } from './sessions.js';
import type { SignOut } from './signed-out.js';

const signedIn = new WeakMap<Response, Session>();
const sessionOf = (res: Response): Session => {
  const session = signedIn.get(res);
  if (!session)
    throw new HttpProblem(401, 'not-signed-in', 'You are not signed in', { detail: 'Sign in and try again.' });
  return session;
};
/** What a service keeps for the inside of the installation. */
const internal = /^\/(metrics|health|openapi\.json|asyncapi\.json)(\/|$)/i;
/** A page sends its spans every 10 s; several of them may be open. */
const telemetryAMinute = 60;
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
  active: ActiveSessions;
  ended(signOut: SignOut): void;
  longestMs: number;
  live: LiveStreams;
  proxy: Proxy;
  metrics: Metrics;
  upstreams: Readonly<Record<string, readonly string[]>>;
  requestsAMinute: number;
  collector: Collector;
  log: Logger;
  now: () => number;
}): Router {
  const router = Router();
  const streamEndsMs = (session: Session) => Math.min(session.tokens.accessEndsMs, o.sessions.endsMs(session));

  router.use(async (req: Request, res: Response, next: NextFunction) => {
    res.setHeader('cache-control', 'no-store');
    const stream = (req.headers.accept ?? '').includes('text/event-stream');
    // What a page sends by itself is no sign that somebody is there; which of its readings are, it says itself.
    const byItself = stream || req.path === '/telemetry' || req.headers['x-abri-unattended'] !== undefined;
    const session = await o.sessions.of(req, res, { counts: !byItself });
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
  router.use(sessionRoutes({ ...o, sessionOf }));
  router.post(
    '/telemetry',
    limitRequests(telemetryAMinute, (_req, res) => sessionOf(res).id),
    ...browserSpans({ collector: o.collector, registry: o.metrics.registry, log: o.log }),
  );
  router.get('/live', (_req, res) => {
    const session = sessionOf(res);
    o.live.add(res, session, streamEndsMs(session));
  });
  const askHealth = healthAsker(o.upstreams, o.now);
  router.get('/health', async (_req, res) => {
    requireRole(sessionOf(res), ['operator']);
    res.json(await askHealth());
  });

  const pass = async (req: Request, res: Response, service: string, path: string) => {
    if (!Object.hasOwn(o.upstreams, service)) throw noSuchRoute();
    const session = sessionOf(res);
    const route = `/api/${service}`;
    nameRoute(`${route}${patternOf(path)}`);
    const timed = o.metrics.requestSeconds.startTimer({ method: req.method.toLowerCase(), route }, exemplarLabels());
    const token = session.tokens.access;
    try {
      await o.proxy.forward(req, res, { service, path, token, endsMs: streamEndsMs(session) });
    } finally {
      if (!(req.headers.accept ?? '').includes('text/event-stream')) timed({ status: String(res.statusCode) });
    }
  };
  router.get(
    '/docs',
    (_req, res) => void res.json({ services: Object.keys(o.upstreams) } satisfies DocumentedServices),
  );
  router.get('/docs/:service/openapi.json', (req, res) => pass(req, res, req.params.service, '/openapi.json'));
  router.get('/docs/:service/asyncapi.json', (req, res) => pass(req, res, req.params.service, '/asyncapi.json'));
  router.use(async (req, res) => {
    const [, service, path = '/'] = /^\/([a-z-]+)(\/[^?]*)?(?:\?.*)?$/.exec(req.url) ?? [];
    if (service === undefined || internal.test(path)) throw noSuchRoute();
    await pass(req, res, service, `${path}${req.url.includes('?') ? req.url.slice(req.url.indexOf('?')) : ''}`);
  });
  return router;
}
