import { z } from 'zod';
import { createAuthenticate } from './auth.js';
import { createHealth } from './health.js';
import { createHttp } from './http.js';
import { createLogger } from './log.js';
import { createMetrics } from './metrics.js';
import { testIssuer } from './test-issuer.js';

let issuer: Awaited<ReturnType<typeof testIssuer>>;
let url: string;
let close = async () => {};
const done: unknown[] = [];
const logged: string[] = [];
beforeAll(async () => {
  issuer = await testIssuer();
  const http = createHttp({
    service: 'test',
    log: createLogger('test', 'info', { write: (line: string) => void logged.push(line) }),
    authenticate: createAuthenticate(issuer),
    metrics: createMetrics('test'),
    health: createHealth(),
  });
  http.route({
    method: 'post',
    path: '/things/:id',
    summary: 'Make a thing',
    roles: ['hotline'],
    params: z.strictObject({ id: z.string().max(5) }),
    body: z.strictObject({ name: z.string().min(1), beds: z.int() }),
    response: z.strictObject({ id: z.string(), who: z.string() }),
    status: 201,
    async handler({ params, body, user }) {
      done.push(body);
      if (body.name === 'broken') throw new Error('the address is 12 rue des Exemples');
      return { id: params.id, who: user.id };
    },
  });
  const listening = await http.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${listening.port}`;
  close = listening.close;
});
afterAll(async () => {
  await close();
  await issuer.stop();
});
beforeEach(() => void done.splice(0));

const post = async (path: string, body: string, token?: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(url + path, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
  });
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: (await answer.json()) as Record<string, unknown>,
  };
};
const good = JSON.stringify({ name: 'oak', beds: 2 });

it('answers a checked request', async () => {
  const token = await issuer.sign({ roles: ['hotline'] }, { subject: 'u1' });
  expect(await post('/things/a', good, token)).toMatchObject({ status: 201, body: { id: 'a', who: 'u1' } });
});

it('names every violation at once, unknown fields too, and does nothing', async () => {
  const token = await issuer.sign({ roles: ['hotline'] });
  const { status, type, body } = await post('/things/toolong', '{"name":"","beds":1.5,"phone":"0601020304"}', token);
  expect(status).toBe(400);
  expect(type).toMatch(/^application\/problem\+json/);
  expect((body.violations as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([
    '/beds',
    '/name',
    '/path/id',
    '/phone',
  ]);
  expect(JSON.stringify(body)).not.toContain('0601020304');
  expect(done).toEqual([]);
});

it.each([
  ['no token', undefined, 401],
  ['another role', () => issuer.sign({ roles: ['justice'] }), 403],
  ['an ended token', () => issuer.sign({ roles: ['hotline'] }, { expires: '-1m' }), 401],
  ['a token for somebody else', () => issuer.sign({ roles: ['hotline'] }, { audience: 'urn:other' }), 401],
])('refuses %s', async (_name, token, status) => {
  expect((await post('/things/a', good, await token?.())).status).toBe(status);
  expect(done).toEqual([]);
});

it('refuses a body over 64 kB, broken JSON and unknown routes, each as a problem', async () => {
  const token = await issuer.sign({ roles: ['hotline'] });
  const large = JSON.stringify({ name: 'x'.repeat(65 * 1024), beds: 1 });
  expect(await post('/things/a', large, token)).toMatchObject({
    status: 413,
    body: { type: 'urn:abri:problem:too-large' },
  });
  expect(await post('/things/a', '{"name":', token)).toMatchObject({
    status: 400,
    body: { type: 'urn:abri:problem:not-json' },
  });
  expect(await post('/nothing', good, token)).toMatchObject({
    status: 404,
    body: { type: 'urn:abri:problem:no-such-route' },
  });
  expect(done).toEqual([]);
});

it('reads nothing of what somebody sends who may not', async () => {
  const large = JSON.stringify({ name: 'x'.repeat(65 * 1024), beds: 1 });
  for (const body of [large, '{"name":']) {
    expect((await post('/things/a', body)).status).toBe(401);
    expect((await post('/things/a', body, await issuer.sign({ roles: ['observatory'] }))).status).toBe(403);
  }
});

it('says nothing of what broke inside', async () => {
  const token = await issuer.sign({ roles: ['hotline'] });
  const { status, body } = await post('/things/a', '{"name":"broken","beds":1}', token);
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toContain('rue');
});

it('documents its routes from their schemas', async () => {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
    paths: Record<string, { post: { requestBody: object } }>;
  };
  expect(JSON.stringify(document.paths['/things/{id}']?.post.requestBody)).toContain('"beds"');
});

it('logs who tried what they may not, and nothing of what was sent', async () => {
  logged.splice(0);
  const token = await issuer.sign({ roles: ['justice'] }, { subject: 'u9' });
  await post('/things/a', '{"name":"0601020304","beds":1}', token);
  const lines = logged.filter((line) => line.includes('accessRefused'));
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { who: 'u9', method: 'post', route: '/things/:id' },
  ]);
  expect(logged.join('')).not.toContain('0601020304');
});
