import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { serviceServer } from '@abri/service-kit/service-tls';
import { testAuthority } from '@abri/service-kit/test-certificates';
import express, { type NextFunction, type Request, type Response } from 'express';
import { request } from 'undici';
import { healthAsker } from './health-list.js';
import { createProxy } from './proxy.js';

let folder: string;
const file = (name: string) => path.join(folder, name);
const servers: { close(): unknown; closeAllConnections(): void }[] = [];
const listening = async (listener: RequestListener, env: NodeJS.ProcessEnv) => {
  const server = serviceServer(listener, env) as Server;
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'abri-proxy-'));
  const authority = await testAuthority();
  const { cert, key } = await authority.sign(['localhost']);
  await Promise.all([
    writeFile(file('ca.crt'), authority.ca),
    writeFile(file('tls.crt'), cert),
    writeFile(file('tls.key'), key),
  ]);
});
afterAll(async () => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  await rm(folder, { recursive: true, force: true });
});

it('passes requests on over TLS, and asks whether services are ready over TLS, where an authority is named', async () => {
  const secured = { TLS_CERT_FILE: file('tls.crt'), TLS_KEY_FILE: file('tls.key') };
  const upstream: RequestListener = (req, res) => void res.end(JSON.stringify([req.url, req.headers.authorization]));
  const url = `https://localhost:${await listening(upstream, secured)}`;
  process.env.SERVICES_CA_FILE = file('ca.crt');
  const proxy = createProxy({ upstreams: { capacity: [url] }, now: Date.now });
  const ask = healthAsker({ capacity: [url] }, Date.now);
  delete process.env.SERVICES_CA_FILE;
  const without = healthAsker({ capacity: [url] }, Date.now);

  const app = express();
  app.use(async (req: Request, res: Response, _next: NextFunction) => {
    await proxy.forward(req, res, { service: 'capacity', path: '/shelters', token: 'abc', endsMs: Infinity });
  });
  const { statusCode, body } = await request(`http://127.0.0.1:${await listening(app, {})}/`);
  expect([statusCode, await body.json()]).toEqual([200, ['/shelters', 'Bearer abc']]);
  expect((await ask()).services).toMatchObject([{ service: 'capacity', ready: true }]);
  expect((await without()).services).toMatchObject([{ service: 'capacity', ready: false }]);
  await proxy.close();
});
