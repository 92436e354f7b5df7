import type { Page } from 'playwright-core';
import { accessibilityFaults, openBrowser, overflows } from './browser.js';

let browser: Awaited<ReturnType<typeof openBrowser>>;
let operator: Page;
beforeAll(async () => {
  browser = await openBrowser();
  operator = await browser.signedIn('operator');
}, 90_000);
afterAll(() => browser.close());

const fresh = `t${Date.now()}`;

it('enters a team, which must have a lead, and changes it', async () => {
  await operator.goto('/directory');
  await operator.getByRole('button', { name: 'New team' }).click();
  const dialog = operator.getByRole('dialog');
  await dialog.getByLabel('Name of the team').fill(`Team ${fresh}`);
  await dialog.getByRole('textbox', { name: 'Id', exact: true }).fill(fresh);
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada');
  await dialog.getByLabel('Id of the account').fill('ada-1');
  await dialog.getByLabel('Lead').uncheck();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('A team has at least one lead.').waitFor();
  expect(await accessibilityFaults(operator)).toEqual([]);
  await dialog.getByLabel('Lead').check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await operator.getByText('Ada (lead)').first().waitFor();
  await operator.getByRole('button', { name: `Change the team Team ${fresh}` }).click();
  await dialog.getByRole('button', { name: 'Add a person' }).click();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).last().fill('Bea');
  await dialog.getByLabel('Id of the account').last().fill('bea-1');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await operator
    .getByRole('listitem')
    .filter({ hasText: `Team ${fresh}` })
    .getByText('Bea')
    .waitFor();
}, 60_000);

it('makes a new version of a protocol and puts it into use, and the old one again', async () => {
  await operator.goto('/directory');
  const first = operator.getByRole('listitem').filter({ hasText: 'abri-child-1' });
  await first.getByRole('button', { name: 'New version of abri-child-1' }).click();
  const form = operator.getByRole('form', { name: 'New version of abri-child-1' });
  await form.getByLabel('Instruction in English').first().fill('');
  await form.getByRole('button', { name: /^Save as abri-child-\d+$/ }).click();
  await form.getByText('To correct').waitFor();
  const words = `Say who you are. ${fresh}`;
  await form.getByLabel('Instruction in English').first().fill(words);
  expect(await accessibilityFaults(operator)).toEqual([]);
  await form.getByRole('button', { name: /^Save as abri-child-\d+$/ }).click();
  const made = operator.getByRole('listitem').filter({ hasText: words }).first();
  await made.getByRole('button', { name: /^Put into use: abri-child-\d+$/ }).click();
  await made.getByText('In use').waitFor();
  await first.getByRole('button', { name: 'Put into use: abri-child-1' }).click();
  await first.getByText('In use').waitFor();
}, 60_000);

it('enters an agency of justice', async () => {
  await operator.goto('/directory');
  await operator.getByRole('button', { name: 'New agency' }).click();
  const section = operator.getByRole('region', { name: 'Agencies of justice' });
  await section.getByRole('textbox', { name: 'Name', exact: true }).fill(`Office ${fresh}`);
  await section.getByLabel('Function').selectOption('court');
  await section.getByRole('textbox', { name: 'Id', exact: true }).fill(`ag-${fresh}`);
  await section.getByRole('button', { name: 'Save' }).click();
  await section.getByText(`Office ${fresh}`).waitFor();
}, 60_000);

it('shows the teams to who follows children, who change nothing', async () => {
  const worker = await browser.signedIn('child-protection');
  await worker.goto('/directory');
  await worker.getByText('abri-child-1').first().waitFor();
  expect(await worker.getByRole('button', { name: /^(New|Change|Put)/ }).count()).toBe(0);
}, 60_000);

it.each([
  ['fr-FR', 360, 780],
  ['en-GB', 1920, 1080],
])(
  'is without barriers in %s at %i wide',
  async (locale, width, height) => {
    const page = await browser.signedIn('operator', { locale, width, height });
    await page.goto('/directory');
    await page.getByText('abri-child-1').first().waitFor();
    await page
      .getByRole('button', { name: /abri-child-1$/ })
      .last()
      .click();
    await page.getByRole('form').waitFor();
    expect(await overflows(page)).toBe(false);
    expect(await accessibilityFaults(page)).toEqual([]);
  },
  60_000,
);

it('makes no script error and asks no stranger', () => expect(browser.errors()).toEqual([]));
