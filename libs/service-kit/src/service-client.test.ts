import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { createServiceClient, ServiceAway, type ServiceClient } from './service-client.js';

describe('a service with two replicas', () => {
  const Answer = z.strictObject({ by: z.int() });
  let servers: Server[];
  let client: ServiceClient;
  beforeEach(async () => {
    servers = await Promise.all([1, 2].map(replica));
    const url = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    client = createServiceClient({ url, token: async () => 'token' });
  });
  afterEach(async () => {
    await client.close();
    await Promise.all(servers.map(close));
  });

  it('is asked in turn', async () => {
    const answers = [1, 2, 3, 4].map(() => client.get('/', Answer));
    expect((await Promise.all(answers)).map(({ by }) => by).sort()).toEqual([1, 1, 2, 2]);
  });

  it('fails once at most when one is gone, and then goes on with the other', async () => {
    await Promise.all(servers.splice(0, 1).map(close));
    const outcomes: unknown[] = [];
    for (let count = 0; count < 4; count++)
      outcomes.push(await client.post('/', {}, Answer).catch((error: unknown) => error));
    expect(outcomes.filter((outcome) => outcome instanceof ServiceAway).length).toBeLessThanOrEqual(1);
    expect(outcomes.slice(1)).toEqual([{ by: 2 }, { by: 2 }, { by: 2 }]);
  });
});

it('does without what a newer version says besides', async () => {
  const server = await replica(1);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createServiceClient({ url, token: async () => 'token' });
  try {
    expect(await client.get('/', z.strictObject({}))).toEqual({});
    await expect(client.get('/', z.strictObject({ by: z.string() }))).rejects.toThrow(ServiceAway);
  } finally {
    await client.close();
    await close(server);
  }
});

async function replica(by: number): Promise<Server> {
  const server = createServer((req, res) => {
    if (req.url === '/health/ready') res.end();
    else res.end(JSON.stringify({ by }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

const close = (server: Server) =>
  new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
