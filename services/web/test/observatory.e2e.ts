import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { accessibilityFaults, openBrowser, overflows } from './browser.js';

let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
const refused: string[] = [];
beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.signedIn('observatory');
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text());
  });
  await page.goto('/observatory');
  await page.getByTestId('report-of').waitFor();
}, 90_000);
afterAll(() => browser.close());

it('shows the published table beside what was counted, bounds as bounds, and says that it does not add up', async () => {
  const row = (result: string) => page.getByTestId(`result-${result}`).getByRole('cell').first().innerText();
  expect([await row('pupils'), await row('victims'), await row('women'), await row('therapySessions')]).toEqual([
    ...['over 1,000', '1,273', '743', 'over 60'],
  ]);
  expect(await page.getByTestId('results-note').innerText()).toContain(
    '743 + 15 + 516 = 1,274, while 1,273 is published',
  );
  expect(await page.getByTestId('report-of').getAttribute('data-view')).toBe('full');
}, 30_000);

it('draws its charts and its map within the page’s policy, each with its table', async () => {
  await page.getByRole('img', { name: 'Per 10,000 inhabitants' }).locator('svg').waitFor();
  await page.getByRole('img', { name: 'Pupils made aware per 10,000 inhabitants' }).waitFor();
  const toggles = page.getByRole('button', { name: /^Show as table/ });
  expect(await toggles.count()).toBeGreaterThan(4);
  await page.getByRole('button', { name: /^Show as table: Pupils made aware/ }).press('Enter');
  expect(await page.getByRole('rowheader', { name: 'Valenciennes', exact: true }).count()).toBe(1);
  expect(refused).toEqual([]);
}, 30_000);

it('hands out the report to print and every table in every format', async () => {
  const begins = async (name: string | RegExp) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name }).first().click(),
    ]);
    return (await readFile(await download.path())).subarray(0, 5).toString('latin1');
  };
  expect(await begins('Printed report (PDF)')).toBe('%PDF-');
  expect(await begins('All figures: PARQUET')).toMatch(/^PAR1/);
  expect(await begins('Table of results: JSON')).toMatch(/^[[{]/);
  expect(await begins('By commune: CSV')).toMatch(/^[a-z]/);
}, 60_000);

it('is seen by other partners without where places are', async () => {
  const partner = await browser.signedIn('justice');
  await partner.goto('/observatory');
  await partner.getByTestId('report-of').waitFor();
  expect(await partner.getByTestId('report-of').getAttribute('data-view')).toBe('partner');
  expect(await partner.getByRole('option', { name: 'Beds in service' }).count()).toBe(0);
}, 60_000);

it.each([
  [360, 'fr-FR', 'light'],
  [1920, 'en-GB', 'dark'],
] as const)(
  'has no accessibility fault and fits %i px (%s, %s)',
  async (width, locale, colorScheme) => {
    const other = await browser.signedIn('operator', { width, locale });
    await other.emulateMedia({ colorScheme });
    await other.goto('/observatory');
    await other.getByTestId('report-of').waitFor();
    await other.locator('#results svg[width]').first().waitFor();
    expect([await accessibilityFaults(other), await overflows(other)]).toEqual([[], false]);
  },
  90_000,
);

it('is open to anybody in its outside view, without sign-in, and nothing else is', async () => {
  const stranger = await browser.visit({ locale: 'en-GB' });
  await stranger.goto('/');
  await stranger.getByRole('link', { name: 'The observatory’s figures' }).click();
  await stranger.getByRole('heading', { level: 1, name: 'Observatory' }).waitFor();
  const report = stranger.getByTestId('report-of');
  await report.or(stranger.getByText('No event has been recorded yet.')).first().waitFor();
  if ((await report.count()) > 0) expect(await report.getAttribute('data-view')).toBe('outside');
  expect(await accessibilityFaults(stranger)).toEqual([]);
  const asked = await stranger.evaluate(async () => {
    const paths = ['/api/public/observatory/reports/years', '/api/observatory/reports/years', '/api/observatory/board'];
    return Promise.all(paths.map(async (path) => (await fetch(path)).status));
  });
  expect(asked).toEqual([200, 401, 401]);
}, 60_000);

it('makes no script error and asks no stranger', () => expect(browser.errors()).toEqual([]));
