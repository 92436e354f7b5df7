import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HealthList, SessionView } from '@abri/contracts/board-api';
import type { Problem } from '@abri/contracts/problem';
import { until } from '@abri/local-stack/until';
import { type Browser, browser } from './browser.js';
import { type Edge, startEdge } from './edge.js';

/** One replica: what it does with a request, and what has come to it. */
interface Replica {
  server: Server;
  url: string;
  ready: boolean;
  seen: string[];
  bodies: string[];
  answer: (req: IncomingMessage, res: ServerResponse) => void;
}
const fine = (_req: IncomingMessage, res: ServerResponse) => void res.end('{"fine":true}');
const cutOff = (req: IncomingMessage) => void req.socket.destroy();
const unready = (_req: IncomingMessage, res: ServerResponse) => void res.writeHead(503).end('{}');

async function startReplica(port = 0): Promise<Replica> {
  const replica: Replica = { server: createServer(), url: '', ready: true, seen: [], bodies: [], answer: fine };
  replica.server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    if (req.url === '/health/ready') return void res.writeHead(replica.ready ? 200 : 503).end('{}');
    let body = '';
    req.on('data', (part: Buffer) => (body += part.toString()));
    req.on('end', () => {
      replica.seen.push(`${req.method} ${req.url}`);
      replica.bodies.push(body);
      replica.answer(req, res);
    });
  });
  await new Promise<void>((resolve) => replica.server.listen(port, '127.0.0.1', resolve));
  replica.url = `http://127.0.0.1:${(replica.server.address() as AddressInfo).port}`;
  return replica;
}
const stop = async ({ server }: Replica) => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
};

let replicas: [Replica, Replica];
let edge: Edge;
let page: Browser;
let csrf: string;
beforeAll(async () => {
  replicas = [await startReplica(), await startReplica()];
  edge = await startEdge({ env: { CAPACITY_URL: replicas.map(({ url }) => url).join(', ') } });
  page = browser(edge.url);
  await page.signIn('operator@abri.test');
  csrf = (await page.json<SessionView>('/api/session')).body.csrf;
}, 30_000);
afterAll(async () => {
  await edge.stop();
  await Promise.all(replicas.map(stop));
});
beforeEach(() => {
  for (const replica of replicas) Object.assign(replica, { seen: [], bodies: [], answer: fine });
});

const get = async () => (await page.ask('/api/capacity/shelters')).status;
const post = (headers: Record<string, string> = {}) =>
  page.json<Problem>('/api/capacity/shelters', {
    method: 'POST',
    body: '{"a":1}',
    headers: { 'x-csrf-token': csrf, 'content-type': 'application/json', ...headers },
  });
const keyed = { 'idempotency-key': 'key-12345678' };
const calls = () => replicas.map(({ seen }) => seen.length);

it('takes the replicas in turn', async () => {
  for (let count = 0; count < 6; count++) expect(await get()).toBe(200);
  expect(calls()).toEqual([3, 3]);
});

it('leaves one alone that says it is not ready, and comes back to it', async () => {
  const [first, second] = replicas;
  const onlyTo = async (replica: Replica) => {
    const before = replica.seen.length;
    for (let count = 0; count < 4; count++) await get();
    return replica.seen.length - before === 4 ? true : undefined;
  };
  first.ready = false;
  await until('all going to the other', () => onlyTo(second), { withinMs: 5_000 });
  const { body } = await page.json<HealthList>('/api/health');
  expect(body.services.find(({ service }) => service === 'capacity')?.ready).toBe(true);
  first.ready = true;
  const before = first.seen.length;
  await until('the first being asked again', async () => ((await get()) && first.seen.length > before) || undefined, {
    withinMs: 5_000,
  });
});

it('sends what was cut off once more, to the other, if it is a reading or has a key', async () => {
  for (const ask of [get, async () => (await post(keyed)).status]) {
    for (const replica of replicas) Object.assign(replica, { seen: [], bodies: [], answer: fine });
    const [broken, whole] = replicas;
    broken.answer = cutOff;
    expect([await ask(), await ask()]).toEqual([200, 200]);
    expect(broken.seen.length).toBeGreaterThan(0);
    expect(whole.seen).toHaveLength(2);
    expect(new Set(whole.bodies)).toEqual(new Set([broken.bodies[0]]));
  }
});

it('does not send a command without a key twice: whether it was done is not known', async () => {
  for (const replica of replicas) replica.answer = cutOff;
  const { status, body } = await post();
  expect([status, body.type]).toEqual([503, 'urn:abri:problem:service-away']);
  expect(body.detail).toContain('It is not known whether anything was changed');
  expect(calls().reduce((sum, count) => sum + count)).toBe(1);
});

it('asks the other when one is not ready for this', async () => {
  replicas[0].answer = unready;
  for (let count = 0; count < 4; count++) expect(await get()).toBe(200);
  expect((await post(keyed)).status).toBe(200);
  replicas[1].answer = unready;
  expect(await get()).toBe(503);
});

it('misses no request when one is gone, not even a command without a key, and uses it again when it is back', async () => {
  const [first, second] = replicas;
  const port = Number(new URL(first.url).port);
  await stop(first);
  for (let count = 0; count < 4; count++) {
    expect(await get()).toBe(200);
    expect((await post()).status).toBe(200);
  }
  expect(second.seen).toHaveLength(8);
  replicas[0] = await startReplica(port);
  await until('the first being asked again', async () => ((await get()) && replicas[0].seen.length > 0) || undefined, {
    withinMs: 5_000,
  });
});
