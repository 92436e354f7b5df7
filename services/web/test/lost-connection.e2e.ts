import type { Page } from 'playwright-core';
import { ask } from './asking.js';
import { accessibilityFaults, openBrowser, overflows } from './browser.js';
import { addPeople, pickCommune } from './hotline-steps.js';

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  expect(browser.errors()).toEqual([]);
});

const family = async (page: Page) => {
  await page.goto('/hotline');
  await addPeople(page, ['woman', 'girl'], [6]);
  await pickCommune(page, 'Commune the call comes from', 'Denain');
  await page.getByTestId('ranking').or(page.getByText('No place fits right now.')).first().waitFor();
};
/** The connection goes, and the page knows it: until then it would try, and not know whether what it sent has arrived. */
async function goOffline(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.waitForFunction(() => !navigator.onLine);
}
const line = (page: Page) => page.getByTestId('line');
const reference = (page: Page) => page.getByTestId('reference').innerText();
interface Listed {
  requests: { requestId: string; requestedAt: string }[];
}
const known = async (page: Page) =>
  (await ask<Listed>(page, 'GET', '/matching/placements?limit=200')).requests.map(({ requestId }) => requestId);
const fresh = async (page: Page, before: readonly string[]) =>
  (await known(page)).filter((requestId) => !before.includes(requestId));
async function withdraw(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Withdraw the request' }).click();
  await page.getByRole('menuitem').first().click();
  await page.getByText(/This request has ended/).waitFor();
}

it('keeps what was typed, says what is not sent, and sends it once when the connection is back', async () => {
  const page = await browser.signedIn('hotline');
  await family(page);
  const before = await known(page);
  await goOffline(page);
  await line(page)
    .getByText(/No connection since/)
    .waitFor();
  await page.getByTestId('assign').click();
  await line(page)
    .getByText(/1 entry has not been sent/)
    .waitFor();
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    expect([width, await accessibilityFaults(page)]).toEqual([width, []]);
    expect([width, await overflows(page)]).toEqual([width, false]);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.context().setOffline(false);
  expect(await reference(page)).toMatch(/^[A-Z]\d-\d{3}$/);
  await line(page)
    .getByText(/entry has not been sent/)
    .waitFor({ state: 'detached' });
  expect(await fresh(page, before)).toHaveLength(1);
  await withdraw(page);
}, 90_000);

it('asks once where the answer was lost on its way, and says meanwhile that nobody knows', async () => {
  const page = await browser.signedIn('hotline', { withoutWorker: true });
  await family(page);
  const before = await known(page);
  const keys: (string | undefined)[] = [];
  let lost = true;
  await page.route('**/api/matching/placements', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    if (!lost) return route.continue();
    // It arrives and is done, and the answer never comes back.
    await route.fetch();
    return route.abort('connectionreset');
  });
  await page.getByTestId('assign').click();
  await line(page)
    .getByText(/It is not known whether 1 entry arrived/)
    .waitFor();
  lost = false;
  expect(await reference(page)).toMatch(/^[A-Z]\d-\d{3}$/);
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size).toBe(1);
  expect(await fresh(page, before)).toHaveLength(1);
  await withdraw(page);
}, 90_000);

it('sends nothing any more once somebody said to stop', async () => {
  const page = await browser.signedIn('hotline');
  await family(page);
  const before = await known(page);
  await goOffline(page);
  await page.getByTestId('assign').click();
  await line(page).getByRole('button', { name: 'Stop trying' }).click();
  await page.getByText('No connection: this was not sent.').waitFor();
  await page.context().setOffline(false);
  await line(page)
    .getByText(/No connection since/)
    .waitFor({ state: 'detached' });
  expect(await fresh(page, before)).toEqual([]);
}, 90_000);

it('opens without a connection, and gives back a call and its request after the page was thrown away', async () => {
  const page = await browser.signedIn('hotline');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await family(page);
  const before = await known(page);
  await goOffline(page);
  await page.getByTestId('assign').click();
  await line(page)
    .getByText(/1 entry has not been sent/)
    .waitFor();
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await page.getByText('Abri does not answer.').waitFor();
  await page.context().setOffline(false);
  expect(await reference(page)).toMatch(/^[A-Z]\d-\d{3}$/);
  expect(await fresh(page, before)).toHaveLength(1);
  await withdraw(page);
}, 90_000);

it('keeps a note on a child that could not be sent, and adds it once', async () => {
  const page = await browser.signedIn('child-protection');
  await page.goto('/children');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('main').getByRole('link').first().click();
  await page.getByLabel('New note').waitFor();
  const text = `Vu à l’école ${Date.now()}`;
  await goOffline(page);
  await page.getByLabel('New note').fill(text);
  await page.getByRole('button', { name: 'Add the note' }).click();
  await line(page)
    .getByText(/1 entry has not been sent/)
    .waitFor();
  await expect(page.getByLabel('New note').inputValue()).resolves.toBe(text);
  await page.context().setOffline(false);
  await page.getByRole('listitem').filter({ hasText: text }).waitFor();
  await page.reload();
  await page.getByRole('listitem').filter({ hasText: text }).waitFor();
  expect(await page.getByRole('listitem').filter({ hasText: text }).count()).toBe(1);
}, 90_000);

it('keeps what somebody is writing on a case that cannot be asked for again right now', async () => {
  const page = await browser.signedIn('support', { withoutWorker: true });
  await page.goto('/support');
  await page.getByRole('list', { name: 'Cases' }).getByRole('link').first().click();
  await page.getByRole('button', { name: 'Add a goal' }).click();
  const goal = page.getByLabel('Goal, in the person’s words');
  await goal.fill('Dormir sans peur');
  const busy = { type: 'urn:abri:problem:service-away', title: 'The service does not answer', status: 503 };
  await page.route('**/api/victim-support/cases/*', (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(busy) }),
  );
  const problem = page.getByTestId('problem');
  // As somebody who comes back to the window.
  while ((await problem.count()) === 0) await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
  await expect(goal.inputValue()).resolves.toBe('Dormir sans peur');
  await page.unroute('**/api/victim-support/cases/*');
  await problem.getByRole('button').click();
  await problem.waitFor({ state: 'detached' });
  await expect(goal.inputValue()).resolves.toBe('Dormir sans peur');
}, 90_000);
