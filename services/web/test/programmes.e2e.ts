import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { accessibilityFaults, openBrowser, overflows } from './browser.js';

let browser: Awaited<ReturnType<typeof openBrowser>>;
let leader: Page;
let partner: Page;
beforeAll(async () => {
  browser = await openBrowser();
  [leader, partner] = [await browser.signedIn('programmes'), await browser.signedIn('support')];
}, 90_000);
afterAll(() => browser.close());

const two = (n: number) => String(n).padStart(2, '0');
/** What a date-and-time field takes for so many minutes from now, here. */
const inMinutes = (minutes: number) => {
  const at = new Date(Date.now() + minutes * 60_000);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
};

it('plans a training, gives its seat, records who was there, and prints the certificate', async () => {
  await leader.goto('/programmes/plan');
  await leader.getByLabel('Kind').selectOption('training');
  await leader.getByLabel('Title').fill(`Training ${Date.now()}`);
  await leader.getByLabel('Seats').fill('1');
  await leader.getByLabel('Session 1').fill(inMinutes(-60));
  await leader.getByRole('button', { name: 'Plan', exact: true }).click();
  await leader.getByRole('button', { name: /^Record the session/ }).waitFor();

  await partner.goto(new URL(leader.url()).pathname);
  await partner.getByRole('button', { name: 'Sign me up' }).click();
  await partner.getByRole('button', { name: 'Step back' }).waitFor();
  expect(await partner.getByRole('heading', { name: 'Participants' }).count()).toBe(0);

  await leader.getByText('Lucie Moreau').waitFor();
  await leader.getByRole('button', { name: /^Record the session/ }).click();
  await leader.getByRole('checkbox', { name: 'Lucie Moreau' }).check();
  await leader.getByRole('button', { name: 'Save the attendance' }).click();
  await leader.getByRole('button', { name: 'Complete and give certificates' }).click();
  await leader.getByRole('link', { name: 'Certificate of Lucie Moreau' }).click();
  await leader.getByRole('heading', { name: 'Certificate of training' }).waitFor();
  expect(await accessibilityFaults(leader)).toEqual([]);

  await partner.getByRole('link', { name: 'Certificate' }).click();
  await partner.getByText('Lucie Moreau').last().waitFor();

  await leader.goBack();
  await leader.getByRole('button', { name: 'Data for the person… Lucie Moreau' }).click();
  expect(await accessibilityFaults(leader)).toEqual([]);
  const download = leader.waitForEvent('download');
  await leader.getByRole('button', { name: 'Save the file' }).click();
  const held = JSON.parse(await readFile(await (await download).path(), 'utf8')) as object;
  expect(held).toMatchObject({ professional: { name: 'Lucie Moreau' }, sessions: [{ attended: true }] });
  await leader.getByRole('button', { name: 'Erase the name of Lucie Moreau' }).click();
  await leader.getByRole('button', { name: 'Erase for ever' }).click();
  await leader.getByText('name erased').waitFor();
  expect(await leader.getByText('Lucie Moreau').count()).toBe(0);
}, 120_000);

it('moves a planned session and changes title and place', async () => {
  await leader.goto('/programmes/plan');
  await leader.getByLabel('Title').fill(`Class ${Date.now()}`);
  const planned = inMinutes(60);
  await leader.getByLabel('Session 1').fill(planned);
  await leader.getByRole('button', { name: 'Plan', exact: true }).click();
  await leader.getByRole('button', { name: /^Move the session/ }).click();
  const field = leader.getByLabel('New time of session 1');
  expect(await field.inputValue()).toBe(planned);
  await field.fill('2031-05-06T14:30');
  expect(await accessibilityFaults(leader)).toEqual([]);
  await leader.getByRole('button', { name: 'Save', exact: true }).click();
  await leader.getByText(/2031/).first().waitFor();
  await leader.getByRole('button', { name: 'Change title and place' }).click();
  await leader.getByLabel('Title').fill('Théâtre au collège');
  await leader.getByLabel('Place (school and class, hall)').fill('Collège du Parc, 4e B');
  await leader.getByRole('button', { name: 'Save', exact: true }).click();
  await leader.getByRole('heading', { level: 1, name: 'Théâtre au collège' }).waitFor();
  await leader.getByText('Collège du Parc, 4e B').waitFor();
}, 90_000);

it.each([360, 1920])(
  'has no accessibility fault and fits %i px',
  async (width) => {
    const page = await browser.signedIn('programmes', { width, locale: 'fr-FR' });
    for (const path of ['/programmes', '/programmes/plan']) {
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
