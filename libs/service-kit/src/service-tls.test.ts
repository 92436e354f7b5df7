import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { createServiceClient, ServiceAway } from './service-client.js';
import { serviceConnector, serviceServer } from './service-tls.js';
import { type TestAuthority, testAuthority } from './test-certificates.js';

let folder: string;
let authority: TestAuthority;
let stranger: TestAuthority;
const file = (name: string) => path.join(folder, name);
const keep = async ({ cert, key }: { cert: string; key: string }) => {
  await writeFile(file('tls.crt'), cert);
  await writeFile(file('tls.key'), key);
};
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'abri-tls-'));
  [authority, stranger] = await Promise.all([testAuthority(), testAuthority()]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  await keep(await authority.sign(['localhost']));
  await writeFile(file('ca.crt'), authority.ca);
});

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));
const serve = async (env?: NodeJS.ProcessEnv) => {
  const shows = { TLS_CERT_FILE: file('tls.crt'), TLS_KEY_FILE: file('tls.key') };
  const server = serviceServer((_req, res) => void res.end('{"fine":true}'), env ?? shows, 20);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
};
const ask = (url: string, believes: NodeJS.ProcessEnv = { SERVICES_CA_FILE: file('ca.crt') }) =>
  askBy(serviceConnector(3_000, believes), url);
const askBy = async (connect: ReturnType<typeof serviceConnector>, url: string) => {
  // Each on a connection of its own.
  const dispatcher = new Agent({ connect });
  try {
    const { statusCode, body } = await request(url, { dispatcher });
    await body.dump();
    return statusCode;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  } finally {
    await dispatcher.close();
  }
};

const notBelieved = /^(CERT_SIGNATURE_FAILURE|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/;

it('speaks TLS with a certificate of the services’ authority', async () => {
  const port = await serve();
  expect(await ask(`https://localhost:${port}/`)).toBe(200);
  expect(await ask(`http://localhost:${port}/`)).not.toBe(200);
});

it('believes no other authority, and no certificate for another name', async () => {
  const port = await serve();
  await writeFile(file('ca.crt'), stranger.ca);
  expect(await ask(`https://localhost:${port}/`)).toMatch(notBelieved);
  await writeFile(file('ca.crt'), authority.ca);
  expect(await ask(`https://127.0.0.1:${port}/`)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  expect(await ask(`https://localhost:${port}/`, {})).toMatch(notBelieved);
});

it('shows a renewed certificate, and believes a renewed authority, without a new start', async () => {
  const port = await serve();
  const dispatcher = new Agent({
    connect: serviceConnector(3_000, { SERVICES_CA_FILE: file('ca.crt') }),
    pipelining: 0,
  });
  const status = () =>
    request(`https://localhost:${port}/`, { dispatcher }).then(
      async ({ statusCode, body }) => {
        await body.dump();
        return statusCode;
      },
      (error: { code?: string }) => error.code,
    );
  expect(await status()).toBe(200);
  await keep(await stranger.sign(['localhost']));
  let answer: unknown = 200;
  while (answer === 200) answer = await status();
  expect(answer).toMatch(notBelieved);
  await writeFile(file('ca.crt'), stranger.ca);
  expect(await status()).toBe(200);
  await dispatcher.close();
});

const halves: [string, string, (renewed: { cert: string; key: string }) => string][] = [
  ['a certificate without its key', 'tls.crt', ({ cert }) => cert],
  ['a key without its certificate', 'tls.key', ({ key }) => key],
  ['an empty certificate', 'tls.crt', () => ''],
  ['an empty key', 'tls.key', () => ''],
  ['half a certificate', 'tls.crt', ({ cert }) => cert.slice(0, cert.length / 2)],
];
it.each(halves)('goes on with the certificate that it has while %s is there', async (_, name, half) => {
  const port = await serve();
  await writeFile(file(name), half(await authority.sign(['localhost'])));
  for (let times = 0; times < 10; times++) expect(await ask(`https://localhost:${port}/`)).toBe(200);
});

it('believes the authority that it has, and no public one, while an empty file is there', async () => {
  const port = await serve();
  const connect = serviceConnector(3_000, { SERVICES_CA_FILE: file('ca.crt') });
  for (const [ca, answer] of [
    ['', 200],
    [authority.ca.slice(0, 200), 200],
    [stranger.ca, expect.stringMatching(notBelieved)],
    ['', expect.stringMatching(notBelieved)],
  ]) {
    await writeFile(file('ca.crt'), ca);
    expect(await askBy(connect, `https://localhost:${port}/`)).toEqual(answer);
  }
});

it('calls another service over TLS, and not one that it does not believe', async () => {
  const url = `https://localhost:${await serve()}`;
  const outcomes: unknown[] = [];
  for (const ca of [authority.ca, stranger.ca]) {
    await writeFile(file('ca.crt'), ca);
    process.env.SERVICES_CA_FILE = file('ca.crt');
    const client = createServiceClient({ url, token: async () => 'token' });
    delete process.env.SERVICES_CA_FILE;
    outcomes.push(await client.get('/', z.object({ fine: z.boolean() })).catch((error: unknown) => error));
    await client.close();
  }
  expect(outcomes).toEqual([{ fine: true }, expect.any(ServiceAway)]);
});

it('speaks in the clear where no file is named, and refuses half a setting and a file that is not there', async () => {
  expect(await ask(`http://127.0.0.1:${await serve({})}/`, {})).toBe(200);
  const listener = () => undefined;
  expect(() => serviceServer(listener, { TLS_CERT_FILE: file('tls.crt') })).toThrow(/give both or none/);
  const gone = { TLS_CERT_FILE: file('gone.crt'), TLS_KEY_FILE: file('tls.key') };
  expect(() => serviceServer(listener, gone)).toThrow('TLS_CERT_FILE: cannot be read');
  const notAPair = { TLS_CERT_FILE: file('tls.crt'), TLS_KEY_FILE: file('other.key') };
  await writeFile(file('other.key'), (await authority.sign(['localhost'])).key);
  expect(() => serviceServer(listener, notAPair)).toThrow('TLS_KEY_FILE: not the key of TLS_CERT_FILE');
  await writeFile(file('empty.crt'), '');
  for (const name of ['gone.crt', 'empty.crt'])
    expect(() => serviceConnector(1_000, { SERVICES_CA_FILE: file(name) })).toThrow('SERVICES_CA_FILE: cannot be read');
});
