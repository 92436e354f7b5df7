import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bus, Subscription } from '@abri/bus/port';
import { createAuthenticate } from '@abri/service-kit/auth';
import { systemNowMs } from '@abri/service-kit/clock';
import { acceptedTokens } from '@abri/service-kit/config';
import { HttpProblem } from '@abri/service-kit/errors';
import { drainMs } from '@abri/service-kit/draining';
import { createHealth } from '@abri/service-kit/health';
import { sendProblem } from '@abri/service-kit/http';
import type { Logger } from '@abri/service-kit/log';
import { measuredBus } from '@abri/service-kit/measured-bus';
import { createMetrics, readyGauge } from '@abri/service-kit/metrics';
import { nameRoute } from '@abri/service-kit/route-name';
import { serviceServer } from '@abri/service-kit/service-tls';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { Gauge } from 'prom-client';
import { activeOf, createActiveSessions } from './active-sessions.js';
import { authRoutes, backchannelRoute } from './auth-routes.js';
import { type GatewayConfig, upstreamsOf } from './config.js';
import { followChanges } from './consumers.js';
import { createCookies } from './cookies.js';
import { deviceOf } from './device.js';
import type { Collector } from './browser-spans.js';
import { apiRoutes, byAddress, limitRequests } from './http.js';
import { createLiveStreams } from './live.js';
import { createLogoutTokens } from './logout-token.js';
import { createProxy } from './proxy.js';
import { createSeal } from './seal.js';
import { followSessionNews } from './session-news.js';
import { createSessions } from './sessions.js';
import { createSignedOut } from './signed-out.js';
import { createSignInProtocol } from './sign-in-protocol.js';
import { webApp } from './web-app.js';

/** A running gateway. */
export interface Gateway {
  port: number;
  /** Resolves with the reason when live changes cannot be followed any more. */
  failed: Promise<string>;
  close(): Promise<void>;
}

