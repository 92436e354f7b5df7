import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BrowserSpan, isRecorded } from '@abri/contracts/telemetry-api';
import { until } from '@abri/local-stack/until';
import { type Browser, browser } from './browser.js';
import { type Edge, startEdge } from './edge.js';

const share = 0.3;
let edge: Edge;
let page: Browser;
let csrf: string;
const collected: string[] = [];
let collectorAnswers = 200;
const collector = createServer((req, res) => {
  let body = '';
  req
    .on('data', (chunk: Buffer) => (body += chunk.toString()))
    .on('end', () => {
      collected.push(body);
      res.writeHead(collectorAnswers).end('{}');
    });
});
beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(collector.address() as AddressInfo).port}/v1/traces`;
  edge = await startEdge({ collector: { url, share }, env: { SESSION_IDLE_MINUTES: '10' } });
}, 30_000);
beforeEach(async () => {
  collectorAnswers = 200;
  collected.splice(0);
  page = browser(edge.url);
  await page.signIn('hotline@abri.test');
  csrf = (await page.json<{ csrf: string }>('/api/session')).body.csrf;
});
afterAll(async () => {
  await edge.stop();
  collector.closeAllConnections();
  collector.close();
});

const ids = Array.from({ length: 40 }, (_, n) => createHash('md5').update(String(n)).digest('hex'));
const span = (traceId: string, more: Partial<Record<keyof BrowserSpan | 'events', unknown>> = {}) => ({
  traceId,
  spanId: traceId.slice(0, 16),
  name: 'click /hotline',
  kind: 1,
  startTimeUnixNano: '1767225600000000000',
  endTimeUnixNano: '1767225600040000000',
  attributes: [],
  status: { code: 0 },
  ...more,
});
const told = (...spans: object[]) => JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
const send = (body: string, headers: Record<string, string> = { 'x-csrf-token': csrf }) =>
  page.ask('/api/telemetry', { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
const counted = async (outcome: string) => {
  const text = await (await page.ask('/metrics')).text();
  return Number(new RegExp(`gateway_browser_spans_total{outcome="${outcome}".*} (\\d+)`).exec(text)?.[1]);
};
const arrives = () => until('the collector', async () => collected[0], { withinMs: 5_000, everyMs: 10 });

it('passes the spans of recorded traces on as the web app’s, and tells the page which those are', async () => {
  const answer = await send(told(...ids.map((id) => span(id))));
  expect([answer.status, await answer.json()]).toEqual([200, { share }]);
  const { resourceSpans } = JSON.parse(await arrives()) as {
    resourceSpans: { resource: object; scopeSpans: { spans: { traceId: string }[] }[] }[];
  };
  expect(resourceSpans[0]?.resource).toEqual({
    attributes: [{ key: 'service.name', value: { stringValue: 'web' } }],
  });
  const recorded = ids.filter((id) => isRecorded(id, share));
  expect(resourceSpans[0]?.scopeSpans[0]?.spans.map(({ traceId }) => traceId)).toEqual(recorded);
  expect(recorded.length).toBeGreaterThan(3);
  expect(await counted('left')).toBe(ids.length - recorded.length);
});

it.each([
  ['an address', { name: 'GET /shelters/sh-tilleuls' }],
  ['free text', { name: 'click Yasmine' }],
  ['another attribute', { attributes: [{ key: 'user', value: { stringValue: 'Yasmine' } }] }],
  ['an event', { events: [{ name: 'Yasmine' }] }],
])('refuses %s, and passes nothing on', async (_, more) => {
  const recorded = ids.find((id) => isRecorded(id, share)) ?? '';
  expect((await send(told(span(recorded), span(recorded, more)))).status).toBe(400);
  expect(collected).toEqual([]);
});

it('takes them of somebody who is signed in, from our page, no larger than 64 kB, and so often', async () => {
  const one = told(span(ids[0] ?? ''));
  expect((await send(one, {})).status).toBe(403);
  page.jar.clear();
  expect((await send(one)).status).toBe(401);
  await page.signIn('hotline@abri.test');
  csrf = (await page.json<{ csrf: string }>('/api/session')).body.csrf;
  expect((await send(JSON.stringify({ x: 'x'.repeat(70_000) }))).status).toBe(413);
  const statuses: number[] = [];
  for (let n = 0; n < 60; n++) statuses.push((await send(one)).status);
  expect(statuses.at(-1)).toBe(429);
  expect((await page.ask('/api/session')).status).toBe(200);
});

it('takes what a page sends by itself for no sign that somebody is there', async () => {
  for (let n = 0; n < 4; n++) {
    edge.clock.aheadMs += 4 * 60_000;
    await send(told(span(ids[0] ?? '')));
  }
  expect((await page.ask('/api/session')).status).toBe(401);
});

it('does not let a page wait for a collector, or fail with it', async () => {
  collectorAnswers = 503;
  const before = await counted('lost');
  expect((await send(told(...ids.map((id) => span(id))))).status).toBe(200);
  await until('the loss', async () => ((await counted('lost')) > before ? true : undefined), { withinMs: 5_000 });
});

it('tells a page to keep its spans where nobody collects any', async () => {
  const without = await startEdge();
  const other = browser(without.url);
  await other.signIn('hotline@abri.test');
  const token = (await other.json<{ csrf: string }>('/api/session')).body.csrf;
  const headers = { 'content-type': 'application/json', 'x-csrf-token': token };
  const answer = await other.json('/api/telemetry', { method: 'POST', body: told(span(ids[0] ?? '')), headers });
  expect(answer).toEqual({ status: 200, body: { share: 0 } });
  await without.stop();
}, 30_000);
