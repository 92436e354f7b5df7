import type { SessionView } from '@abri/contracts/board-api';
import type { Problem } from '@abri/contracts/problem';
import { type Browser, browser } from './browser.js';
import { type Edge, startEdge } from './edge.js';

const minuteMs = 60_000;
let edge: Edge;
const tokensSeen: string[] = [];
beforeAll(async () => {
  edge = await startEdge({
    upstream: (req, res) => {
      tokensSeen.push(req.headers.authorization ?? '');
      res.end('{}');
    },
  });
}, 30_000);
afterAll(() => edge.stop());
beforeEach(() => {
  edge.clock.aheadMs = 0;
  tokensSeen.length = 0;
});

const signedIn = async (email = 'hotline@abri.test'): Promise<{ page: Browser; session: SessionView }> => {
  const page = browser(edge.url);
  await page.signIn(email);
  return { page, session: (await page.json<SessionView>('/api/session')).body };
};
const statusOf = async (page: Browser) => (await page.ask('/api/session')).status;

it('signs a person in by the issuer and gives the page a name, roles and houses, but no token', async () => {
  const page = browser(edge.url);
  const { url, answer } = await page.signIn('shelter@abri.test');
  expect(url).toBe(`${edge.url}/api/session`);
  const session = (await answer.json()) as SessionView;
  expect(session).toMatchObject({ name: 'Inès Caron', roles: ['shelter'], shelterIds: ['sh-tilleuls'] });
  expect(JSON.stringify(session)).not.toContain('eyJ');
  expect(page.jar.get('abri')).not.toContain(Buffer.from('{"sub"').toString('base64url').slice(0, 8));
});

it('keeps the cookie from scripts and from other sites', async () => {
  const page = browser(edge.url);
  const form = await page.follow('/auth/login');
  const back = await page.ask(form.url, {
    method: 'POST',
    body: new URLSearchParams({ email: 'hotline@abri.test', password: 'abri-demo' }),
  });
  const resumed = await page.ask(new URL(back.headers.get('location') ?? '', edge.issuerUrl).href);
  const callback = await page.ask(resumed.headers.get('location') ?? '');
  const cookie = callback.headers.getSetCookie().find((line) => line.startsWith('abri='));
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  expect(cookie).not.toMatch(/Max-Age|Expires/i);
});

it('refuses a wrong password, and shows the form again', async () => {
  const page = browser(edge.url);
  const form = await page.follow('/auth/login');
  const again = await page.ask(form.url, {
    method: 'POST',
    body: new URLSearchParams({ email: 'hotline@abri.test', password: 'abri-dem0' }),
  });
  expect(again.status).toBe(401);
  expect(await again.text()).toContain('role="alert"');
  expect(await statusOf(page)).toBe(401);
});

it('says who is asked to sign in as a problem, and not by a redirect', async () => {
  const answer = await browser(edge.url).ask('/api/session');
  expect(answer.status).toBe(401);
  expect(answer.headers.get('content-type')).toMatch('application/problem+json');
  expect(await answer.json()).toMatchObject({ type: 'urn:abri:problem:not-signed-in' });
});

it.each(['https://evil.example/', '//evil.example/', '/\\evil.example', '/.//evil.example', 'javascript:alert(1)'])(
  'never sends anybody to %s after sign-in',
  async (returnTo) => {
    const page = browser(edge.url);
    const { url } = await page.signIn('hotline@abri.test', returnTo);
    expect(new URL(url).origin).toBe(edge.url);
    expect(new URL(url).pathname).toBe('/');
  },
);

