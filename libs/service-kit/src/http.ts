import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { channelsOf } from '@abri/contracts/channels';
import type { Violation } from '@abri/contracts/problem';
import type { Role } from '@abri/contracts/vocabulary';
import { trace } from '@opentelemetry/api';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { z } from 'zod';
import { asyncApiDocument } from './asyncapi.js';
import { type Authenticate, requireRole, type User } from './auth.js';
import { drainMs } from './draining.js';
import { bodyTooLarge, HttpProblem } from './errors.js';
import type { Health } from './health.js';
import type { Logger } from './log.js';
import { exemplarLabels, type Metrics, readyGauge } from './metrics.js';
import { type DescribedRoute, openApiDocument } from './openapi.js';
import { nameRoute } from './route-name.js';
import { serviceServer } from './service-tls.js';

type MediaType =
  'text/csv' | 'text/event-stream' | 'application/pdf' | 'application/json' | 'application/vnd.apache.parquet';
type Parsed<S> = S extends z.ZodType ? z.infer<S> : undefined;
/** What a handler gets: everything checked. */
export interface Context<P, Q, B> {
  params: Parsed<P>;
  query: Parsed<Q>;
  body: Parsed<B>;
  user: User;
  idempotencyKey: string | undefined;
  req: Request;
  res: Response;
}
/** One route. The handler's answer is sent as JSON with `status` (200 unless given), unless it has answered itself. */
export interface Route<P, Q, B, R extends z.ZodType> {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  summary: string;
  roles: readonly Role[];
  /** Anybody may ask, signed in or not: whoever asks, the handler gets somebody without a role. */
  anybody?: boolean;
  params?: P;
  query?: Q;
  body?: B;
  response?: R;
  /** What the answer is, where it is no JSON: the handler sends it itself. */
  answers?: MediaType | readonly MediaType[];
  /** What the body is, where it is no JSON: the handler gets it as a string. */
  accepts?: 'text/csv';
  /** How large the body may be, bytes; 64 kB of JSON unless given. */
  bodyBytes?: number;
  status?: number;
  handler(context: Context<P, Q, B>): Promise<z.input<R> | undefined>;
}
/** A service's HTTP side. */
export interface Http {
  app: Express;
  route<
    P extends z.ZodObject | undefined = undefined,
    Q extends z.ZodObject | undefined = undefined,
    B extends z.ZodType | undefined = undefined,
    R extends z.ZodType = z.ZodType,
  >(
    route: Route<P, Q, B, R>,
  ): void;
  /** `close` says at once that the service is not ready, drains (`drainMs`), and lets what has begun finish. */
  listen(o: { port: number; host: string }): Promise<{ port: number; close(): Promise<void> }>;
}

const nobody: User = { id: 'nobody', roles: [], shelterIds: [], teamIds: [] };
const bodyLimitBytes = 64 * 1024;
const csvLimitBytes = 1024 * 1024;

const violationsOf = (error: z.ZodError, root: string): Violation[] =>
  error.issues.flatMap((issue) => {
    const pointer = [root, ...issue.path.map(String)].join('/');
    if (issue.code !== 'unrecognized_keys') return [{ pointer, message: issue.message }];
    return issue.keys.map((key) => ({ pointer: `${pointer}/${key}`, message: 'is not a known field' }));
  });

/** Reads a body of JSON or CSV, once it is known who sends it. Throws what `fromBodyParser` explains. */
function bodyReader(mostBytes = bodyLimitBytes): (req: Request, res: Response) => Promise<void> {
  const json = express.json({ limit: mostBytes });
  const csv = express.text({ type: 'text/csv', limit: csvLimitBytes });
  const read = (reader: typeof json, req: Request, res: Response) =>
    new Promise<void>((done, failed) => reader(req, res, (error?: unknown) => (error ? failed(error) : done())));
  return async (req, res) => {
    await read(json, req, res);
    await read(csv, req, res);
  };
}

