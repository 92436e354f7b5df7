import type { OwnSessions } from '@abri/contracts/board-api';
import type { Problem } from '@abri/contracts/problem';
import { topics } from '@abri/contracts/topics';
import { until as untilWithin } from '@abri/local-stack/until';
import { decodeJwt } from 'jose';
import { createSeal } from '../src/seal.js';
import { Session } from '../src/sessions.js';
import { type TestBroker, testBroker, untilReady } from './broker.js';
import { type Browser, browser, signedInAs } from './browser.js';
import { type Edge, secret, startEdge } from './edge.js';

const minuteMs = 60_000;
const firefox = 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0';
let broker: TestBroker;
let edge: Edge;
let replica: string;
/** Whether the gateways cannot reach the broker to write. */
let isAway = false;
const until = <T>(what: string, probe: () => Promise<T | undefined>) => untilWithin(what, probe, { withinMs: 30_000 });
beforeAll(async () => {
  broker = await testBroker('own-sessions');
  const { bus } = broker;
  const publish: typeof bus.publish = (...o) => (isAway ? Promise.reject(new Error('away')) : bus.publish(...o));
  edge = await startEdge({ bus: { ...bus, publish } });
  replica = await edge.startReplica();
  await Promise.all([edge.url, replica].map(untilReady));
}, 90_000);
afterAll(async () => {
  await edge.stop();
  await broker.stop();
}, 30_000);
afterEach(() => {
  edge.clock.aheadMs = 0;
  isAway = false;
});

const signedIn = (email: string, page = browser(edge.url)) => signedInAs(email, page);
/** The same browser, asking another gateway. */
const at = (url: string, { jar }: Browser) => {
  const same = browser(url);
  for (const [name, value] of jar) same.jar.set(name, value);
  return same;
};
const listOf = async (page: Browser) => (await page.json<OwnSessions>('/api/sessions')).body;
const thisOf = async (page: Browser) => (await listOf(page)).sessions.find(({ isThis }) => isThis)?.id ?? '';
const end = (page: Browser, csrf: string, id: string) =>
  page.json<Partial<Problem> & Partial<OwnSessions>>(`/api/sessions/${id}/end`, {
    method: 'POST',
    headers: csrf === '' ? {} : { 'x-csrf-token': csrf },
  });
const statusOf = async (page: Browser) => (await page.ask('/api/session')).status;
const idsOf = ({ sessions }: OwnSessions) => sessions.map(({ id }) => id).sort();

it('shows a session begun at one replica at the others, and ends it at all of them, and no other', async () => {
  const [phone, desk] = [await signedIn('support@abri.test'), await signedIn('support@abri.test')];
  const stranger = await signedIn('justice@abri.test');
  const [lost, here] = [await thisOf(phone.page), await thisOf(desk.page)];
  const deskAtReplica = at(replica, desk.page);
  const shown = await until('both sessions at the replica', async () => {
    const list = await listOf(deskAtReplica);
    return list.sessions.length === 2 ? list : undefined;
  });
  expect(idsOf(shown)).toEqual([lost, here].sort());
  expect(shown.sessions[0]).toMatchObject({ id: here, isThis: true });
  expect(shown.mayEndOthers).toBe(true);
  expect((await listOf(stranger.page)).sessions).toHaveLength(1);

  const ended = await end(deskAtReplica, desk.csrf, lost);
  expect([ended.status, ended.body.sessions?.map(({ id }) => id)]).toEqual([200, [here]]);
  expect(await statusOf(at(replica, phone.page))).toBe(401);
  await until('the phone out at the first gateway', async () => (await statusOf(phone.page)) === 401 || undefined);
  expect(idsOf(await listOf(desk.page))).toEqual([here]);
  expect([await statusOf(desk.page), await statusOf(stranger.page)]).toEqual([200, 200]);
  // Pressed twice, it is still done.
  expect((await end(desk.page, desk.csrf, lost)).status).toBe(200);

  const later = await edge.startReplica();
  await untilReady(later);
  expect(idsOf(await listOf(at(later, desk.page)))).toEqual([here]);
}, 60_000);

it('ends nobody else’s session, and does not say whether there is such a one', async () => {
  const [one, other] = [await signedIn('operator@abri.test'), await signedIn('hotline@abri.test')];
  const strangers = await end(one.page, one.csrf, await thisOf(other.page));
  const none = await end(one.page, one.csrf, 'no-such-id');
  expect([strangers.status, strangers.body.type]).toEqual([404, 'urn:abri:problem:no-such-session']);
  expect(strangers.body).toEqual({
    ...none.body,
    ...(strangers.body.traceId ? { traceId: strangers.body.traceId } : {}),
  });
  expect(await statusOf(other.page)).toBe(200);
  expect((await end(one.page, '', await thisOf(one.page))).body.type).toBe('urn:abri:problem:csrf-missing');
  expect((await browser(edge.url).ask('/api/sessions')).status).toBe(401);
});

