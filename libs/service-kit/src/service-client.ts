import { Problem } from '@abri/contracts/problem';
import { readKnown } from '@abri/contracts/read-known';
import { Pool } from 'undici';
import { z } from 'zod';
import { createAddresses } from './addresses.js';
import { systemNowMs } from './clock.js';
import { discovered, issuerAnswersWithinMs } from './issuer-discovery.js';
import { serviceConnector } from './service-tls.js';

/** Another service said no, with its problem. */
export class ServiceRefused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.title);
  }
}
/** Another service could not be asked, or its answer was not understood: the outcome is unknown. */
export class ServiceAway extends Error {}

/** Calls another service; the answer is checked by its schema. Throws `ServiceRefused` or `ServiceAway`. */
export interface ServiceClient {
  get<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>>;
  post<S extends z.ZodType>(path: string, body: unknown, schema: S): Promise<z.infer<S>>;
  close(): Promise<void>;
}

/** A client over kept-open connections (undici) to one address or, in turn, to several replicas. `token` gives a bearer token; one request takes `timeoutMs` at most. */
export function createServiceClient(o: {
  url: string | readonly string[];
  token: () => Promise<string>;
  timeoutMs?: number;
  connections?: number;
}): ServiceClient {
  const timeout = o.timeoutMs ?? 5_000;
  const addresses = createAddresses(typeof o.url === 'string' ? [o.url] : o.url);
  const connect = serviceConnector(timeout);
  const pools = new Map(
    addresses.urls.map((url) => [
      url,
      new Pool(new URL(url).origin, {
        connections: o.connections ?? 32,
        headersTimeout: timeout,
        bodyTimeout: timeout,
        connect,
      }),
    ]),
  );
  const call = async <S extends z.ZodType>(method: 'GET' | 'POST', path: string, body: unknown, schema: S) => {
    let status: number;
    let answer: unknown;
    const url = addresses.pick();
    const pool = pools.get(url);
    if (!pool) throw new ServiceAway('has no such address');
    try {
      const { statusCode, body: stream } = await pool.request({
        method,
        path,
        headers: { authorization: `Bearer ${await o.token()}`, 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
      });
      status = statusCode;
      answer = await stream.json();
    } catch (error) {
      addresses.away(url);
      throw new ServiceAway(error instanceof Error ? error.message : 'no answer');
    }
    if (status >= 400) {
      const problem = readKnown(Problem, answer);
      if (!problem.success || status >= 500) throw new ServiceAway(`answered ${status}`);
      throw new ServiceRefused(status, problem.data);
    }
    const parsed = readKnown(schema, answer);
    if (!parsed.success) throw new ServiceAway('gave an answer that does not fit the contract');
    return parsed.data;
  };
  return {
    get: (path, schema) => call('GET', path, undefined, schema),
    post: (path, body, schema) => call('POST', path, body, schema),
    async close() {
      addresses.close();
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

const Discovery = z.object({ token_endpoint: z.url() });
const TokenAnswer = z.object({ access_token: z.string(), expires_in: z.number() });

/**
 * Gives a service's own access token (OAuth client credentials). A minute before it ends the next one is fetched; until the
 * issuer has given that, the one there is goes on being used to its end. Throws when there is none and the issuer gives none
 * within `timeoutMs`.
 */
export function serviceToken(o: {
  issuer: string;
  audience: string;
  clientId: string;
  clientSecret: string;
  now?: () => number;
  timeoutMs?: number;
}): () => Promise<string> {
  const now = o.now ?? systemNowMs;
  const credentials = `${encodeURIComponent(o.clientId)}:${encodeURIComponent(o.clientSecret)}`;
  let current: { token: string; renewMs: number; endsMs: number } | undefined;
  let coming: Promise<string> | undefined;

  const fetchToken = async () => {
    const signal = AbortSignal.timeout(o.timeoutMs ?? issuerAnswersWithinMs);
    const { token_endpoint } = await discovered(o.issuer, Discovery, signal);
    const answer = await fetch(token_endpoint, {
      method: 'POST',
      signal,
      // Credentials go to the address that the issuer has named, and nowhere else.
      redirect: 'error',
      headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: o.audience }),
    });
    if (!answer.ok) throw new Error(`the issuer refused this service's credentials (${answer.status})`);
    const { access_token: token, expires_in } = TokenAnswer.parse(await answer.json());
    const got = now();
    current = { token, renewMs: got + Math.max(expires_in - 60, 1) * 1_000, endsMs: got + expires_in * 1_000 };
    return token;
  };
  return async () => {
    if (current && now() < current.renewMs) return current.token;
    coming ??= fetchToken().finally(() => (coming = undefined));
    if (!current || now() >= current.endsMs) return coming;
    // Whoever has a token does not wait; that the next one did not come is seen by whoever needs it.
    coming.catch(() => undefined);
    return current.token;
  };
}
