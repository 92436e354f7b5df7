import type { Page } from 'playwright-core';
import { accessibilityFaults, openBrowser, overflows } from './browser.js';

let browser: Awaited<ReturnType<typeof openBrowser>>;
let worker: Page;
let lead: Page;
let night: Page;
beforeAll(async () => {
  browser = await openBrowser();
  worker = await browser.signedIn('child-protection');
  lead = await browser.signedIn('child-lead');
  night = await browser.signedIn('child-denain');
}, 120_000);
afterAll(() => browser.close());

// One opening a run: against a running system this may be run three times a day.
/** A family name that no other run has used. */
const familyName = `Nuit${Array.from(String(Date.now()).slice(-7), (digit) => 'abcdefghij'[Number(digit)]).join('')}`;
const child = `Inès ${familyName}`;
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
let reference = '';

it('opens a case of another team by its code, to read and to leave a note, and asks its lead for a verdict', async () => {
  await worker.goto('/children');
  await worker.getByRole('button', { name: 'New case' }).click();
  const fields = worker.getByRole('dialog');
  await fields.getByLabel('Referred by').selectOption('school');
  await fields.getByLabel('Sex').selectOption('girl');
  await fields.getByLabel('Age').fill('10');
  await fields.getByLabel('Danger').selectOption('increased');
  await worker.getByLabel('Given names').fill('Inès');
  await worker.getByLabel('Family name').fill(familyName);
  await worker.getByLabel('Birth date').fill('2016-05-17');
  await worker.getByRole('button', { name: 'Open the case' }).click();
  await worker.getByRole('heading', { level: 1, name: child }).waitFor();
  reference = (await worker.locator('header .mono').first().innerText()).trim();
  expect(reference).toMatch(/^[A-Z]\d-\d{3}$/);
  await lead.goto('/children');
  await lead.getByTestId('worklist').waitFor();

  await night.goto('/children');
  await night.getByRole('button', { name: 'Emergency access' }).click();
  const dialog = night.getByRole('dialog');
  await dialog.getByLabel('Code of the case').fill(reference.toLowerCase());
  await dialog.getByLabel(/^Birth date/).fill('2016-05-17');
  await dialog.getByLabel('Why').selectOption({ label: 'Child at the police or in hospital' });
  await dialog.getByLabel('What is happening?').fill('Amenée à l’hôpital par une voisine.');
  expect(await accessibilityFaults(night)).toEqual([]);
  await dialog.getByRole('button', { name: 'Open for an hour' }).click();
  await night.getByRole('heading', { level: 1, name: child }).waitFor();
  await night.getByTestId('break-glass').getByText('Opened in an emergency until').waitFor();
  expect(await night.getByRole('button', { name: 'Close the case' }).count()).toBe(0);
  await night.getByLabel('New note').fill('Dort à l’hôpital de Denain, la mère est prévenue.');
  await night.getByRole('button', { name: 'Add the note' }).click();
  await section(night, 'Notes').getByText('Dort à l’hôpital de Denain').first().waitFor();
  expect(await accessibilityFaults(night)).toEqual([]);

  // The lead’s page was open all the time: it has the opening without being asked.
  const alert = section(lead, 'Cases opened in an emergency: to review')
    .getByRole('listitem')
    .filter({ hasText: child });
  await alert.getByText('Amenée à l’hôpital par une voisine.').waitFor();
  await alert.getByText('Thomas Leroy').first().waitFor();
  expect(await accessibilityFaults(lead)).toEqual([]);
}, 90_000);

it.each([
  ['fr-FR', 360, 780, 'Dossiers ouverts en urgence\u00a0: à vérifier'],
  ['en-GB', 1920, 1080, 'Cases opened in an emergency: to review'],
])(
  'stands before the whole team, without barriers, in %s at %i wide',
  async (locale, width, height, title) => {
    const page = await browser.signedIn('child-protection', { locale, width, height });
    await page.goto('/children');
    const alert = section(page, title).getByRole('listitem').filter({ hasText: child });
    await alert.waitFor();
    // Who is no lead sees it, and cannot answer it.
    expect(await alert.getByRole('button').count()).toBe(0);
    expect(await overflows(page)).toBe(false);
    expect(await accessibilityFaults(page)).toEqual([]);
  },
  60_000,
);

it('goes away only by the verdict of the lead, which the case then shows', async () => {
  const toReview = section(lead, 'Cases opened in an emergency: to review')
    .getByRole('listitem')
    .filter({ hasText: child });
  await lead.goto('/children');
  await toReview.waitFor();
  const justified = toReview.getByRole('button', { name: 'Justified', exact: true });
  expect(await justified.isDisabled()).toBe(true);
  await toReview.getByRole('textbox').fill('Bien fait, merci.');
  await justified.click();
  await toReview.waitFor({ state: 'detached' });
  await worker.reload();
  await section(worker, 'Emergency openings').getByText('Bien fait, merci.').waitFor();
  await section(worker, 'Emergency openings')
    .getByText(/: justified$/)
    .waitFor();
}, 60_000);

it('sends whoever types the code of a child of their own team to the case, and counts no try', async () => {
  await worker.goto('/children');
  await worker.getByRole('button', { name: 'Emergency access' }).click();
  const dialog = worker.getByRole('dialog');
  await dialog.getByLabel('Code of the case').fill(reference);
  await dialog.getByLabel('What is happening?').fill('Un enfant est seul ici.');
  await dialog.getByRole('button', { name: 'Open for an hour' }).click();
  await dialog.getByText('Your own team follows this child').waitFor();
  expect(await accessibilityFaults(worker)).toEqual([]);
}, 30_000);

it('made no script error and asked no stranger', () => expect(browser.errors()).toEqual([]));
