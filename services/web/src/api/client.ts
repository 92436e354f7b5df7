import { readKnown } from '@abri/contracts/read-known';
import type { z } from 'zod';
import { tracer } from '../trace/browser-trace.js';
import { noteServerDate } from './clock.js';
import { presence } from './presence.js';
import { failureOf, isSignedOut, NoAnswer } from './problem.js';

export interface Call<S extends z.ZodType> {
  path: string;
  schema: S;
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  /** Sent as it is instead of a JSON body. */
  csv?: Blob;
  /** Idempotency-Key of an unsafe method. */
  key?: string;
  signal?: AbortSignal;
}

let csrf = '';
let onSignedOut = () => {};
/** Sets the token that unsafe methods carry; the session gives it. */
export const rememberCsrf = (token: string) => {
  csrf = token;
};
export const csrfToken = () => csrf;
/** Called whenever the gateway says that nobody is signed in. */
export const whenSignedOut = (handler: () => void) => {
  onSignedOut = handler;
};

async function send(call: Call<z.ZodType>): Promise<Response> {
  const method = call.method ?? 'GET';
  const headers: Record<string, string> = { accept: 'application/json' };
  const span = tracer.asks(method, call.path);
  if (span) headers.traceparent = span.traceparent;
  if (method !== 'GET') headers['x-csrf-token'] = csrf;
  if (method === 'GET' && !presence.isThere()) headers['x-abri-unattended'] = '1';
  if (call.key) headers['idempotency-key'] = call.key;
  if (call.csv !== undefined) headers['content-type'] = 'text/csv; charset=utf-8';
  else if (call.body !== undefined) headers['content-type'] = 'application/json';
  // A device that knows that it has no connection sends nothing: then it is known that nothing was done.
  if (globalThis.navigator?.onLine === false) throw new NoAnswer('offline');
  try {
    const answer = await fetch(`/api${call.path}`, {
      method,
      headers,
      body: call.csv ?? (call.body === undefined ? undefined : JSON.stringify(call.body)),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: call.signal,
    });
    span?.end(answer.status);
    return answer;
  } catch (error) {
    span?.end(null);
    if (call.signal?.aborted) throw error;
    throw new NoAnswer('network');
  }
}

/**
 * Calls the gateway and checks the answer with its schema. Throws `ApiProblem` for an explained refusal and `NoAnswer`
 * where the outcome is not known.
 */
export async function call<S extends z.ZodType>(request: Call<S>): Promise<z.infer<S>> {
  const response = await send(request);
  noteServerDate(response.headers.get('date'));
  if (!response.ok) {
    const failure = await failureOf(response);
    if (isSignedOut(failure) && request.path !== '/session') onSignedOut();
    throw failure;
  }
  const body: unknown = response.status === 204 ? undefined : await response.json().catch(() => null);
  const parsed = readKnown(request.schema, body);
  if (!parsed.success) throw new NoAnswer('unreadable');
  return parsed.data;
}

/** Fetches a text file, such as the CSV of all shelters. Throws as `call` does. */
export async function callText(path: string): Promise<string> {
  let response: Response;
  try {
    response = await fetch(`/api${path}`, { headers: { accept: 'text/csv' }, cache: 'no-store' });
  } catch {
    throw new NoAnswer('network');
  }
  if (response.ok) return response.text();
  const failure = await failureOf(response);
  if (isSignedOut(failure)) onSignedOut();
  throw failure;
}
