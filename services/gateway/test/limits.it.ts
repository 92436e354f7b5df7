import { browser } from './browser.js';
import { type Edge, startEdge } from './edge.js';

let edge: Edge;
beforeAll(async () => {
  edge = await startEdge({ env: { API_REQUESTS_A_MINUTE: '5', SIGN_IN_REQUESTS_A_MINUTE: '6' } });
}, 30_000);
afterAll(() => edge.stop());

it('limits each session by itself, and sign-ins by address, each with a problem that says to wait', async () => {
  const [busy, other] = [browser(edge.url), browser(edge.url)];
  await busy.signIn('hotline@abri.test', '/none');
  await other.signIn('hotline2@abri.test', '/none');
  const statuses: number[] = [];
  for (let n = 0; n < 6; n++) statuses.push((await busy.ask('/api/session')).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  expect((await other.ask('/api/session')).status).toBe(200);
  const refused = await busy.json<{ type: string }>('/api/session');
  expect(refused.body.type).toBe('urn:abri:problem:too-many-requests');
  for (let n = 0; n < 2; n++) expect((await busy.ask('/auth/login')).status).toBe(303);
  expect((await busy.ask('/auth/login')).status).toBe(429);
});
