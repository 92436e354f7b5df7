import { SignJWT } from 'jose';
import { createAuthenticate } from './auth.js';
import { testIssuer } from './test-issuer.js';

let issuer: Awaited<ReturnType<typeof testIssuer>>;
beforeAll(async () => {
  issuer = await testIssuer();
});
afterAll(() => issuer.stop());

it('checks a token once and trusts it for a minute, never beyond its end', async () => {
  let nowMs = Date.now();
  const authenticate = createAuthenticate({ ...issuer, now: () => nowMs });
  const token = `Bearer ${await issuer.sign({ roles: ['hotline'] }, { subject: 'u1', expires: '30s' })}`;
  expect(await authenticate(token)).toMatchObject({ id: 'u1', roles: ['hotline'] });
  nowMs += 29_000;
  expect(await authenticate(token)).toMatchObject({ id: 'u1' });
  nowMs += 2_000;
  await expect(authenticate(token)).rejects.toMatchObject({ problem: { status: 401 } });
});

it('takes a token that is good by the clock that was set, too, for as long as nobody knows which is right', async () => {
  const hourMs = 3_600_000;
  const fresh = async () => `Bearer ${await issuer.sign({ roles: ['hotline'] }, { subject: 'u1', expires: '5m' })}`;
  const at = (aheadMs: number, heldMs: number) =>
    createAuthenticate({ ...issuer, now: () => Date.now() + aheadMs, heldMs: () => heldMs });
  // The machine was stopped for an hour: it goes by the old time, and its clock is right.
  const early = `Bearer ${await issuer.sign({ roles: ['hotline'], nbf: Math.floor(Date.now() / 1_000) }, { subject: 'u1' })}`;
  expect(await at(-hourMs, hourMs)(early)).toMatchObject({ id: 'u1' });
  await expect(at(-hourMs, 0)(early)).rejects.toMatchObject(unauthorised);
  // Its clock is an hour ahead, and what it goes by is right.
  expect(await at(0, hourMs)(await fresh())).toMatchObject({ id: 'u1' });
  // Over by both.
  await expect(at(hourMs, hourMs)(await fresh())).rejects.toMatchObject(unauthorised);
  await expect(at(0, hourMs)('Bearer nonsense')).rejects.toMatchObject(unauthorised);
});

const refused = (token: string) => createAuthenticate(issuer)(`Bearer ${token}`);
const unauthorised = { problem: { status: 401 } };

it('takes no token that is signed with a shared secret, or not at all', async () => {
  const claims = { iss: issuer.issuer, aud: issuer.audience, sub: 'u1', roles: ['operator'], exp: 4_000_000_000 };
  const secret = new TextEncoder().encode('a secret of at least thirty-two bytes');
  const shared = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'test' }).sign(secret);
  await expect(refused(shared)).rejects.toMatchObject(unauthorised);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  await expect(refused(`${part({ alg: 'none' })}.${part(claims)}.`)).rejects.toMatchObject(unauthorised);
});

it('takes no token that was changed, and none for somebody else', async () => {
  const token = await issuer.sign({ roles: ['hotline'] }, { subject: 'u1' });
  const [head, , signature] = token.split('.');
  const claims = { iss: issuer.issuer, aud: issuer.audience, sub: 'u1', roles: ['operator'], exp: 4_000_000_000 };
  const forged = `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
  await expect(refused(forged)).rejects.toMatchObject(unauthorised);
  await expect(refused(await issuer.sign({ roles: ['hotline'] }, { audience: 'abri-gateway' }))).rejects.toMatchObject(
    unauthorised,
  );
});

it('takes no person who signed in less strongly than is required, and every service', async () => {
  const authenticate = createAuthenticate({ ...issuer, requiredAcr: ['mfa', 'phr'] });
  const ask = async (roles: readonly ('hotline' | 'service')[], acr?: unknown) =>
    authenticate(`Bearer ${await issuer.sign({ roles, ...(acr === undefined ? {} : { acr }) })}`);
  const tooWeak = { problem: { status: 403, type: 'urn:abri:problem:sign-in-too-weak' } };
  for (const acr of [undefined, 'password', '', 'mfa phr', ['mfa'], 0])
    await expect(ask(['hotline'], acr)).rejects.toMatchObject(tooWeak);
  expect(await ask(['hotline'], 'mfa')).toMatchObject({ roles: ['hotline'] });
  expect(await ask(['hotline'], 'phr')).toMatchObject({ roles: ['hotline'] });
  expect(await ask(['service'])).toMatchObject({ roles: ['service'] });
});
