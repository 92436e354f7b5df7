import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { accessibilityFaults, openBrowser, overflows } from './browser.js';

let browser: Awaited<ReturnType<typeof openBrowser>>;
let social: Page;
let legal: Page;
beforeAll(async () => {
  browser = await openBrowser();
  [social, legal] = [await browser.signedIn('support'), await browser.signedIn('legal')];
}, 90_000);
afterAll(() => browser.close());

/** A name that no other run has used, in letters only. */
const unused = () =>
  Array.from(String(Date.now()), (digit) => 'bcdfghjklm'[Number(digit)])
    .join('')
    .replace(/^./, 'Z');
const familyName = unused();
const fillPerson = async (page: Page) => {
  await page.goto('/support/new');
  await page.getByLabel('Given name, or what to call them').fill('Ana');
  await page.getByLabel('Family name').fill(familyName);
  await page.getByLabel('Birth date').fill('1990-02-03');
  await page.getByLabel('The person has agreed').check();
  await page.getByRole('button', { name: 'Open the case' }).click();
};

it('screens, opens a case from it, plans together, and stops showing it when consent is taken back', async () => {
  await social.goto('/support/questions');
  await social
    .getByRole('group', { name: /go home today/ })
    .getByLabel('No', { exact: true })
    .check();
  await social.getByRole('button', { name: 'See the result' }).click();
  await social.getByText('Urgent', { exact: true }).first().waitFor();
  await fillPerson(social);
  await social.getByRole('heading', { level: 1, name: `Ana ${familyName}` }).waitFor();
  await social.getByRole('button', { name: 'Add a goal' }).click();
  await social.getByLabel('Goal, in the person’s words').fill('Ma propre porte');
  await social.getByRole('button', { name: 'Save' }).click();
  await social.getByRole('heading', { name: 'Ma propre porte' }).waitFor();

  await legal.goto('/support');
  await legal.getByLabel('Search by part of a name').fill(familyName.slice(2, 8));
  await legal.getByText('Nobody of this name').waitFor();
  await fillPerson(legal);
  await legal.getByText('may be known').first().waitFor();
  await legal.getByRole('button', { name: 'Yes: they want us to join their case' }).click();
  await legal.getByRole('heading', { name: 'Ma propre porte' }).waitFor();
  expect(legal.url()).not.toContain(familyName);

  await social.getByRole('button', { name: 'Data for the person…' }).click();
  const copy = social.getByRole('dialog');
  expect(await accessibilityFaults(social)).toEqual([]);
  const [file] = await Promise.all([
    social.waitForEvent('download'),
    copy.getByRole('button', { name: 'Save the file' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('abri-article-15.json');
  expect(readFileSync(await file.path(), 'utf8')).toContain(familyName);
  await copy.waitFor({ state: 'detached' });

  const partner = /^Withdraw the consent: Permanence/;
  await social.getByRole('button', { name: partner }).click();
  // One press too many would shut a partner out of the case until the person is asked again.
  await legal.getByRole('heading', { name: 'Ma propre porte' }).waitFor();
  await social.getByRole('dialog').getByText('This partner sees nothing of this case').waitFor();
  expect(await accessibilityFaults(social)).toEqual([]);
  await social.getByRole('button', { name: 'Yes, the person takes it back' }).click();
  await legal.getByText('Your organisation does not see this case').waitFor();
  expect(await legal.getByText('Ma propre porte').count()).toBe(0);
}, 120_000);

it('offers help to families without the word that they did not use', async () => {
  await social.goto('/support/families');
  await social.getByRole('heading', { level: 1 }).waitFor();
  expect(await social.locator('main').innerText()).not.toMatch(/violen|victim/i);
}, 60_000);

it.each([360, 1920])(
  'has no accessibility fault and fits %i px',
  async (width) => {
    const page = await browser.signedIn('support', { width, locale: 'fr-FR' });
    for (const path of ['/support', '/support/questions', '/support/new', '/support/families']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect([path, await accessibilityFaults(page), await overflows(page)]).toEqual([path, [], false]);
    }
  },
  90_000,
);

it('makes no script error and asks no stranger', () => {
  expect(browser.errors()).toEqual([]);
});
