import type { Page } from 'playwright-core';
import { accessibilityFaults, openBrowser, overflows } from './browser.js';
import { addPeople } from './hotline-steps.js';

let browser: Awaited<ReturnType<typeof openBrowser>>;
let board: Page;
let hotline: Page;
const refused: string[] = [];
beforeAll(async () => {
  browser = await openBrowser();
  [board, hotline] = [await browser.signedIn('operator'), await browser.signedIn('hotline')];
  board.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text());
  });
}, 90_000);
afterAll(() => browser.close());

const drawing = (name: string) => board.getByRole('img', { name });
/** How many requests the caption counts in all. */
const total = async () =>
  Number(/In all: (\d+)/.exec(await board.getByText(/^The requests of the last 24/).innerText())?.[1]);

it('draws the day live, and shows the same figures as a table, all by keyboard', async () => {
  await hotline.goto('/hotline');
  await addPeople(hotline, ['woman'], []);
  await hotline.getByTestId('assign').click();
  await hotline.getByTestId('reference').waitFor();
  await board.goto('/board?view=day');
  await drawing('From call to bed').locator('svg').waitFor();
  await drawing('Measured times').locator('svg').waitFor();
  expect(await accessibilityFaults(board)).toEqual([]);

  const toggle = board.getByRole('button', { name: 'Show as table: Calls by weekday and hour' });
  await toggle.focus();
  await board.keyboard.press('Enter');
  await board.getByRole('columnheader', { name: '23', exact: true }).waitFor();
  await board.getByRole('button', { name: 'Show as table: From call to bed' }).click();
  const before = await total();
  expect(before).toBeGreaterThan(0);
  expect(await accessibilityFaults(board)).toEqual([]);

  await hotline.goto('/hotline');
  await addPeople(hotline, ['woman'], []);
  await hotline.getByTestId('assign').click();
  await hotline.getByTestId('reference').waitFor();
  await board
    .getByText(`In all: ${before + 1}.`)
    .first()
    .waitFor();
  expect(await board.getByRole('row', { name: /^Requests (Assigned|Waiting list) \d+$/ }).count()).toBeGreaterThan(0);
}, 90_000);

it('keeps the view in the address, so that a wall screen comes back to it', async () => {
  await board.getByText('Now', { exact: true }).click();
  await board.getByTestId('beds-free').first().waitFor();
  expect(new URL(board.url()).search).toBe('');
  await board.getByText('The day', { exact: true }).click();
  await drawing('Placements per minute').or(board.getByText('No placement in the last 60 minutes.')).first().waitFor();
  expect(new URL(board.url()).search).toBe('?view=day');
});

it('loads no chart before one is shown', async () => {
  const page = await browser.signedIn('operator');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('/board');
  await page.getByTestId('beds-free').first().waitFor();
  expect(asked.filter((url) => /echart/.test(url))).toEqual([]);
}, 30_000);

it.each([360, 1920])(
  'fits %i px, light and dark, in French',
  async (width) => {
    const page = await browser.signedIn('operator', { width, locale: 'fr-FR' });
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto('/board?view=day');
      await page.getByRole('img', { name: 'De l’appel au lit' }).locator('svg').waitFor();
      expect([scheme, await accessibilityFaults(page), await overflows(page)]).toEqual([scheme, [], false]);
    }
  },
  60_000,
);

it('needs nothing that the page’s policy forbids, makes no script error and asks no stranger', () =>
  expect([refused, browser.errors()]).toEqual([[], []]));
