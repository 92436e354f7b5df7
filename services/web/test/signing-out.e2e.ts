import type { OwnSessions } from '@abri/contracts/board-api';
import type { Page } from 'playwright-core';
import { accessibilityFaults, openBrowser, overflows } from './browser.js';
import { addPeople } from './hotline-steps.js';

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser.close());

const menuOf = async (page: Page, name: string) => {
  await page.getByRole('button', { name }).click();
  await page.getByRole('menu').waitFor();
};
const isOut = (page: Page) => page.getByRole('link', { name: 'Sign in' }).first().waitFor();

it('ends a session in the menu under one’s name, and everywhere what was left open at another desk', async () => {
  const [left, here] = [
    await browser.signedIn('hotline', { signsIn: true }),
    await browser.signedIn('hotline', { signsIn: true }),
  ];
  const { name } = (await (await here.request.get('/api/session')).json()) as { name: string };
  await here.getByRole('heading', { level: 1 }).waitFor();
  await menuOf(here, name);
  expect(await accessibilityFaults(here)).toEqual([]);
  await here.getByRole('menuitem', { name: /^Sign out everywhere/ }).click();
  await isOut(here);
  await left.reload();
  await isOut(left);

  const [one, other] = [
    await browser.signedIn('hotline', { signsIn: true }),
    await browser.signedIn('hotline', { signsIn: true }),
  ];
  await one.setViewportSize({ width: 360, height: 780 });
  await menuOf(one, 'Your session');
  await one.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await isOut(one);
  expect((await other.request.get('/api/session')).status()).toBe(200);
}, 90_000);

it('shows one’s own sessions, and ends one that was left open, without losing the call one is on', async () => {
  const here = await browser.signedIn('hotline', { signsIn: true, withoutWorker: true });
  const left = await browser.signedIn('hotline', { signsIn: true });
  const { name } = (await (await here.request.get('/api/session')).json()) as { name: string };
  await addPeople(here, ['woman', 'girl'], [9]);

  // As ten minutes after the sign-in.
  await here.route('**/api/sessions', async (route) => {
    const answer = await route.fetch();
    const list = (await answer.json()) as OwnSessions;
    await route.fulfill({ response: answer, json: { ...list, mayEndOthers: false } });
  });
  await menuOf(here, name);
  await here.getByRole('menuitem', { name: 'Your sessions' }).click();
  await here.getByRole('heading', { level: 1, name: 'Your sessions' }).waitFor();
  await here.getByRole('button', { name: 'Sign in again' }).waitFor();
  expect(await here.getByRole('button', { name: /^Sign out / }).count()).toBe(0);
  expect(await accessibilityFaults(here)).toEqual([]);
  await here.unroute('**/api/sessions');
  await here.getByRole('button', { name: 'Sign in again' }).click();
  await here.fill('input[type=email]', 'hotline@abri.test');
  await here.fill('input[type=password]', 'abri-demo');
  await here.keyboard.press('Enter');

  await here.setViewportSize({ width: 360, height: 780 });
  const first = here.getByRole('listitem').filter({ hasText: /Began/ }).first();
  await first.getByText('This one').waitFor();
  expect(await accessibilityFaults(here)).toEqual([]);
  expect(await overflows(here)).toBe(false);
  // The newest of the others stands first.
  await here
    .getByRole('button', { name: /^Sign out Chrome on/ })
    .first()
    .click();
  const dialog = here.getByRole('dialog', { name: 'Sign this session out?' });
  await dialog.waitFor();
  expect(await accessibilityFaults(here)).toEqual([]);
  await dialog.getByRole('button', { name: 'Sign out' }).click();
  await here.getByRole('status').getByText('The session is signed out.').waitFor();
  // By its live stream, which has ended: nobody reloads the page.
  await left.getByRole('dialog', { name: 'You have been signed out' }).waitFor();
  expect((await here.request.get('/api/session')).status()).toBe(200);
  await here.getByRole('link', { name: 'Call', exact: true }).click();
  await here.getByText('1 woman and 1 child (girl aged 9)').first().waitFor();
}, 90_000);
