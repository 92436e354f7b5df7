import { Problem } from '@abri/contracts/problem';
import { Pool } from 'undici';
import { z } from 'zod';
import { createAddresses } from './addresses.js';
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
      const problem = Problem.safeParse(answer);
      if (!problem.success || status >= 500) throw new ServiceAway(`answered ${status}`);
      throw new ServiceRefused(status, problem.data);
    }
    const parsed = schema.safeParse(answer);
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

const TokenAnswer = z.object({ access_token: z.string(), expires_in: z.number() });

/** Gives a service's own access token (OAuth client credentials), fetched anew a minute before it ends. */
export function serviceToken(o: {
  issuer: string;
  audience: string;
  clientId: string;
  clientSecret: string;
  now?: () => number;
}): () => Promise<string> {
  const now = o.now ?? Date.now;
  let current: { token: Promise<string>; endsMs: number } | undefined;
  const fetchToken = async () => {
    const issuer = o.issuer.replace(/\/$/, '');
    const discovery = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as {
      token_endpoint: string;
    };
    const answer = await fetch(discovery.token_endpoint, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${encodeURIComponent(o.clientId)}:${encodeURIComponent(o.clientSecret)}`).toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: o.audience }),
    });
    if (!answer.ok) throw new Error(`the issuer refused this service's credentials (${answer.status})`);
    return TokenAnswer.parse(await answer.json());
  };
  return async () => {
    if (current && now() < current.endsMs) return current.token;
    const answer = fetchToken();
    current = { token: answer.then(({ access_token }) => access_token), endsMs: now() + 10_000 };
    // Whoever asked gets the failure by `answer`; nobody else may be waiting, and that must not end the process.
    current.token.catch(() => undefined);
    try {
      const { expires_in } = await answer;
      current.endsMs = now() + Math.max(expires_in - 60, 1) * 1_000;
    } catch (error) {
      current = undefined;
      throw error;
    }
    return current.token;
  };
}
