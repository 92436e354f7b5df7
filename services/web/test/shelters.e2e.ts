import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser.js';

let browser: Awaited<ReturnType<typeof openBrowser>>;
let operator: Page;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'abri-e2e-'));
  browser = await openBrowser();
  operator = await browser.signedIn('operator');
}, 60_000);
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

const exported = async () => {
  await operator.goto('/shelters');
  const download = operator.waitForEvent('download');
  await operator
    .getByRole('link', { name: 'Export as CSV' })
    .or(operator.getByRole('button', { name: 'Export as CSV' }))
    .click();
  return readFileSync(await (await download).path(), 'utf8');
};
const importing = async (name: string, text: string) => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  await operator.goto('/shelters');
  await operator.getByRole('button', { name: 'Import a CSV' }).click();
  const dialog = operator.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles(file);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  return dialog;
};

it('names every bad line of an import and imports nothing', async () => {
  const before = await exported();
  const [head = '', first = '', second = ''] = before.replace(/^\uFEFF/, '').split(/\r?\n/);
  const separator = head.includes(';') ? ';' : ',';
  const beds = head.split(separator).indexOf('beds');
  expect(beds).toBeGreaterThan(-1);
  const broken = (line: string) =>
    line
      .split(separator)
      .map((cell, index) => (index === beds ? 'many' : cell))
      .join(separator);
  const dialog = await importing('bad.csv', [head, broken(first), second, broken(second)].join('\n'));
  const errors = dialog.getByTestId('import-errors');
  await errors.waitFor();
  await errors.getByRole('cell', { name: '2', exact: true }).first().waitFor();
  await errors.getByRole('cell', { name: '4', exact: true }).first().waitFor();
  await dialog.getByText(/nothing was imported/).waitFor();
  expect(await exported()).toBe(before);
}, 90_000);

it('takes back its own export without a change', async () => {
  const before = await exported();
  const dialog = await importing('same.csv', before);
  await dialog.getByText(/^Imported:/).waitFor();
  expect(await exported()).toBe(before);
}, 90_000);

it('takes a unit out of service at the house, and the board follows', async () => {
  const house = await browser.signedIn('hotel');
  await operator.goto('/board');
  const out = operator.getByTestId('beds-outOfService').first();
  await out.waitFor();
  const before = await out.innerText();
  await house
    .getByRole('button', { name: /^Take out of service…: / })
    .first()
    .click();
  await house.getByRole('menuitem').first().click();
  const back = house.getByRole('button', { name: /^Return to service: / });
  await back.waitFor();
  await operator.waitForFunction(
    (was) => document.querySelector('[data-testid=beds-outOfService]')?.textContent !== was,
    before,
  );
  await back.click();
  await operator.waitForFunction(
    (was) => document.querySelector('[data-testid=beds-outOfService]')?.textContent === was,
    before,
  );
}, 90_000);

it('has caused no script error and asked nobody outside', () => expect(browser.errors()).toEqual([]));
