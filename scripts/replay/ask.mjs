import { createHash } from 'node:crypto';
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { tokenOf } from '../../load-tests/dist/run/sign-in.js';

const tokenLivesMs = 25 * 60_000;
const tries = 12;

/** A service said no: what was asked of it cannot be done now. */
export class Refused extends Error {
  constructor(what, status, problem) {
    super(
      `${what}: ${status} ${problem?.title ?? ''} ${(problem?.violations ?? []).map((one) => `${one.pointer} ${one.message}`).join(', ')}`.trim(),
    );
    this.status = status;
    this.type = problem?.type?.replace('urn:abri:problem:', '') ?? String(status);
  }
}

/** The same key for the same thing, in every run of the same replay: asking again is harmless. */
export const keyOf = (...parts) => createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);

/**
 * Asks the services as the people of the development issuer: each signs in once and again before the token ends.
 * `ask({ as, service, method, path, body, key })` gives the answer's body. What has no answer (a service that is being
 * started anew) is asked again, with the same key; a refusal is thrown as `Refused`.
 */
export function createAsk({ urls, issuer, heard = () => undefined }) {
  const doors = { issuer, gateway: urls.gateway };
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const tokens = new Map();
  const tokenFor = async (as) => {
    const known = tokens.get(as);
    if (known && performance.now() < known.endsMs) return known.token;
    const token = tokenOf(doors, `${as}@abri.test`);
    tokens.set(as, { token, endsMs: performance.now() + tokenLivesMs });
    token.catch(() => tokens.delete(as));
    return token;
  };
  const once = async ({ as, service, method = 'POST', path, body, key }) => {
    const token = await tokenFor(as);
    const text = body === undefined ? undefined : JSON.stringify(body);
    if (body !== undefined) heard(body);
    return new Promise((resolve, reject) => {
      const request = http.request(
        urls[service] + path,
        {
          method,
          agent,
          timeout: 30_000,
          headers: {
            authorization: `Bearer ${token}`,
            ...(text === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
            ...(key ? { 'idempotency-key': key } : {}),
          },
        },
        (answer) => {
          const parts = [];
          answer.on('data', (part) => parts.push(part));
          answer.once('error', reject);
          answer.once('end', () => resolve({ status: answer.statusCode, text: Buffer.concat(parts).toString('utf8') }));
        },
      );
      request.once('timeout', () => request.destroy(new Error('no answer within 30 s')));
      request.once('error', reject);
      request.end(text);
    });
  };
  const ask = async (asked) => {
    const what = `${asked.method ?? 'POST'} ${asked.service}${asked.path.replace(/\/[A-Za-z0-9_-]{16,}/g, '/…')}`;
    let last = '';
    for (let attempt = 0; attempt < tries; attempt++) {
      if (attempt > 0) await pause(Math.min(100 * 2 ** attempt, 3_000));
      try {
        const { status, text } = await once(asked);
        if (status < 400) return text ? JSON.parse(text) : undefined;
        last = `${status} ${text.slice(0, 200)}`;
        if (status === 401) tokens.delete(asked.as);
        else if (status < 500) throw new Refused(what, status, JSON.parse(text));
      } catch (error) {
        if (error instanceof Refused) throw error;
        last = error.message;
      }
    }
    throw new Error(`${what} had no answer after ${tries} attempts: ${last}`);
  };
  return { ask, close: () => agent.destroy() };
}
