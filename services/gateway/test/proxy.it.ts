import { mkdir, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import type { DocumentedServices, HealthList, SessionView } from '@abri/contracts/board-api';
import type { Problem } from '@abri/contracts/problem';
import { until } from '@abri/local-stack/until';
import { type Browser, browser } from './browser.js';
import { type Edge, startEdge } from './edge.js';

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  bytes: number;
}
let edge: Edge;
let page: Browser;
let csrf: string;
const seen: Seen[] = [];
/** Requests that the service has begun and not finished, and those that the gateway cut. */
const open = new Set<ServerResponse>();
let cut = 0;

function service(req: IncomingMessage, res: ServerResponse) {
  let bytes = 0;
  req.on('data', (chunk: Buffer) => (bytes += chunk.length));
  req.on('end', () => {
    if (req.url !== '/health/ready')
      seen.push({ method: req.method ?? '', url: req.url ?? '', headers: req.headers, bytes });
    if (req.url?.startsWith('/slow')) {
      open.add(res);
      res.on('close', () => {
        open.delete(res);
        if (!res.writableFinished) cut++;
      });
    } else if (req.url === '/stream') {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.write('event: board\ndata: 1\n\n');
      open.add(res);
      res.on('close', () => open.delete(res));
    } else {
      res.writeHead(req.method === 'POST' ? 201 : 200, {
        'content-type': 'application/json',
        'set-cookie': 'abri=stolen',
        server: 'something 1.2',
      });
      res.end('{"fine":true}');
    }
  });
}

beforeAll(async () => {
  edge = await startEdge({ upstream: service });
  page = browser(edge.url);
  await page.signIn('operator@abri.test');
  csrf = (await page.json<SessionView>('/api/session')).body.csrf;
}, 30_000);
afterAll(() => edge.stop());
beforeEach(() => {
  seen.length = 0;
  cut = 0;
});
const post = (
  path: string,
  body: NonNullable<RequestInit['body']>,
  headers: Record<string, string> = {},
  init: RequestInit = {},
) =>
  page.ask(path, {
    method: 'POST',
    body,
    headers: { 'x-csrf-token': csrf, 'content-type': 'application/json', ...headers },
    ...init,
  });

it('passes a request on with the access token, and with nothing that is the gateway’s own', async () => {
  const answer = await post('/api/capacity/shelters?kind=hotel&x=%2F', '{"a":1}', { 'idempotency-key': 'key-12345' });
  expect([answer.status, await answer.json()]).toEqual([201, { fine: true }]);
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ method: 'POST', url: '/shelters?kind=hotel&x=%2F', bytes: 7 });
  const { headers } = seen[0] as Seen;
  expect(headers).toMatchObject({ 'idempotency-key': 'key-12345', 'content-type': 'application/json' });
  expect(headers.authorization).toMatch(/^Bearer eyJ/);
  expect(headers.cookie).toBeUndefined();
  expect(headers['x-csrf-token']).toBeUndefined();
});

it('lets a service set no cookie and say nothing of itself', async () => {
  const answer = await page.ask('/api/capacity/shelters');
  expect(answer.headers.getSetCookie().join()).not.toContain('stolen');
  expect(answer.headers.get('server')).toBeNull();
});

it.each(['POST', 'PUT', 'DELETE', 'PATCH'])(
  'refuses %s without the token of the page, and passes nothing on',
  async (method) => {
    for (const given of [undefined, '', 'x'.repeat(24)]) {
      const headers: Record<string, string> = given === undefined ? {} : { 'x-csrf-token': given };
      const answer = await page.ask('/api/capacity/shelters', { method, headers });
      expect([answer.status, ((await answer.json()) as Problem).type]).toEqual([403, 'urn:abri:problem:csrf-missing']);
    }
    expect(seen).toEqual([]);
  },
);

it('passes nothing on for who is not signed in', async () => {
  const stranger = browser(edge.url);
  expect((await stranger.ask('/api/capacity/shelters')).status).toBe(401);
  for (const address of ['', '/capacity/openapi.json', '/capacity/asyncapi.json'])
    expect((await stranger.ask(`/api/docs${address}`)).status).toBe(401);
  expect((await stranger.ask('/api/live')).status).toBe(401);
  expect(seen).toEqual([]);
});

it.each(['/metrics', '/METRICS/', '/health/ready', '/openapi.json', '/asyncapi.json'])(
  'keeps %s of a service inside',
  async (inside) => {
    expect((await page.ask(`/api/capacity${inside}`)).status).toBe(404);
    expect(seen).toEqual([]);
  },
);

it('gives the descriptions of each service’s API and messages to who is signed in', async () => {
  const { body } = await page.json<DocumentedServices>('/api/docs');
  expect(body.services).toContain('capacity');
  expect((await page.ask('/api/docs/capacity/openapi.json')).status).toBe(200);
  expect((await page.ask('/api/docs/capacity/asyncapi.json')).status).toBe(200);
  expect(seen.map(({ url }) => url)).toEqual(['/openapi.json', '/asyncapi.json']);
});

