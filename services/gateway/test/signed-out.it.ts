import path from 'node:path';
import type { Problem } from '@abri/contracts/problem';
import { until } from '@abri/local-stack/until';
import { generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { keptKeys } from '../../dev-issuer/src/keys.js';
import { type TestBroker, testBroker, untilReady } from './broker.js';
import { type Browser, browser, signedInAs } from './browser.js';
import { type Edge, startEdge } from './edge.js';

let broker: TestBroker;
let edge: Edge;
let replica: string;
beforeAll(async () => {
  broker = await testBroker('signed-out');
  edge = await startEdge({ bus: broker.bus });
  replica = await edge.startReplica();
  await Promise.all([edge.url, replica].map(untilReady));
}, 90_000);
afterAll(async () => {
  await edge.stop();
  await broker.stop();
}, 30_000);

const signedIn = (email = 'hotline@abri.test') => signedInAs(email, browser(edge.url));
/** A browser at another gateway with a copy of the cookie. */
const copyAt = (url: string, { jar }: Browser) => {
  const thief = browser(url);
  thief.jar.set('abri', jar.get('abri') ?? '');
  return thief;
};
const statusOf = async (page: Browser) => (await page.ask('/api/session')).status;
const refusedAt = (page: Browser) =>
  until('the session refused', async () => ((await statusOf(page)) === 401 ? true : undefined), { withinMs: 20_000 });

it('ends a session at every replica, at one that starts later too, and leaves the others alone', async () => {
  const [one, other] = [await signedIn(), await signedIn()];
  const copy = copyAt(replica, one.page);
  expect(await statusOf(copy)).toBe(200);
  const kept = one.page.jar.get('abri') ?? '';
  await one.page.ask('/auth/logout', { method: 'POST', headers: { 'x-csrf-token': one.csrf } });
  await refusedAt(copy);
  const later = await edge.startReplica();
  await untilReady(later);
  const thief = browser(later);
  thief.jar.set('abri', kept);
  expect(await statusOf(thief)).toBe(401);
  expect(await statusOf(copyAt(later, other.page))).toBe(200);
}, 60_000);

it('ends all sessions of a person who signs out everywhere, and no other', async () => {
  const [here, left, other] = [await signedIn(), await signedIn(), await signedIn('operator@abri.test')];
  const sent = await here.page.ask('/auth/logout', {
    method: 'POST',
    headers: { 'x-csrf-token': here.csrf },
    body: new URLSearchParams({ everywhere: 'yes' }),
  });
  expect(sent.status).toBe(200);
  expect([await statusOf(left.page), await statusOf(other.page)]).toEqual([401, 200]);
  await refusedAt(copyAt(replica, left.page));
  expect(await statusOf((await signedIn()).page)).toBe(200);
}, 60_000);

it('ends the session, and its live stream, when the person signs out at the issuer', async () => {
  const { page } = await signedIn();
  const other = await signedIn();
  const copy = copyAt(replica, page);
  const stream = await copy.ask('/api/live', { headers: { accept: 'text/event-stream' } });
  const html = await (await page.ask(`${edge.issuerUrl}/session/end?client_id=abri-gateway`)).text();
  const [, action = ''] = /action="([^"]+)"/.exec(html) ?? [];
  const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(html) ?? [];
  await page.ask(action, { method: 'POST', body: new URLSearchParams({ xsrf, logout: 'yes' }) });
  await refusedAt(page);
  await refusedAt(copy);
  // Resolves when the stream has ended.
  await stream.text();
  expect(await statusOf(other.page)).toBe(200);
}, 60_000);

type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
/** A logout token as the issuer signs one, with something changed. */
async function logoutToken(o: { claims?: Record<string, unknown>; key?: Key; typ?: string; expires?: string } = {}) {
  const { jwks } = await keptKeys(path.join(edge.folder, 'keys.json'));
  const [jwk] = jwks.keys;
  const key = o.key ?? (await importJWK(jwk as JWK, 'ES256'));
  return new SignJWT({
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    ...{ iss: edge.issuerUrl, aud: 'abri-gateway', jti: 'j-1', sid: 'no-session' },
    ...o.claims,
  })
    .setProtectedHeader({ alg: 'ES256', kid: jwk?.kid ?? '', typ: o.typ ?? 'logout+jwt' })
    .setIssuedAt()
    .setExpirationTime(o.expires ?? '2m')
    .sign(key);
}
const told = async (token: string) => {
  const answer = await fetch(`${edge.url}/auth/backchannel-logout`, {
    method: 'POST',
    body: new URLSearchParams({ logout_token: token }),
  });
  return { status: answer.status, body: (await answer.json()) as Partial<Problem> };
};

it('ends every session of a person whose account the issuer has closed', async () => {
  const [one, two] = [await signedIn('operator@abri.test'), await signedIn('operator@abri.test')];
  const other = await signedIn();
  expect((await told(await logoutToken({ claims: { sid: undefined, sub: 'demo-operator' } }))).status).toBe(200);
  expect([await statusOf(one.page), await statusOf(two.page), await statusOf(other.page)]).toEqual([401, 401, 200]);
  await refusedAt(copyAt(replica, one.page));
  expect(await statusOf((await signedIn('operator@abri.test')).page)).toBe(200);
}, 60_000);

it('takes no token but a good one of its issuer, and says so without ending anything', async () => {
  const { page } = await signedIn();
  const stranger = await generateKeyPair('ES256');
  const bad = {
    'by another key': await logoutToken({ key: stranger.privateKey }),
    'of another issuer': await logoutToken({ claims: { iss: 'https://elsewhere.example' } }),
    'for another client': await logoutToken({ claims: { aud: 'somebody' } }),
    'with a nonce, as an ID token': await logoutToken({ claims: { nonce: 'n' } }),
    'without the event': await logoutToken({ claims: { events: {} } }),
    'without whom': await logoutToken({ claims: { sid: undefined } }),
    'without an id': await logoutToken({ claims: { jti: undefined } }),
    'that has ended': await logoutToken({ expires: '-5m' }),
    'of another type': await logoutToken({ typ: 'at+jwt' }),
    'of no type of its own': await logoutToken({ typ: 'JWT' }),
    nothing: '',
  };
  for (const [what, token] of Object.entries(bad)) {
    const { status, body } = await told(token);
    expect({ what, status, type: body.type }).toEqual({
      ...{ what, status: 400, type: 'urn:abri:problem:logout-token-refused' },
    });
  }
  expect((await told(await logoutToken())).status).toBe(200);
  expect(await statusOf(page)).toBe(200);
}, 30_000);
