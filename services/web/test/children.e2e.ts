import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { accessibilityFaults, openBrowser, overflows } from './browser.js';
import { addPeople, holdAt, pickCommune } from './hotline-steps.js';

let browser: Awaited<ReturnType<typeof openBrowser>>;
let worker: Page;
beforeAll(async () => {
  browser = await openBrowser();
  worker = await browser.signedIn('child-protection');
}, 90_000);
afterAll(() => browser.close());

/** A family name and a birth date that no other run has used. */
const syllables = ['bal', 'cor', 'den', 'fam', 'gil', 'hos', 'jun', 'kes', 'lor', 'mip'];
const moment = String(Date.now()).slice(-9);
const familyName = Array.from(moment.slice(0, 5), (digit) => syllables[Number(digit)])
  .join('')
  .replace(/^./, (letter) => letter.toUpperCase());
const born = `20${15 + (Number(moment[5]) % 8)}-0${1 + (Number(moment[6]) % 9)}-1${moment[7]}`;
const scope = (name: string) => worker.getByText(name, { exact: true }).first().click();
const section = (name: string) => worker.getByRole('region', { name, exact: true });

async function openCase(givenNames: string, name: string, referrer: string, birthDate: string) {
  await worker.goto('/children');
  await worker.getByRole('button', { name: 'New case' }).click();
  await worker.getByLabel('Referred by').selectOption({ label: referrer });
  const dialog = worker.getByRole('dialog');
  // Nothing is said of a child that nobody has said.
  expect(await dialog.getByLabel('Age').inputValue()).toBe('');
  await dialog.getByLabel('Sex').selectOption('girl');
  await dialog.getByLabel('Age').fill('8');
  await dialog.getByLabel('Danger').selectOption('increased');
  await worker.getByLabel('Given names').fill(givenNames);
  await worker.getByLabel('Family name').fill(name);
  await worker.getByLabel('Birth date').fill(birthDate);
  await worker.getByRole('button', { name: 'Open the case' }).click();
  await worker.getByRole('heading', { level: 1, name: `${givenNames} ${name}` }).waitFor();
}

it('follows a referred child: found by part of the name, planned, noted, assessed and reported', async () => {
  await openCase('Maëlle', familyName, 'School', born);
  await section('Plan').getByText('First contact', { exact: true }).waitFor();
  await worker.getByRole('button', { name: 'Done: First contact' }).click();
  // The wrong button: the task is open again, and due as it was.
  await worker.getByText('Ended (1)').click();
  await worker.getByRole('button', { name: 'Open again: First contact' }).click();
  await section('History').getByText('Task opened again: First contact').waitFor();
  await worker.getByText('Ended (1)').waitFor({ state: 'detached' });
  await worker.getByRole('button', { name: 'Done: First contact' }).click();
  await worker.getByText('Ended (1)').waitFor();
  await worker.getByLabel('New note').fill('Joue avec son frère.');
  await worker.getByRole('button', { name: 'Add the note' }).click();
  await section('Notes').getByText('Joue avec son frère.').first().waitFor();
  // By the keyboard: the note has moved what is below it, and a button that moves under the mouse is not pressed.
  await worker.getByRole('button', { name: 'Assess', exact: true }).press('Enter');
  await worker.getByRole('dialog').waitFor();
  for (const area of await worker.getByRole('dialog').getByRole('radiogroup').all())
    await area.getByText('2', { exact: true }).click();
  await worker.getByRole('button', { name: 'Save' }).click();
  await section('Assessments').first().getByText('14 / 21').waitFor();
  await worker.getByRole('button', { name: 'Report to the CRIP' }).click();
  await worker.getByLabel('What is worrying').fill('Ne dort plus.');
  await worker.getByRole('dialog').getByRole('button', { name: 'Report to the CRIP' }).click();
  await section('History').getByText('Worrying report made').waitFor();

  await worker.goto('/children');
  await worker.getByLabel('Find a child').fill(familyName.slice(4).toUpperCase());
  await worker
    .getByRole('link', { name: `Maëlle ${familyName}` })
    .first()
    .waitFor();
  expect(worker.url()).not.toContain(familyName.slice(4));
}, 90_000);

it('proposes the same child written another way, and joins the two only when a person says so', async () => {
  await openCase('Maelle', familyName.replace(/[cf]/, 'k'), 'Police', born);
  const maybe = section('Maybe the same child');
  await maybe.getByText('Very alike').waitFor();
  await maybe.getByRole('button', { name: /^The same child: join/ }).click();
  await section('History').getByText('Another case of the same child joined to this one').waitFor();
  await section('Notes').getByText('Joue avec son frère.').first().waitFor();
  await maybe.waitFor({ state: 'detached' });
}, 60_000);

it('undoes a join that was wrong: the other case lives again, and is not proposed any more', async () => {
  await section('Cases joined to this one')
    .getByRole('button', { name: /^Undo the join/ })
    .click();
  expect(await accessibilityFaults(worker)).toEqual([]);
  await worker.getByRole('dialog').getByRole('button', { name: 'Undo the join' }).click();
  await section('Cases joined to this one').waitFor({ state: 'detached' });
  await section('History').getByText('Join undone: the other case is another child’s').waitFor();
  await worker.goto('/children');
  await worker.getByLabel('Find a child').fill(familyName);
  await worker
    .getByRole('link', { name: `Maëlle ${familyName}` })
    .first()
    .click();
  await section('History').getByText('Join undone: the case lives again').waitFor();
  await section('Plan').getByText('Schooling', { exact: true }).waitFor();
}, 60_000);