/** Express with what every service needs: health, metrics, OpenAPI, checked routes, problems. */
export function createHttp(o: {
  service: string;
  log: Logger;
  authenticate: Authenticate;
  metrics: Metrics;
  health: Health;
}): Http {
  const app = express();
  const routes: DescribedRoute[] = [];
  readyGauge(o.metrics.registry, o.health);
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(helmet());
  let draining = false;
  app.use((_req, res, next) => {
    res.setHeader('cache-control', 'no-store');
    // Whoever keeps this connection open shall come by another one next time: there it finds a replica that goes on.
    if (draining) res.setHeader('connection', 'close');
    next();
  });
  app.get('/health/live', (_req, res) => void res.json({ live: true }));
  app.get('/health/ready', async (_req, res) => {
    const report = await o.health.report();
    const ready = report.ready && !draining;
    res.status(ready ? 200 : 503).json({ ...report, ready });
  });
  app.get('/metrics', async (_req, res) => {
    res.type(o.metrics.registry.contentType).send(await o.metrics.registry.metrics());
  });
  app.get('/openapi.json', (_req, res) => void res.json(openApiDocument(o.service, routes)));
  const channels = channelsOf[o.service] ?? { sends: [], reads: [] };
  app.get('/asyncapi.json', (_req, res) => void res.json(asyncApiDocument(o.service, channels)));

  const handle =
    <
      P extends z.ZodObject | undefined,
      Q extends z.ZodObject | undefined,
      B extends z.ZodType | undefined,
      R extends z.ZodType,
    >(
      route: Route<P, Q, B, R>,
      readBody = bodyReader(route.bodyBytes),
    ) =>
    async (req: Request, res: Response) => {
      nameRoute(route.path);
      const ended = o.metrics.requestSeconds.startTimer({ method: route.method, route: route.path }, exemplarLabels());
      let who = '';
      res.once('close', () => {
        ended({ status: String(res.statusCode) });
        // Who tried what they may not: by opaque id and pattern of the address, for whoever watches over the installation.
        if (res.statusCode === 403)
          o.log.warn({ event: 'accessRefused', who, method: route.method, route: route.path }, 'access refused');
      });
      const user = route.anybody ? nobody : await o.authenticate(req.headers.authorization);
      who = user.id;
      if (!route.anybody) requireRole(user, route.roles);
      await readBody(req, res);
      const violations: Violation[] = [];
      const check = <S extends z.ZodType | undefined>(schema: S, value: unknown, root: string): Parsed<S> => {
        if (!schema) return undefined as Parsed<S>;
        const parsed = schema.safeParse(value ?? {});
        if (!parsed.success) violations.push(...violationsOf(parsed.error, root));
        return parsed.data as Parsed<S>;
      };
      const params = check(route.params, req.params, '/path');
      const query = check(route.query, req.query, '/query');
      const body = check(route.body, req.body, '');
      const key = req.headers['idempotency-key'];
      const idempotencyKey = typeof key === 'string' ? key : undefined;
      if (idempotencyKey !== undefined && !/^[\x21-\x7e]{8,64}$/.test(idempotencyKey))
        violations.push({ pointer: '/headers/idempotency-key', message: 'has 8 to 64 visible characters' });
      if (violations.length > 0)
        throw new HttpProblem(400, 'not-valid', 'The request is not valid', {
          detail: 'Nothing was changed. Correct every field named below and send it again.',
          violations,
        });
      const checked = { params: params as Parsed<P>, query: query as Parsed<Q>, body: body as Parsed<B> };
      const answer = await route.handler({ ...checked, user, idempotencyKey, req, res });
      if (res.headersSent || res.writableEnded) return;
      if (answer === undefined) res.status(204).end();
      else res.status(route.status ?? 200).json(answer);
    };

  return {
    app,
    route(route) {
      routes.push(route);
      app[route.method](route.path, handle(route));
    },
    listen({ port, host }) {
      app.use((req: Request) => {
        throw new HttpProblem(404, 'no-such-route', 'There is nothing at this address', {
          detail: `No route for ${req.method}.`,
        });
      });
      app.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
        if (res.headersSent) next(error);
        else sendProblem(error, res, o.log);
      });
      const server = serviceServer(app);
      server.keepAliveTimeout = 65_000;
      return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          resolve({
            port: (server.address() as AddressInfo).port,
            async close() {
              draining = true;
              await pause(drainMs());
              await new Promise<void>((closed) => {
                server.close(() => closed());
                server.closeIdleConnections();
                setTimeout(() => server.closeAllConnections(), Math.max(drainMs(), 2_000)).unref();
              });
            },
          });
        });
      });
    },
  };
}

/** Answers an error as a problem. What is not a problem of the caller is logged by its name, and answered as 500. */
export function sendProblem(error: unknown, res: Response, log: Logger): void {
  const known = error instanceof HttpProblem ? error : fromBodyParser(error);
  const traceId = trace.getActiveSpan()?.spanContext().traceId;
  const problem = known?.problem ?? {
    type: 'urn:abri:problem:internal',
    title: 'Something went wrong on our side',
    status: 500,
    detail: 'It is not known whether anything was changed. Send the same request with the same Idempotency-Key again.',
  };
  if (!known)
    log.error(
      {
        error: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown',
        stack: error instanceof Error ? error.stack : undefined,
      },
      'unexpected error',
    );
  res
    .status(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify({ ...problem, ...(traceId ? { traceId } : {}) }));
}

function fromBodyParser(error: unknown): HttpProblem | undefined {
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') return bodyTooLarge();
  if (type === 'entity.parse.failed')
    return new HttpProblem(400, 'not-json', 'The request is not JSON', {
      detail: 'Send a JSON body. Nothing was changed.',
    });
  if (
    typeof type === 'string' &&
    (type.startsWith('encoding.') || type.startsWith('charset.') || type.startsWith('request.'))
  )
    return new HttpProblem(400, 'not-readable', 'The request could not be read', {
      detail: 'Send it again. Nothing was changed.',
    });
  if (error instanceof URIError) return new HttpProblem(400, 'not-valid', 'The address is not valid');
  return undefined;
}
