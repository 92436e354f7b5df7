import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { type Addresses, createAddresses } from '@abri/service-kit/addresses';
import { bodyTooLarge, HttpProblem } from '@abri/service-kit/errors';
import { serviceConnector } from '@abri/service-kit/service-tls';
import type { Request, Response } from 'express';
import { type Dispatcher, Pool } from 'undici';

/** The most that any service reads; each has its own limits below. */
const bodyLimitBytes = 4 * 1024 * 1024 + 1024;
/** As much as a service reads of JSON. */
const keptWholeBytes = 64 * 1024;
/** Only these travel: no cookie, no CSRF token, nothing hop-by-hop. Tracing adds its own. */
const requestHeaders = [
  'accept',
  'accept-language',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'last-event-id',
];
const responseHeaders = [
  'content-type',
  'content-length',
  'content-encoding',
  'content-disposition',
  'cache-control',
  'etag',
  'last-modified',
  'location',
  'retry-after',
  'vary',
  'x-accel-buffering',
];

/** Passes requests on to the services, over kept-open connections. */
export interface Proxy {
  /**
   * Answers with the service's answer. `endsMs`: a stream is cut then. A request that reached nobody is sent again, to
   * another replica if there is one; so is one that was cut off or found a replica that is not ready, if doing it twice does
   * no harm: a reading, or a command with an Idempotency-Key. Throws a problem when the service gives no answer.
   */
  forward(
    req: Request,
    res: Response,
    to: { service: string; path: string; token: string; endsMs: number },
  ): Promise<void>;
  /** Cuts the streams: their pages come back, to whoever answers then. */
  endStreams(): Promise<void>;
  close(): Promise<void>;
}

const isStream = (req: Request) => (req.headers.accept ?? '').includes('text/event-stream');
const attempts = 3;

/** Takes the services' addresses by name, a clock, and how long a service may take until it begins to answer. */
export function createProxy(o: {
  upstreams: Readonly<Record<string, readonly string[]>>;
  now: () => number;
  answerWithinMs?: number;
}): Proxy {
  const headersTimeout = o.answerWithinMs ?? 30_000;
  const services = new Map(Object.entries(o.upstreams).map(([name, urls]) => [name, createAddresses(urls)]));
  const connect = serviceConnector(3_000);
  const pools = (bodyTimeout: number, connections: number | null) =>
    new Map(
      Object.values(o.upstreams)
        .flat()
        .map((url) => [url, new Pool(new URL(url).origin, { connections, headersTimeout, bodyTimeout, connect })]),
    );
  // Streams last for hours: they have connections of their own, so that they never keep a request waiting.
  const forRequests = pools(headersTimeout, 128);
  const forStreams = pools(0, null);

  /** Sends a request until a replica answers it or no more may be tried. Throws what the last one failed with. */
  const ask = async (
    addresses: Addresses,
    connections: ReadonlyMap<string, Pool>,
    request: Dispatcher.RequestOptions,
    mayRepeat: boolean,
  ) => {
    const tried = new Set<string>();
    for (let failures = 1; ; failures++) {
      const url = addresses.pick(tried);
      tried.add(url);
      const last = failures === attempts;
      try {
        const pool = connections.get(url);
        if (!pool) throw new Error('an address without connections');
        const answer = await pool.request(request);
        if (answer.statusCode !== 503 || last || !mayRepeat || tried.size === addresses.urls.length) return answer;
        await answer.body.dump();
      } catch (error) {
        const reached = !neverReached(error);
        if (!reached) addresses.away(url);
        const again = reached ? mayRepeat && wasCutOff(error) : !(request.body instanceof Readable);
        if (last || !again) throw error;
        if (tried.size < addresses.urls.length) continue;
        tried.clear();
        await pause(100 * failures);
      }
    }
  };

  return {
    async forward(req, res, { service, path, token, endsMs }) {
      const stream = isStream(req);
      const addresses = services.get(service);
      if (!addresses) throw new HttpProblem(404, 'no-such-route', 'There is nothing at this address');
      const safe = req.method === 'GET' || req.method === 'HEAD';
      const abort = new AbortController();
      // A command that has begun is left to finish: its outcome is kept under its Idempotency-Key.
      if (safe) res.once('close', () => abort.abort());
      const end = stream ? setTimeout(() => abort.abort(), Math.max(endsMs - o.now(), 0)).unref() : undefined;
      try {
        const body = safe ? null : await bodyOf(req);
        const request = {
          method: req.method as Dispatcher.HttpMethod,
          path,
          headers: { ...picked(req.headers, requestHeaders), authorization: `Bearer ${token}` },
          body,
          signal: abort.signal,
        };
        const keyed = req.headers['idempotency-key'] !== undefined && !(body instanceof Readable);
        const answer = await ask(addresses, stream ? forStreams : forRequests, request, safe || keyed).catch(
          (error: unknown) => {
            throw error instanceof HttpProblem ? error : explained(error, service);
          },
        );
        if (res.destroyed) return void (await answer.body.dump());
        res.status(answer.statusCode).set(picked(answer.headers, responseHeaders));
        if (stream) res.flushHeaders();
        // Once the answer has begun, a cut connection is the only way left to say that it is not whole.
        await pipeline(answer.body, res).catch(() => res.destroy());
      } catch (error) {
        if (!res.destroyed) throw error;
      } finally {
        clearTimeout(end);
      }
    },
    endStreams: async () => void (await Promise.all([...forStreams.values()].map((pool) => pool.destroy()))),
    async close() {
      for (const addresses of services.values()) addresses.close();
      await Promise.all([...forRequests.values(), ...forStreams.values()].map((pool) => pool.destroy()));
    },
  };
}

function picked(headers: Record<string, string | string[] | undefined>, names: readonly string[]) {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]];
    }),
  );
}

/** A small body whole, so that it can be sent again; a large one, or one of unknown length, as it comes. */
async function bodyOf(req: Request): Promise<Buffer | Readable> {
  const bytes = Number(req.headers['content-length'] ?? (req.headers['transfer-encoding'] === undefined ? 0 : NaN));
  if (!(bytes <= keptWholeBytes)) return limited(req);
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** The body as it comes, until it is too large. */
function limited(req: Request): Readable {
  if (Number(req.headers['content-length'] ?? 0) > bodyLimitBytes) throw bodyTooLarge();
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > bodyLimitBytes) done(bodyTooLarge());
      else done(null, chunk);
    },
  });
  req.pipe(count);
  req.once('close', () => {
    if (!req.complete) count.destroy(new Error('the page went away'));
  });
  // What is left is read and thrown away: ending the connection here would hide the answer that explains it.
  count.once('error', () => req.unpipe(count).resume());
  return count;
}

const codeOf = (error: unknown) => String((error as { code?: unknown } | null)?.code ?? '');
const neverReached = (error: unknown) =>
  ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(codeOf(error));
/** The connection ended before an answer came: the replica has died, or had just closed it. */
const wasCutOff = (error: unknown) => ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(codeOf(error));

/** Why a service gave no answer, and what that means for the one who asked. */
function explained(error: unknown, service: string): HttpProblem {
  const code = codeOf(error);
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
    return new HttpProblem(504, 'service-late', `The ${service} service did not answer in time`, {
      detail:
        'It is not known whether anything was changed. Send the same request with the same Idempotency-Key again.',
    });
  return new HttpProblem(503, 'service-away', `The ${service} service does not answer now`, {
    detail: neverReached(error)
      ? 'Nothing was changed. Try again in a moment; if it lasts, call by phone and tell an operator.'
      : 'It is not known whether anything was changed. Send the same request with the same Idempotency-Key again in a moment.',
  });
}
