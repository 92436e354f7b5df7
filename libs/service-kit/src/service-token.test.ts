import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '@abri/local-stack/until';
import { serviceToken } from './service-client.js';

let issuer: Server;
let url: string;
/** How the issuer answers at its token endpoint. */
let answer: (req: IncomingMessage, res: ServerResponse) => void;
let asked: string[];
let now: number;

beforeEach(async () => {
  asked = [];
  now = 0;
  answer = (_req, res) => res.end(JSON.stringify({ access_token: `token ${asked.length}`, expires_in: 300 }));
  issuer = createServer((req, res) => {
    if (req.url === '/.well-known/openid-configuration')
      return void res.end(JSON.stringify({ token_endpoint: `${url}/token` }));
    asked.push(req.url ?? '');
    return answer(req, res);
  });
  await new Promise<void>((done) => issuer.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
});
afterEach(
  () =>
    new Promise<void>((done) => {
      issuer.close(() => done());
      issuer.closeAllConnections();
    }),
);
const tokens = (timeoutMs?: number) =>
  serviceToken({
    ...{ issuer: url, audience: 'urn:abri', clientId: 'services', clientSecret: 'secret', now: () => now },
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
const refuse = (_req: IncomingMessage, res: ServerResponse) => void res.writeHead(503).end();

it('asks once for all who need a token at the same time, and again when it is about to end', async () => {
  const token = tokens();
  expect(await Promise.all([token(), token(), token()])).toEqual(['token 1', 'token 1', 'token 1']);
  now = 239_000;
  expect(await token()).toBe('token 1');
  expect(asked).toHaveLength(1);
  now = 300_000;
  expect(await token()).toBe('token 2');
});

it('goes on with a token to its end while the issuer is away, and takes the next as soon as it is back', async () => {
  const token = tokens();
  await token();
  const answers = answer;
  answer = refuse;
  now = 240_000;
  expect(await token()).toBe('token 1');
  await until('the next one being asked for', async () => asked.length === 2 || undefined, { withinMs: 10_000 });
  now = 299_000;
  expect(await token()).toBe('token 1');
  now = 300_000;
  await expect(token()).rejects.toThrow("the issuer refused this service's credentials (503)");
  answer = answers;
  expect(await until('the next token', token, { withinMs: 10_000 })).toMatch(/^token \d+$/);
});

it('sends its credentials nowhere else, though the issuer says so', async () => {
  answer = (req, res) =>
    req.url === '/token' ? void res.writeHead(307, { location: '/elsewhere' }).end() : void res.end('{}');
  await expect(tokens()()).rejects.toThrow();
  expect(asked).toEqual(['/token']);
});

it('does not wait for ever', async () => {
  answer = () => undefined;
  await expect(tokens(20)()).rejects.toThrow();
});