it('asks the issuer for the strength that is required, and lets nobody in with less', async () => {
  const strict = await startEdge({ env: { OIDC_REQUIRED_ACR: 'phr mfa' } });
  const enough = await startEdge({ env: { OIDC_REQUIRED_ACR: 'mfa password' } });
  try {
    const page = browser(strict.url);
    const begun = await page.ask('/auth/login');
    expect(new URL(begun.headers.get('location') ?? '').searchParams.get('acr_values')).toBe('phr mfa');
    const { answer } = await page.signIn('hotline@abri.test');
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('Abri asks for a stronger sign-in');
    expect(await statusOf(page)).toBe(401);
    const strong = browser(enough.url);
    await strong.signIn('hotline@abri.test');
    expect(await statusOf(strong)).toBe(200);
  } finally {
    await Promise.all([strict.stop(), enough.stop()]);
  }
}, 60_000);

it('does not take a way back that this browser did not begin', async () => {
  const begun = browser(edge.url);
  const form = await begun.follow('/auth/login');
  const body = new URLSearchParams({ email: 'hotline@abri.test', password: 'abri-demo' });
  const back = await begun.ask(form.url, { method: 'POST', body });
  const resumed = await begun.ask(new URL(back.headers.get('location') ?? '', edge.issuerUrl).href);
  const victim = browser(edge.url);
  const answer = await victim.ask(resumed.headers.get('location') ?? '');
  expect(answer.status).toBe(400);
  expect(victim.jar.size).toBe(0);
});

it('does not open a cookie that was changed, in any of its parts', async () => {
  const { page } = await signedIn();
  const whole = page.jar.get('abri') ?? '';
  for (const at of [2, Math.floor(whole.length / 2), whole.length - 3]) {
    const other = whole[at] === 'A' ? 'B' : 'A';
    page.jar.set('abri', whole.slice(0, at) + other + whole.slice(at + 1));
    expect(await statusOf(page)).toBe(401);
  }
  page.jar.set('abri', whole);
  expect(await statusOf(page)).toBe(200);
});

it('keeps serving who is signed in while the issuer is away, as long as the token is good', async () => {
  const lonely = await startEdge();
  const page = browser(lonely.url);
  await page.signIn('hotline@abri.test');
  await lonely.stopIssuer();
  expect(await statusOf(page)).toBe(200);
  lonely.clock.aheadMs = 29.5 * minuteMs;
  expect(await statusOf(page)).toBe(200);
  lonely.clock.aheadMs = 30.5 * minuteMs;
  expect((await page.json<Problem>('/api/session')).body.type).toBe('urn:abri:problem:issuer-away');
  await lonely.stop();
}, 30_000);

it('renews a session that began before the issuer was restarted', async () => {
  const restarted = await startEdge();
  const page = browser(restarted.url);
  await page.signIn('hotline@abri.test');
  await restarted.stopIssuer();
  await restarted.startIssuer();
  for (const minutes of [29.5, 30.5]) {
    restarted.clock.aheadMs = minutes * minuteMs;
    expect(await statusOf(page)).toBe(200);
  }
  await restarted.stop();
}, 30_000);

it('says on a page that sign-in is away, and signs in once it is there', async () => {
  const lonely = await startEdge();
  await lonely.stopIssuer();
  const login = await browser(lonely.url).ask('/auth/login');
  expect([login.status, (await login.text()).includes('does not answer')]).toEqual([503, true]);
  await lonely.startIssuer();
  expect((await browser(lonely.url).signIn('hotline@abri.test')).answer.status).toBe(200);
  await lonely.stop();
}, 30_000);

it('does not take the cookie of a sign-in under way for a session', async () => {
  const page = browser(edge.url);
  await page.follow('/auth/login');
  const pending = [...page.jar].find(([name]) => name.startsWith('abri-signin-'))?.[1] ?? '';
  expect(pending).not.toBe('');
  page.jar.set('abri', pending);
  expect(await statusOf(page)).toBe(401);
});

