import type { Page } from 'playwright-core';
import { accessibilityFaults, openBrowser, overflows } from './browser.js';

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser.close());

/** Answers the first question by its last choice but one: the last is to leave it out. */
async function ask(page: Page) {
  const first = page
    .locator('fieldset')
    .filter({ has: page.locator('legend') })
    .first();
  await first
    .getByRole('radio')
    .nth((await first.getByRole('radio').count()) - 2)
    .check();
}

it.each([
  ['hotline', 'Screening', 'See the result', 'en-GB', 1280],
  ['shelter', 'Repérage', 'Voir le résultat', 'fr-FR', 360],
])(
  'lets the %s ask the questions from its menu, and offers no case to who keeps none',
  async (account, label, finish, locale, width) => {
    const page = await browser.signedIn(account, { locale, width });
    await page.getByRole('link', { name: label, exact: true }).click();
    // The page before has questions of its own: this button is on no other.
    await page.getByRole('button', { name: finish }).waitFor();
    await ask(page);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflows(page)).toBe(false);
    await page.getByRole('button', { name: finish }).click();
    await page.locator('[data-level]').waitFor();
    expect(await page.getByRole('link', { name: /open (a|the).* case|ouvrir/i }).count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflows(page)).toBe(false);
  },
  60_000,
);

it('makes no script error and asks no stranger', () => expect(browser.errors()).toEqual([]));
