import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Edge, startEdge } from './edge.js';

let edge: Edge;
const seen: { url: string; authorization: string }[] = [];
beforeAll(async () => {
  edge = await startEdge({
    upstream(req: IncomingMessage, res: ServerResponse) {
      seen.push({ url: req.url ?? '', authorization: req.headers.authorization ?? '' });
      res.writeHead(200, { 'content-type': 'application/json' }).end('{"fine":true}');
    },
  });
}, 30_000);
afterAll(() => edge.stop());
beforeEach(() => {
  seen.length = 0;
});
const ask = (path: string, init: RequestInit = {}) => fetch(`${edge.url}${path}`, init);

it('lets anybody read what the observatory shows below /public, and hands on no token', async () => {
  const answer = await ask('/api/public/observatory/report?year=2012', { headers: { authorization: 'Bearer abc' } });
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(await ask('/api/public/observatory/exports/by-month.csv?year=2012').then(({ status }) => status)).toBe(200);
  expect(seen.map(({ url }) => url)).toEqual(['/public/report?year=2012', '/public/exports/by-month.csv?year=2012']);
  expect(seen.every(({ authorization }) => authorization.trim() === 'Bearer')).toBe(true);
});

it.each([
  '/api/public/observatory/%2e%2e/report',
  '/api/public/observatory//report',
  '/api/public/observatory/..%2freport',
  '/api/public/capacity/shelters',
  '/api/public/observatory',
])('does not let a stranger reach %s', async (path) => {
  const { status } = await ask(path);
  expect([401, 404]).toContain(status);
  expect(seen).toEqual([]);
});

it('lets nobody change anything by the public door', async () => {
  const { status } = await ask('/api/public/observatory/report', { method: 'POST', body: '{}' });
  expect(status).toBe(401);
  expect(seen).toEqual([]);
});
