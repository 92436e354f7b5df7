import type { Page } from 'playwright-core';
import { accessibilityFaults, openBrowser } from './browser.js';

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