it('keeps a photographed order of a court, and gives it back byte for byte', async () => {
  const order = Buffer.alloc(2_900_000, 'Ordonnance. ');
  order.set([0xff, 0xd8, 0xff, 0xe0]);
  const choose = async (buffer: Buffer) => {
    await section('Documents').getByRole('button', { name: 'Add a document' }).click();
    const file = { name: 'ordonnance.jpg', mimeType: 'image/jpeg', buffer };
    await worker.locator('input[type=file]').setInputFiles(file);
  };
  const dialog = worker.getByRole('dialog');
  await choose(Buffer.alloc(3_000_001, order));
  await dialog.getByText('The file is larger than 3 MB.').waitFor();
  expect(await dialog.getByRole('button', { name: 'Add a document' }).isDisabled()).toBe(true);
  await worker.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await choose(order);
  await dialog.getByRole('button', { name: 'Add a document' }).click();
  const download = section('Documents').getByRole('button', { name: /ordonnance\.jpg$/ });
  await download.waitFor();
  const [got] = await Promise.all([worker.waitForEvent('download'), download.click()]);
  expect(order.equals(await readFile(await got.path()))).toBe(true);
}, 60_000);

it('closes a case only for a reason, and says how many open tasks go with it', async () => {
  await section('Close the case')
    .getByText(/^The \d+ open tasks are cancelled/)
    .waitFor();
  await worker.getByRole('button', { name: 'Close the case' }).click();
  expect(await worker.getByRole('button', { name: 'Open the case again' }).count()).toBe(0);
  await section('Close the case').getByLabel('Reason').selectOption('movedAway');
  await worker.getByRole('button', { name: 'Close the case' }).click();
  await worker.getByRole('button', { name: 'Open the case again' }).click();
  await worker.getByRole('button', { name: 'Close the case' }).waitFor();
}, 60_000);

it('hands a case to the team next door, which accepts it', async () => {
  await openCase('Tom', `${familyName}x`, 'Court', '2014-09-20');
  await worker.getByLabel('Hand over to').selectOption({ label: 'Protection de l’enfance, Denain' });
  await worker.getByRole('button', { name: 'Offer' }).click();
  await worker.getByText('Your team keeps the tasks until it answers.').waitFor();
  const denain = await browser.signedIn('child-denain');
  await denain.goto('/children');
  await denain
    .getByRole('link', { name: `Tom ${familyName}x` })
    .first()
    .click();
  await denain.getByRole('button', { name: 'Accept the case' }).click();
  await denain.getByRole('button', { name: 'Close the case' }).waitFor();
  await worker.getByText('This case does not exist').first().waitFor();
  expect(await worker.getByText(`Tom ${familyName}x`).count()).toBe(0);
}, 60_000);

it('has a case for a child as soon as the hotline has placed its family', async () => {
  await worker.goto('/children');
  await scope('To be taken');
  await worker.getByLabel('Kind').selectOption({ label: 'First contact' });
  const count = () => worker.getByTestId('worklist').getByRole('link', { name: 'Identity to be recorded' }).count();
  await worker.getByTestId('worklist').getByRole('listitem').first().waitFor();
  const hotline = await browser.signedIn('hotline');
  await hotline.goto('/hotline');
  await addPeople(hotline, ['woman', 'girl'], [9]);
  await pickCommune(hotline, 'Commune the call comes from', 'Denain');
  // Severe danger: its child stands near the top of the list.
  for (const question of [/strangle/, /threats to kill/, /weapon/])
    await hotline.getByRole('group', { name: question }).getByText('Yes', { exact: true }).click();
  await holdAt(hotline, 'Les Tilleuls');
  const code = await hotline.getByTestId('reference').innerText();
  const house = await browser.signedIn('shelter');
  await house.getByRole('button', { name: `Accept ${code}` }).click();
  const before = await count();
  await hotline.getByTestId('confirm').click();
  await hotline.getByText('Place confirmed at Les Tilleuls').waitFor();
  await worker.waitForFunction(
    (known) =>
      [...document.querySelectorAll('[data-testid=worklist] a')].filter(
        ({ textContent }) => textContent === 'Identity to be recorded',
      ).length > known,
    before,
  );
}, 90_000);

it.each([
  ['fr-FR', 360, 780],
  ['en-GB', 1920, 1080],
])(
  'is usable and without barriers in %s at %i wide',
  async (locale, width, height) => {
    const page = await browser.signedIn('child-lead', { locale, width, height });
    await page.goto('/children');
    await page.getByTestId('worklist').getByRole('listitem').first().waitFor();
    expect(await overflows(page)).toBe(false);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByTestId('worklist').getByRole('link').first().click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    expect(await overflows(page)).toBe(false);
    expect(await accessibilityFaults(page)).toEqual([]);
  },
  60_000,
);

it('made no script error and asked no stranger', () => expect(browser.errors()).toEqual([]));