/** Puts the gateway together and listens. Takes its settings, the secrets that seal cookies, the bus and a log. */
export async function startGateway(
  config: GatewayConfig,
  deps: {
    bus: Bus;
    log: Logger;
    secrets: readonly string[];
    collector?: Collector;
    now?: () => number;
    heartbeatMs?: number;
  },
): Promise<Gateway> {
  const { log, secrets, collector = null } = deps;
  const now = deps.now ?? systemNowMs;
  const secure = config.BASE_URL.startsWith('https:');
  const cookieName = secure ? '__Host-abri' : 'abri';
  const upstreams = upstreamsOf(config);
  const health = createHealth();
  const metrics = createMetrics('gateway');
  readyGauge(metrics.registry, health);
  const bus = measuredBus(metrics.registry, deps.bus);
  const cookies = createCookies(secure);
  const protocol = createSignInProtocol({
    issuer: config.OIDC_ISSUER,
    clientId: config.OIDC_CLIENT_ID,
    clientSecret: config.OIDC_CLIENT_SECRET,
    scope: config.OIDC_SCOPE,
    audience: config.OIDC_AUDIENCE,
    requiredAcr: config.OIDC_REQUIRED_ACR,
    baseUrl: config.BASE_URL,
    now,
  });
  const longestMs = config.SESSION_LONGEST_MINUTES * 60_000;
  const idleMs = config.SESSION_IDLE_MINUTES * 60_000;
  const signedOut = createSignedOut({ now, longestMs });
  const active = createActiveSessions({ now, idleMs, longestMs, signedOut });
  const sessions = createSessions({
    cookies,
    seal: createSeal('session', secrets),
    protocol,
    authenticate: createAuthenticate(acceptedTokens(config)),
    now,
    idleMs,
    longestMs,
    cookieName,
    signedOut,
    used(session, req) {
      if (active.isNews(session)) sessionNews.tell(activeOf(session, deviceOf(req.headers['user-agent'])));
    },
  });
  const live = createLiveStreams({ heartbeatMs: deps.heartbeatMs ?? 15_000, now });
  new Gauge({
    name: 'gateway_live_streams',
    help: 'Pages that follow live changes',
    registers: [metrics.registry],
    collect() {
      this.set(live.count());
    },
  });
  const proxy = createProxy({ upstreams, now });

  let stopping = false;
  let following = false;
  health.add('live changes', () => following);
  let knowsSignOuts = false;
  health.add('sign-outs', () => knowsSignOuts);
  health.add('goes on', () => !stopping);
  const sessionNews = followSessionNews({
    ...{ bus, signedOut, active, log, stopping: () => stopping },
    seal: createSeal('sign-outs', secrets),
    ended: () => live.endOf(signedOut.has),
  });
  const subscribed = followChanges({ bus, live, log, stopping: () => stopping });
  const failureOf = async (subscription: Subscription | undefined) =>
    subscription ? (await subscription.failed).message : new Promise<string>(() => {});
  const failed = Promise.race([
    subscribed.then((subscription) => {
      following = subscription !== undefined;
      return failureOf(subscription);
    }),
    sessionNews.followed.then(async (subscription) => {
      void subscription?.caughtUp.then(() => (knowsSignOuts = true));
      return failureOf(subscription);
    }),
  ]);

  const app = express();
  app.disable('x-powered-by').set('trust proxy', config.TRUSTED_PROXIES);
  app.use(securityHeaders(secure, new URL(config.OIDC_ISSUER).origin));
  app.use((_req, res, next) => {
    if (stopping) res.setHeader('connection', 'close');
    next();
  });
  app.get('/health/live', (_req, res) => void res.json({ live: true }));
  app.get('/health/ready', async (_req, res) => {
    const report = await health.report();
    res.status(report.ready ? 200 : 503).json(report);
  });
  app.get('/metrics', async (req, res, next) => {
    // For the installation's inside: what came through a proxy in front came from outside.
    if (req.headers['x-forwarded-for'] !== undefined) next();
    else res.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  app.post(
    '/auth/backchannel-logout',
    limitRequests(config.API_REQUESTS_A_MINUTE, byAddress),
    noStore,
    ...backchannelRoute({
      logoutTokens: createLogoutTokens({ issuer: config.OIDC_ISSUER, clientId: config.OIDC_CLIENT_ID, now }),
      ended: sessionNews.tell,
      log,
    }),
  );
  app.use(
    '/auth',
    limitRequests(config.SIGN_IN_REQUESTS_A_MINUTE, byAddress),
    noStore,
    authRoutes({
      baseUrl: config.BASE_URL,
      protocol,
      sessions,
      cookies,
      pendingSeal: createSeal('sign-in', secrets),
      cookieName: secure ? '__Secure-abri' : 'abri',
      log,
      now,
      ended: sessionNews.tell,
    }),
  );
  // A calendar cannot sign in: the secret in the address is what it shows, and it opens kinds and dates only.
  app.get('/calendar/:token', limitRequests(config.SIGN_IN_REQUESTS_A_MINUTE, byAddress), noStore, (req, res) => {
    nameRoute('/calendar/:token');
    const language = req.query.lang === 'en' ? 'en' : 'fr';
    const path = `/calendar/${encodeURIComponent(String(req.params.token))}?lang=${language}`;
    return proxy.forward(req, res, { service: 'child-followup', path, token: '', endsMs: now() });
  });
  // What anybody may see of the observatory. The service has only the outside view below /public, whoever asks.
  app.get(publicObservatory, limitRequests(config.PUBLIC_REQUESTS_A_MINUTE, byAddress), (req, res) => {
    const query = req.url.includes('?') ? req.url.slice(req.url.indexOf('?')) : '';
    nameRoute('/api/public/observatory');
    const path = `/public${req.params[0]}${query}`;
    res.setHeader('cache-control', 'no-store');
    return proxy.forward(req, res, { service: 'observatory', path, token: '', endsMs: now() });
  });
  const requestsAMinute = config.API_REQUESTS_A_MINUTE;
  app.use(
    '/api',
    apiRoutes({
      ...{ sessions, active, ended: sessionNews.tell, longestMs, live, proxy, metrics, upstreams },
      ...{ requestsAMinute, collector, log, now },
    }),
  );
  app.use(webApp(config.WEB_DIR));
  app.use(() => {
    throw new HttpProblem(404, 'no-such-route', 'There is nothing at this address');
  });
  app.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (res.headersSent) next(error);
    else sendProblem(error, res, log);
  });

  const server = serviceServer(app);
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    failed,
    async close() {
      stopping = true;
      await pause(drainMs());
      live.close();
      await proxy.endStreams();
      // What has begun is answered before the connections to the services end.
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), Math.max(drainMs(), 2_000)).unref();
      await closed;
      await proxy.close();
      if (following) await (await subscribed)?.stop();
      if (knowsSignOuts) await (await sessionNews.followed)?.stop();
    },
  };
}

const publicObservatory = /^\/api\/public\/observatory((?:\/[a-z-]+)+(?:\.[a-z]+)?)$/;

const noStore = (_req: Request, res: Response, next: NextFunction) => {
  res.setHeader('cache-control', 'no-store');
  next();
};

/** Nothing from elsewhere runs, frames or is loaded; forms may lead to the issuer, which signing out does. */
function securityHeaders(secure: boolean, issuerOrigin: string) {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'", issuerOrigin],
      },
    },
    strictTransportSecurity: secure && { maxAge: 63_072_000, includeSubDomains: true },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  return (req: Request, res: Response, next: NextFunction) => {
    res.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
    headers(req, res, next);
  };
}
