import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createAuthenticate } from '@abri/service-kit/auth';
import { freePort } from '@abri/local-stack/ports';
import { until } from '@abri/local-stack/until';
import { readConfig } from '@abri/service-kit/config';
import { serviceToken } from '@abri/service-kit/service-client';
import { DevIssuerConfig } from '../../dev-issuer/src/config.js';
import { startDevIssuer } from '../../dev-issuer/src/issuer.js';

let folder: string;
let config: DevIssuerConfig;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'abri-issuer-'));
  const port = await freePort();
  config = readConfig(DevIssuerConfig, {
    PORT: String(port),
    ISSUER: `http://127.0.0.1:${port}`,
    KEYS_FILE: path.join(folder, 'keys.json'),
    STATE_FILE: path.join(folder, 'state.json'),
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const ask = (clientSecret: string) =>
  serviceToken({ issuer: config.ISSUER, audience: 'urn:abri', clientId: 'abri-services', clientSecret })();

it('does not run in production, where its passwords would let everybody in', async () => {
  await expect(startDevIssuer(config, { NODE_ENV: 'production' })).rejects.toThrow('production');
});

it('gives a service its own token, which says that it is a service and no more', async () => {
  const issuer = await startDevIssuer(config, {});
  const authenticate = createAuthenticate({ issuer: config.ISSUER, audience: 'urn:abri' });
  const user = await authenticate(`Bearer ${await ask('development-only-services')}`);
  expect(user).toEqual(expect.objectContaining({ id: 'abri-services', roles: ['service'], shelterIds: [] }));
  await expect(ask('a guess')).rejects.toThrow('refused');
  await issuer.close();
});

it('signs with the same key after a restart, so that tokens from before are still good', async () => {
  const before = await startDevIssuer(config, {});
  const fresh = () => ask('development-only-services').catch(() => undefined);
  // A connection kept open to the issuer of the last test may still have to be given up.
  const token = await until('a token', fresh, { withinMs: 5_000 });
  await before.close();
  const after = await startDevIssuer(config, {});
  const authenticate = createAuthenticate({ issuer: config.ISSUER, audience: 'urn:abri' });
  const user = await until('the keys', () => authenticate(`Bearer ${token}`), { withinMs: 5_000 });
  expect(user.id).toBe('abri-services');
  await after.close();
});