it('asks for a new sign-in before it ends one, which the pages open in the same browser do not notice', async () => {
  const [left, here] = [await signedIn('child-protection@abri.test'), await signedIn('child-protection@abri.test')];
  const [other, before] = [await thisOf(left.page), await thisOf(here.page)];
  const cookie = here.page.jar.get('abri') ?? '';
  edge.clock.aheadMs = 11 * minuteMs;
  expect((await listOf(here.page)).mayEndOthers).toBe(false);
  const refused = await end(here.page, here.csrf, other);
  expect([refused.status, refused.body.type]).toEqual([403, 'urn:abri:problem:sign-in-not-recent']);
  expect(await statusOf(left.page)).toBe(200);

  edge.clock.aheadMs = 0;
  await here.page.signIn('child-protection@abri.test');
  const again = await thisOf(here.page);
  expect(again).not.toBe(before);
  const copy = browser(edge.url);
  copy.jar.set('abri', cookie);
  expect(await statusOf(copy)).toBe(401);
  expect((await end(here.page, here.csrf, other)).status).toBe(200);
  expect([await statusOf(left.page), await statusOf(here.page)]).toEqual([401, 200]);
}, 30_000);

it('gives the next person at the same browser a session and a csrf token of their own', async () => {
  const first = await signedIn('programmes@abri.test');
  // The issuer would first sign out whom it knows, on a page of its own.
  for (const name of first.page.jar.keys()) if (name !== 'abri') first.page.jar.delete(name);
  const second = await signedIn('shelter@abri.test', first.page);
  expect(second.csrf).not.toBe(first.csrf);
  expect((await listOf(second.page)).sessions).toHaveLength(1);
});

it('shows what a session is used with, until when, and that it was used again', async () => {
  const [phone, desk] = [await signedIn('observatory@abri.test'), await signedIn('observatory@abri.test')];
  const id = await thisOf(phone.page);
  const shown = async () => (await listOf(desk.page)).sessions.find((one) => one.id === id);
  const begun = await shown();
  expect(begun).toMatchObject({ isThis: false, browser: null, seenAt: begun?.beganAt });
  expect(Date.parse(begun?.endsAt ?? '') - Date.parse(begun?.beganAt ?? '')).toBe(600 * minuteMs);
  edge.clock.aheadMs = 16 * minuteMs;
  await phone.page.ask('/api/session', { headers: { 'user-agent': firefox } });
  expect(await shown()).toMatchObject({ browser: 'Firefox', system: 'Android' });
  expect(Date.parse((await shown())?.seenAt ?? '') - Date.parse(begun?.seenAt ?? '')).toBeGreaterThan(15 * minuteMs);
});

it('signs in without the broker, and tells the other replicas when it is back', async () => {
  isAway = true;
  const one = await signedIn('operator@abri.test');
  const id = await thisOf(one.page);
  const other = await signedIn('operator@abri.test');
  expect(idsOf(await listOf(other.page))).toContain(id);
  expect(idsOf(await listOf(at(replica, other.page)))).not.toContain(id);
  isAway = false;
  await until('it in the list at the replica', async () =>
    idsOf(await listOf(at(replica, other.page))).includes(id) ? true : undefined,
  );
}, 60_000);

it('passes over what it does not know on the topic, names nobody there, and goes on', async () => {
  const seal = createSeal('sign-outs', [secret]);
  const values: unknown[] = [
    { v: 2, something: 'of a later version' },
    { v: 1, sealed: await seal.seal({ what: 'of a later version' }) },
  ];
  await broker.bus.publish(
    topics.signOuts,
    values.map((value) => ({ key: 'k', value })),
  );
  const { page } = await signedIn('justice@abri.test');
  await until('the session at the replica', async () => (await statusOf(at(replica, page))) === 200 || undefined);
  const id = await thisOf(page);
  const other = await signedIn('justice@abri.test');
  await until('it in the other’s list at the replica', async () =>
    idsOf(await listOf(at(replica, other.page))).includes(id) ? true : undefined,
  );
  const seen: string[] = [];
  const reading = await broker.bus.replay({
    topics: [topics.signOuts],
    name: 'test',
    handler: async ({ value }) => void seen.push(JSON.stringify(value)),
  });
  await reading.caughtUp;
  await reading.stop();
  expect(seen.length).toBeGreaterThan(10);
  expect(seen.join(' ')).not.toMatch(/demo-|Firefox|justice/);
});

it('asks the issuer when the sign-in was, and hears it', async () => {
  const begun = await browser(edge.url).ask('/auth/login');
  expect(new URL(begun.headers.get('location') ?? '').searchParams.get('max_age')).toBe('0');
  const { page } = await signedIn('hotline@abri.test');
  const session = Session.parse(await createSeal('session', [secret]).open(page.jar.get('abri') ?? ''));
  const { auth_time } = decodeJwt(session.tokens.id ?? '');
  expect(Math.abs(Number(auth_time) * 1_000 - session.startedMs)).toBeLessThan(minuteMs);
});