it('renews tokens once for all requests that come at once, and for one that is late with the old cookie', async () => {
  const { page } = await signedIn();
  await page.ask('/api/capacity/shelters');
  const [before] = tokensSeen.splice(0);
  const oldCookie = page.jar.get('abri') ?? '';
  edge.clock.aheadMs = 29.5 * minuteMs;
  await Promise.all(Array.from({ length: 8 }, () => page.ask('/api/capacity/shelters')));
  page.jar.set('abri', oldCookie);
  await page.ask('/api/capacity/shelters');
  expect(tokensSeen).toHaveLength(9);
  expect(new Set(tokensSeen).size).toBe(1);
  expect(tokensSeen[0]).not.toBe(before);
});

it('ends a session that nobody uses, and none sooner', async () => {
  const { page } = await signedIn();
  edge.clock.aheadMs = 20 * minuteMs;
  expect(await statusOf(page)).toBe(200);
  edge.clock.aheadMs = 45 * minuteMs;
  expect(await statusOf(page)).toBe(200);
  edge.clock.aheadMs = 76 * minuteMs;
  expect(await statusOf(page)).toBe(401);
});

it('ends every session after its longest time, however busy it was', async () => {
  const { page } = await signedIn();
  for (let minutes = 20; minutes < 600; minutes += 20) {
    edge.clock.aheadMs = minutes * minuteMs;
    expect(await statusOf(page)).toBe(200);
  }
  edge.clock.aheadMs = 601 * minuteMs;
  expect(await statusOf(page)).toBe(401);
}, 20_000);

it('does not sign out without the token of the page', async () => {
  const { page } = await signedIn();
  const { status, body } = await page.json<Problem>('/auth/logout', { method: 'POST' });
  expect([status, body.type]).toEqual([403, 'urn:abri:problem:csrf-missing']);
  expect(await statusOf(page)).toBe(200);
});

const signedOut = async () => {
  const { page, session } = await signedIn();
  const copy = page.jar.get('abri') ?? '';
  const out = await page.json<{ next: string }>('/auth/logout', {
    method: 'POST',
    headers: { 'x-csrf-token': session.csrf },
  });
  expect(out.status).toBe(200);
  expect(await statusOf(page)).toBe(401);
  return { page, copy, next: out.body.next };
};

it('makes a copy of the cookie worthless at its next renewal once the person has signed out', async () => {
  const { copy } = await signedOut();
  const thief = browser(edge.url);
  thief.jar.set('abri', copy);
  edge.clock.aheadMs = 29.5 * minuteMs;
  expect(await statusOf(thief)).toBe(401);
});

it('takes no copy of the cookie from the moment on at which the person has signed out', async () => {
  const { copy } = await signedOut();
  const thief = browser(edge.url);
  thief.jar.set('abri', copy);
  expect(await statusOf(thief)).toBe(401);
});

it('counts no reading that a page does by itself as somebody being there', async () => {
  const { page } = await signedIn();
  const unattended = { headers: { 'x-abri-unattended': '1' } };
  for (const minutes of [10, 20, 29]) {
    edge.clock.aheadMs = minutes * minuteMs;
    expect((await page.ask('/api/session', unattended)).status).toBe(200);
  }
  edge.clock.aheadMs = 31 * minuteMs;
  expect((await page.ask('/api/session', unattended)).status).toBe(401);
});

it('leads on to the issuer, which ends its session too and sends the browser back', async () => {
  const { page, next } = await signedOut();
  const html = await (await page.follow(next)).answer.text();
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const action = /action="([^"]+)"/.exec(html)?.[1] ?? '';
  const before = page.jar.get('_session');
  const ended = await page.ask(action, { method: 'POST', body: new URLSearchParams({ xsrf, logout: 'yes' }) });
  expect(ended.headers.get('location')).toBe(`${edge.url}/`);
  expect(before).toBeDefined();
  expect(page.jar.get('_session')).not.toBe(before);
});

it('asks for the password even where a colleague is still signed in at the issuer', async () => {
  const { page } = await signedIn();
  const { url, answer } = await page.follow('/auth/login');
  expect(url).toMatch(`${edge.issuerUrl}/sign-in/`);
  expect(answer.status).toBe(200);
});
