import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '@abri/local-stack/until';
import { AddressList, type Addresses, createAddresses } from './addresses.js';

describe('a list of addresses', () => {
  it('is one, or several by commas', () => {
    expect(AddressList.parse('http://a:1')).toEqual(['http://a:1']);
    expect(AddressList.parse('http://a:1, http://b:2')).toEqual(['http://a:1', 'http://b:2']);
  });
  it.each(['', 'http://a:1,', 'nowhere'])('is not %j', (text) =>
    expect(AddressList.safeParse(text).success).toBe(false),
  );
});

describe('the replicas of a service', () => {
  const urls = ['http://127.0.0.1:1', 'http://127.0.0.1:2', 'http://127.0.0.1:3'] as const;
  let addresses: Addresses;
  let servers: Server[] = [];
  afterEach(async () => {
    addresses.close();
    const closing = servers.splice(0).map((server) => new Promise((done) => void server.close(done)));
    await Promise.all(closing);
  });
  const picked = (count: number) => Array.from({ length: count }, () => addresses.pick());

  it('are taken in turn', () => {
    addresses = createAddresses(urls, 60_000);
    expect(picked(6)).toEqual([...urls, ...urls]);
  });

  it('are left out while they are away, and while they were tried, as long as there is another', () => {
    addresses = createAddresses(urls, 60_000);
    addresses.away(urls[0]);
    expect(new Set(picked(6))).toEqual(new Set([urls[1], urls[2]]));
    expect(addresses.pick(new Set([urls[1], urls[2]]))).toBe(urls[0]);
    for (const url of urls) addresses.away(url);
    expect(new Set(picked(6))).toEqual(new Set(urls));
  });

  it('are never given up when there is only one', () => {
    addresses = createAddresses([urls[0]]);
    addresses.away(urls[0]);
    expect(addresses.pick(new Set([urls[0]]))).toBe(urls[0]);
  });

  it('come back when they say that they are ready, and go when they say that they are not', async () => {
    const states = [200, 200];
    servers = await Promise.all(states.map((_, index) => listening(() => states[index] ?? 500)));
    const [first = '', second = ''] = servers.map(
      (server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    );
    addresses = createAddresses([first, second], 20);
    const inUse = (...wanted: string[]) =>
      until('only these being used', async () => same(new Set(picked(4)), wanted) || undefined, { withinMs: 5_000 });
    states[0] = 503;
    await inUse(second);
    states[0] = 200;
    await inUse(first, second);
    addresses.away(second);
    await inUse(first, second);
  });
});

const same = (found: ReadonlySet<string>, wanted: readonly string[]) =>
  found.size === wanted.length && wanted.every((one) => found.has(one));

async function listening(status: () => number): Promise<Server> {
  const server = createServer((_req, res) => void res.writeHead(status()).end());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}
