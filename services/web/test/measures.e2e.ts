import type { Page } from 'playwright-core';
import { accessibilityFaults, openBrowser, overflows } from './browser.js';
import { pickCommune } from './hotline-steps.js';

let browser: Awaited<ReturnType<typeof openBrowser>>;
let judge: Page;
beforeAll(async () => {
  browser = await openBrowser();
  judge = await browser.signedIn('justice');
}, 90_000);
afterAll(() => browser.close());

/** A family name and a birth date that no other run has used. */
const syllables = ['bal', 'cor', 'den', 'fam', 'gil', 'hos', 'jun', 'kes', 'lor', 'mip'];
const moment = String(Date.now()).slice(-9);
const familyName = Array.from(moment.slice(0, 5), (digit) => syllables[Number(digit)])
  .join('')
  .replace(/^./, (letter) => letter.toUpperCase());
const born = `19${60 + (Number(moment[5]) % 8)}-0${1 + (Number(moment[6]) % 9)}-1${moment[7]}`;
const section = (name: string) => judge.getByRole('region', { name, exact: true });
const dialog = () => judge.getByRole('dialog');
const answer = (question: string) =>
  judge.getByRole('group', { name: question }).getByText('Yes', { exact: true }).click();

it('answers a dangerous person with hosting, a zone and a place, a breach with the next rung, and closes by a decision', async () => {
  await judge.goto('/measures');
  await judge.getByRole('link', { name: 'Open a file' }).click();
  await judge.getByLabel('Given name').fill('Gaspard');
  await judge.getByLabel('Family name').fill(familyName);
  await judge.getByLabel('Date of birth').fill(born);
  await answer('Has there been an attempt to strangle or choke?');
  await answer('Have there been threats to kill, and are they believed?');
  await answer('Is a separation under way, announced or recent?');
  await judge.getByRole('button', { name: 'Open the file' }).click();
  await judge.getByRole('heading', { level: 1, name: `Gaspard ${familyName}` }).waitFor();

  await section('To decide').getByText('To decide: begin with hosting away from home').waitFor();
  await judge.getByRole('button', { name: 'Decide a measure' }).click();
  await dialog().getByLabel('Measure', { exact: true }).selectOption('mediation');
  await dialog().getByText('The danger is too high for a mediation').waitFor();
  await judge.keyboard.press('Escape');
  await judge.getByRole('button', { name: 'Decide so' }).click();
  await dialog().getByText('Leave the home').click();
  await dialog().getByLabel('What the decision says').fill('Ordonnance du jour.');
  await dialog().getByRole('button', { name: 'Decide', exact: true }).click();
  await section('Measures').getByText('Hosting away from home').waitFor();
  await section('Decisions').getByText('Ordonnance du jour.').waitFor();

  await judge.getByRole('button', { name: 'Set a zone' }).click();
  await pickCommune(judge, 'Commune', 'Valenciennes');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await section('Forbidden zones').getByText('Valenciennes and 2 km around').waitFor();

  await judge.getByRole('button', { name: 'Report as breached: Valenciennes and 2 km around' }).click();
  await judge.getByRole('menuitem', { name: 'Today' }).click();
  await section('Forbidden zones').getByText('breached 1 time').waitFor();
  await judge.getByRole('button', { name: /Set aside as unfounded: Entered a forbidden zone/ }).click();
  await section('Breaches').getByText('unfounded', { exact: true }).waitFor();

  await section('Hosting').getByRole('button', { name: 'Hold' }).first().click();
  await section('Hosting').getByRole('button', { name: 'Confirm' }).click();
  await section('Hosting').getByRole('button', { name: 'Arrived' }).click();
  await section('Hosting').getByRole('button', { name: 'Left' }).waitFor();

  const colleague = await browser.signedIn('justice');
  await colleague.goto(new URL(judge.url()).pathname);
  await colleague.getByText('Nothing waits for a decision.').waitFor();
  await judge.getByRole('button', { name: 'Report a breach: Hosting away from home' }).click();
  await dialog().getByLabel('What happened').selectOption('contact');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await section('To decide').getByText('To decide: step up to ban on coming near').waitFor();
  await section('To decide').getByText('Serious breach.').waitFor();
  // Pushed to whoever has the file open, without a press.
  await colleague.getByText('To decide: step up to ban on coming near').waitFor();
  await section('Hosting').getByRole('button', { name: 'Left' }).click();
  await dialog().getByRole('button', { name: 'Left' }).click();
  await section('Hosting').getByRole('button', { name: 'Hold' }).first().waitFor();

  await judge.getByRole('button', { name: 'Close', exact: true }).click();
  await judge.getByRole('menuitem', { name: 'Measure kept' }).click();
  await judge.getByRole('alert').getByText('A breach waits for an answer').waitFor();
  await judge.getByRole('button', { name: /Answer by a warning: Made contact/ }).click();
  await section('Breaches').getByText('warning', { exact: true }).waitFor();
  await judge.getByRole('button', { name: 'Close', exact: true }).click();
  await judge.getByRole('menuitem', { name: 'Measure kept' }).click();
  await judge.getByText('File closed.').waitFor();
}, 120_000);

it('opens a closed file again for new facts, and gives it to another agency, which finds it there', async () => {
  await judge.getByRole('button', { name: 'Open again for new facts' }).click();
  await section('To decide').getByText('To decide: begin with hosting away from home').waitFor();
  await judge.getByLabel('In charge').selectOption({ label: 'Service pénitentiaire d’insertion et de probation' });
  const officer = await browser.signedIn('probation');
  await officer.goto('/measures');
  await officer.getByText('My agency', { exact: true }).click();
  await officer.getByRole('link', { name: `Gaspard ${familyName}` }).waitFor();
  expect(await accessibilityFaults(officer)).toEqual([]);
}, 60_000);

it('finds a person by part of the name, which never is in the address', async () => {
  await judge.goto('/measures');
  await judge.getByLabel('Find a person').fill(familyName.slice(3).toUpperCase());
  await judge.getByRole('link', { name: `Gaspard ${familyName}` }).waitFor();
  expect(judge.url()).not.toContain(familyName.slice(3));
}, 60_000);

it('is axe-clean and as wide as the window in both languages, small and large', async () => {
  for (const [locale, width] of [
    ['fr-FR', 360],
    ['en-GB', 1920],
  ] as const) {
    const page = await browser.signedIn('justice', { locale, width });
    await page.goto('/measures');
    await page.getByText(locale === 'fr-FR' ? 'Tous' : 'All', { exact: true }).click();
    const pages = ['/measures', '/measures/new', '/measures/places'];
    await page.getByRole('list').getByRole('link').first().click();
    await page.getByRole('region').nth(6).waitFor();
    pages.unshift(new URL(page.url()).pathname);
    for (const path of pages) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByRole('region').first().waitFor();
      expect([path, await accessibilityFaults(page)]).toEqual([path, []]);
      expect([path, await overflows(page)]).toEqual([path, false]);
    }
  }
  expect(browser.errors()).toEqual([]);
}, 120_000);
