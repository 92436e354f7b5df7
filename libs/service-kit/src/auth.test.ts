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
