import { until } from '@abri/local-stack/until';
import { jwtVerify, errors } from 'jose';
import { createAuthenticate } from './auth.js';
import { IssuerAway, issuerKeys } from './issuer-keys.js';
import { testIssuer } from './test-issuer.js';

const minute = 60_000;
let issuer: Awaited<ReturnType<typeof testIssuer>>;
let now: number;
beforeEach(async () => {
  issuer = await testIssuer();
  now = Date.now();
});
afterEach(() => issuer.stop());

const keysOf = (timeoutMs?: number) =>
  issuerKeys({ issuer: issuer.issuer, now: () => now, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
const lookups = () => issuer.asked.filter((path) => path === '/jwks').length;

describe.each(['broken', 'silent'] as const)('while the issuer is %s', (state) => {
  it('the keys that are known serve for an hour, and nobody waits', async () => {
    const keys = keysOf(1_000);
    const token = await issuer.sign({ roles: ['hotline'] }, { expires: '3h' });
    const verify = () => jwtVerify(token, keys);
    await verify();
    issuer.becomes(state);
    for (const minutes of [4, 6, 59]) {
      now = Date.now() + minutes * minute;
      expect((await verify()).payload).toMatchObject({ roles: ['hotline'] });
    }
    now = Date.now() + 61 * minute;
    await expect(verify()).rejects.toThrow(IssuerAway);
    issuer.becomes('well');
    expect((await verify()).payload).toMatchObject({ roles: ['hotline'] });
  });

  it('a token is neither good nor bad where no key is known', async () => {
    issuer.becomes(state);
    const keys = keysOf(1_000);
    const token = await issuer.sign({ roles: ['hotline'] });
    await expect(jwtVerify(token, keys)).rejects.toThrow(IssuerAway);
    issuer.becomes('well');
    await jwtVerify(token, keys);
  });
});

it('keys are looked for once for all who ask at the same time, and renewed beside the work', async () => {
  const keys = keysOf();
  const token = await issuer.sign({ roles: ['hotline'] });
  await Promise.all([1, 2, 3].map(() => jwtVerify(token, keys)));
  expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/jwks']);
  now += 4 * minute;
  await jwtVerify(token, keys);
  expect(lookups()).toBe(1);
  now += 2 * minute;
  await Promise.all([1, 2, 3].map(() => jwtVerify(token, keys)));
  await until('the keys being renewed', async () => lookups() === 2 || undefined, { withinMs: 10_000 });
});

it('a token by a key that the issuer does not have is bad, also to whoever asks for a person', async () => {
  const stranger = await testIssuer();
  try {
    const token = await stranger.sign({ roles: ['hotline'] });
    await expect(jwtVerify(token, keysOf())).rejects.toThrow(errors.JWSSignatureVerificationFailed);
  } finally {
    await stranger.stop();
  }
});

it('a person whose token cannot be checked is told to try again, and not that the sign-in is over', async () => {
  const authenticate = createAuthenticate({ ...issuer, now: () => now });
  const token = `Bearer ${await issuer.sign({ roles: ['hotline'] }, { expires: '3h' })}`;
  await authenticate(token);
  issuer.becomes('broken');
  now += 61 * minute;
  await expect(authenticate(token)).rejects.toMatchObject({
    problem: { status: 503, type: 'urn:abri:problem:issuer-away' },
  });
});