it.each(['nothing', 'constructor', '__proto__'])('knows no service called %s', async (name) => {
  expect((await page.ask(`/api/${name}/shelters`)).status).toBe(404);
  expect(await (await page.ask('/metrics')).text()).not.toContain(`route="/api/${name}"`);
});

it('says what to do when a service is away', async () => {
  const { status, body } = await page.json<Problem>('/api/matching/placements');
  expect(status).toBe(503);
  expect(body).toMatchObject({ type: 'urn:abri:problem:service-away' });
  expect(body.detail).toContain('Nothing was changed');
});

it('refuses a body that is too large, announced or not', async () => {
  const large = 'x'.repeat(4_300_000);
  expect((await post('/api/capacity/imports/shelters', large, { 'content-type': 'text/csv' })).status).toBe(413);
  const unannounced = new ReadableStream({
    start(controller) {
      for (let part = 0; part < 43; part++) controller.enqueue(new TextEncoder().encode('x'.repeat(100_000)));
      controller.close();
    },
  });
  const answer = await post('/api/capacity/imports/shelters', unannounced, {}, { duplex: 'half' } as RequestInit);
  expect(answer.status).toBe(413);
  expect(seen).toEqual([]);
});

it('stops a reading that nobody waits for any more, and lets a command finish', async () => {
  const beginAndLeave = async (number: number, init: RequestInit) => {
    const abort = new AbortController();
    const asked = page.ask('/api/capacity/slow', { ...init, signal: abort.signal }).catch(() => 'left');
    await until('the service to begin', async () => (open.size === number ? true : undefined), { withinMs: 5_000 });
    abort.abort();
    expect(await asked).toBe('left');
  };
  await beginAndLeave(1, { method: 'POST', body: '{}', headers: { 'x-csrf-token': csrf } });
  const [command] = open;
  await beginAndLeave(2, {});
  // The reading was left after the command: once the service has been told of it, the gateway knows of both.
  await until('the service to be told', async () => (cut > 0 ? true : undefined), { withinMs: 5_000 });
  expect([...open]).toEqual([command]);
  command?.end('{}');
  await until('the command to finish', async () => (open.size === 0 ? true : undefined), { withinMs: 5_000 });
  expect(cut).toBe(1);
});

it('passes a stream on at once, and tells the service when the page has gone', async () => {
  const abort = new AbortController();
  const answer = await page.ask('/api/observatory/stream', {
    headers: { accept: 'text/event-stream' },
    signal: abort.signal,
  });
  const reader = answer.body?.getReader();
  const text = async () => new TextDecoder().decode((await reader?.read())?.value);
  expect(await text()).toContain('data: 1');
  for (const res of open) res.write('data: 2\n\n');
  expect(await text()).toContain('data: 2');
  abort.abort();
  await until('the service to be told', async () => (open.size === 0 ? true : undefined), { withinMs: 5_000 });
});

it('shows operators the health of each service, and nobody else', async () => {
  const { status, body } = await page.json<HealthList>('/api/health');
  expect(status).toBe(200);
  expect(Object.fromEntries(body.services.map(({ service: name, ready }) => [name, ready]))).toMatchObject({
    capacity: true,
    matching: false,
    observatory: true,
  });
  const worker = browser(edge.url);
  await worker.signIn('hotline@abri.test');
  expect((await worker.ask('/api/health')).status).toBe(403);
});

it('lets nothing from elsewhere run on its pages, and frames none', async () => {
  const { headers } = await page.ask('/');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|\*|https:/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-powered-by')).toBeNull();
});

it('says so while the web app is not built, then serves it: assets for a year, the page itself never kept', async () => {
  const navigation = { headers: { accept: 'text/html' } };
  const before = await page.ask('/waiting-list', navigation);
  expect([before.status, (await before.text()).includes('npm run build')]).toEqual([503, true]);
  await mkdir(path.join(edge.folder, 'web', 'assets'), { recursive: true });
  await writeFile(path.join(edge.folder, 'web', 'index.html'), '<!doctype html><title>Abri</title>');
  await writeFile(path.join(edge.folder, 'web', 'assets', 'app-1a2b.js'), 'void 0;');
  const app = await page.ask('/waiting-list', navigation);
  expect([app.status, app.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const asset = await page.ask('/assets/app-1a2b.js');
  expect([asset.status, asset.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
  expect((await page.ask('/assets/gone-0000.js', navigation)).status).toBe(404);
  expect((await page.ask('/no-file.json')).status).toBe(404);
  expect((await page.ask('/..%2f..%2fkeys.json')).status).not.toBe(200);
});

it('keeps its metrics from what comes through a proxy', async () => {
  expect((await page.ask('/metrics')).status).toBe(200);
  expect((await page.ask('/metrics', { headers: { 'x-forwarded-for': '192.0.2.1' } })).status).toBe(404);
});
