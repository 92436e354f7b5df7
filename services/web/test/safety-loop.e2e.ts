import type { Change } from '@abri/contracts/board-api';
import type { ShelterList } from '@abri/contracts/capacity-api';
import type { PlacementList } from '@abri/contracts/matching-api';
import type { Page } from 'playwright-core';
import type { z } from 'zod';
import { ask } from './asking.js';
import { accessibilityFaults, openBrowser, overflows } from './browser.js';
import { addPeople, holdAt, pickCommune } from './hotline-steps.js';

let browser: Awaited<ReturnType<typeof openBrowser>>;
let hotline: Page;
let house: Page;
let judge: Page;
beforeAll(async () => {
  browser = await openBrowser();
  [hotline, house, judge] = await Promise.all([
    browser.signedIn('hotline'),
    browser.signedIn('shelter'),
    browser.signedIn('justice'),
  ]);
}, 90_000);
afterAll(() => browser.close());

const mesanges = 'Appartements Les Mésanges';
const lilas = 'Appartements Les Lilas';
const zone = 'commune of Anzin';
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const section = (name: string) => judge.getByRole('region', { name, exact: true });
const alerts = () => hotline.getByTestId('safety-banner');
const alertOf = (code: string) => alerts().getByRole('link', { name: code });

/** The houses in which a request has a live hold, with its state. */
async function holdsOf(code: string): Promise<string[]> {
  const { requests } = await ask<PlacementList>(hotline, 'GET', '/matching/placements?limit=200');
  const request = requests.find(({ reference }) => reference === code);
  const { shelters } = await ask<z.infer<typeof ShelterList>>(hotline, 'GET', '/capacity/shelters');
  return shelters.flatMap(({ name, holds }) =>
    holds.filter(({ requestId }) => requestId === request?.requestId).map(({ state }) => `${name}: ${state}`),
  );
}
/** Gives a link code of the request on the hotline's page. */
async function linkCode(): Promise<string> {
  await hotline.getByRole('button', { name: 'Give a link code' }).click();
  return hotline.getByTestId('link-code').innerText();
}
async function breach(): Promise<void> {
  await judge.getByRole('button', { name: `Report as breached: ${zone}` }).click();
  await judge.getByRole('menuitem', { name: 'Today' }).click();
}
/** Writes down the live changes that the page is told of, from now on. */
async function recordChanges(page: Page): Promise<() => Promise<Change[]>> {
  await page.evaluate(async () => {
    const seen: unknown[] = [];
    Object.assign(window, { seen });
    const source = new EventSource('/api/live');
    source.addEventListener('change', ({ data }) => seen.push(JSON.parse(data as string)));
    await new Promise((open) => source.addEventListener('open', open, { once: true }));
  });
  return () => page.evaluate(() => (window as unknown as { seen: Change[] }).seen);
}

let code: string;
it('raises the banner when justice sets a zone over the place, and moves the household when the house accepts', async () => {
  await hotline.goto('/hotline');
  await addPeople(hotline, ['woman', 'girl'], [6]);
  await pickCommune(hotline, 'Commune the call comes from', 'Denain');
  await holdAt(hotline, mesanges);
  await hotline.getByTestId('confirm').click();
  await hotline.getByText(`Place confirmed at ${mesanges}, Anzin`).waitFor();
  code = await hotline.getByTestId('reference').innerText();
  const link = await linkCode();
  // The worker goes on with something else. What follows must come without a press and without a reload.
  await hotline.getByRole('link', { name: 'Board' }).click();
  await hotline.evaluate(() => Object.assign(window, { sameDocument: true }));
  await expect(alertOf(code).count()).resolves.toBe(0);

  const file = await ask<{ fileId: string }>(judge, 'POST', '/perpetrator-hosting/files', {
    identity: { givenName: 'Gaspard', familyName: `Essai ${Date.now()}` },
    door: 'prosecutor',
    assessment: { instrument: 'abri-short-1', answers: { strangulation: 'yes', threatToKill: 'yes' } },
  });
  await ask(judge, 'POST', `/perpetrator-hosting/files/${file.fileId}/decisions`, {
    ...{ kind: 'hosting', from: dayIn(0), until: dayIn(60), grounds: 'prosecutorInstructs' },
    ...{ conditions: ['leaveHome'], text: 'Le temps de l’essai.' },
  });
  await judge.goto(`/measures/files/${file.fileId}`);
  await judge.getByRole('button', { name: 'Set a zone' }).click();
  await pickCommune(judge, 'Commune', 'Anzin');
  await judge.getByLabel('Radius (km)').fill('0');
  await judge.getByLabel('Link code').fill(link);
  await judge.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await section('Forbidden zones').getByText('protects 1 case').waitFor();

  await alertOf(code).getByText('in a forbidden zone of this case').waitFor();
  expect(await hotline.evaluate(() => 'sameDocument' in window)).toBe(true);
  await alertOf(code).click();
  await hotline.getByTestId('unsafe-insideZone').waitFor();
  await expect(hotline.getByRole('button', { name: `Move here: ${mesanges}` }).count()).resolves.toBe(0);
  await hotline.getByRole('button', { name: 'Move here: Les Tilleuls' }).click();
  await hotline
    .getByTestId('move-offered')
    .getByText(/^Next place held at Les Tilleuls/)
    .waitFor();
  expect((await holdsOf(code)).sort()).toEqual([`${mesanges}: confirmed`, 'Les Tilleuls: offered']);

  await house.getByRole('button', { name: `Accept ${code}` }).click();
  await hotline.getByTestId('move-accepted').waitFor();
  expect((await holdsOf(code)).sort()).toEqual([`${mesanges}: confirmed`, 'Les Tilleuls: accepted']);
  await hotline.getByTestId('confirm-move').click();
  await hotline.getByText(`The household moved from ${mesanges} to Les Tilleuls.`).waitFor();
  await alertOf(code).waitFor({ state: 'detached' });
  expect(await holdsOf(code)).toEqual(['Les Tilleuls: confirmed']);
  await hotline.getByTestId('reveal-address').click();
  await expect(hotline.getByTestId('address').innerText()).resolves.toContain('59300');
}, 120_000);

it('raises the alert again when the zone is breached, and moves a household that had arrived in one press', async () => {
  await house.getByRole('button', { name: `Arrived: ${code}` }).click();
  await hotline.getByText('The house has confirmed the arrival.').waitFor();
  await breach();
  await alertOf(code).getByText('a forbidden zone of this case was entered').waitFor();
  const changes = await recordChanges(hotline);
  await hotline.getByRole('button', { name: `Move here: ${lilas}` }).click();
  await hotline.getByText(`The household moved from Les Tilleuls to ${lilas}.`).waitFor();
  await alertOf(code).waitFor({ state: 'detached' });
  expect(await holdsOf(code)).toEqual([`${lilas}: confirmed`]);
  await house.getByTestId('moved-on').filter({ hasText: code }).getByText('leaves for another house').waitFor();

  await hotline.waitForFunction(() =>
    (window as unknown as { seen: Change[] }).seen.some(({ type }) => type === 'HoldReleased'),
  );
  const when = (await changes()).reduce<Record<string, string>>(
    (known, { type, aggregateId, at }) => ({ ...known, [`${type} ${aggregateId}`]: at }),
    {},
  );
  const instants = [when['PlaceHeld sh-lilas'], when['HoldConfirmed sh-lilas'], when['HoldReleased sh-tilleuls']];
  // The new place is held and confirmed before the old one is let go.
  expect(instants).toEqual([expect.any(String), expect.any(String), expect.any(String)]);
  expect([...instants].sort()).toEqual(instants);
}, 90_000);

it('lets a worker who has looked at a breach end its alert, and is accessible meanwhile, small and large', async () => {
  await breach();
  await alertOf(code).waitFor();
  const path = new URL(hotline.url()).pathname;
  for (const [locale, width] of [
    ['fr-FR', 360],
    ['en-GB', 1920],
  ] as const) {
    const page = await browser.signedIn('hotline2', { locale, width });
    for (const shown of ['/hotline', path, '/hotline/requests?show=unsafe']) {
      await page.goto(shown);
      await page.getByTestId('safety-banner').waitFor();
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect([shown, width, await accessibilityFaults(page)]).toEqual([shown, width, []]);
      expect([shown, width, await overflows(page)]).toEqual([shown, width, false]);
    }
  }
  await hotline.getByRole('link', { name: 'Requests', exact: true }).click();
  const first = await alerts().getByRole('link').first().getAttribute('href');
  await hotline.keyboard.press('a');
  await hotline.waitForURL((url) => url.pathname === first);
  await hotline.goto(path);
  await hotline.getByRole('button', { name: 'Checked: the household stays' }).click();
  await alertOf(code).waitFor({ state: 'detached' });
  expect(await holdsOf(code)).toEqual([`${lilas}: confirmed`]);
}, 90_000);

it('answers justice whether a hosting place is safe by yes or no, and tells nothing else', async () => {
  for (const site of ['Résidence de la Forge', 'Foyer du Canal']) {
    const row = section('Hosting').getByRole('listitem').filter({ hasText: site });
    const answered = judge.waitForResponse((response) => response.url().endsWith('/safety-questions'));
    await row.getByRole('button', { name: /^Is this place safe for this case\?/ }).click();
    expect(await (await answered).json()).toEqual({ safe: expect.any(Boolean) });
    await row.getByText(/^(Yes|No, or not known)$/).waitFor();
  }
  // Where the household lives is written nowhere on the page.
  expect(await judge.locator('body').innerText()).not.toMatch(/Lilas|Raismes/);
}, 60_000);

it('offers a household whose home is covered to stay there, once the violent person is hosted away', async () => {
  await hotline.goto('/hotline');
  await addPeople(hotline, ['woman', 'boy'], [3]);
  await pickCommune(hotline, 'Commune the call comes from', 'Anzin');
  await hotline.getByRole('button', { name: 'Add a place to avoid' }).click();
  await pickCommune(hotline, 'Commune to avoid 1', 'Valenciennes');
  await hotline.getByLabel('Radius in km around place 1').fill('100');
  await hotline.getByText('No place fits right now.').waitFor();
  await hotline.getByTestId('assign').click();
  await hotline.getByText(/to be served/).waitFor();
  const link = await linkCode();
  await judge.getByRole('button', { name: `Link a case to the zone: ${zone}` }).click();
  await judge.getByLabel('Link code').fill(link);
  await judge.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await section('Forbidden zones').getByText('protects 2 cases').waitFor();
  await expect(hotline.getByTestId('stays-home').count()).resolves.toBe(0);

  // The second case has no place yet: nothing is known to be safe for it, and a person has to say that it is meant.
  const forge = section('Hosting').getByRole('listitem').filter({ hasText: 'Résidence de la Forge' });
  await forge.getByRole('button', { name: /^Is this place safe/ }).click();
  await forge.getByRole('button', { name: /^Hold all the same/ }).click();
  await judge.getByRole('dialog').getByRole('button', { name: 'Hold all the same', exact: true }).click();
  await section('Hosting').getByRole('button', { name: 'Confirm' }).click();
  await section('Hosting').getByRole('button', { name: 'Arrived' }).click();
  await section('Hosting').getByRole('button', { name: 'Left' }).waitFor();

  await hotline.getByTestId('stays-home').click({ timeout: 30_000 });
  await hotline.getByRole('button', { name: 'Yes, the household stays home' }).click();
  await hotline.getByText('The household stays home: the violent person is hosted elsewhere.').waitFor();
}, 120_000);

it('has caused no script error and asked nobody outside', () => expect(browser.errors()).toEqual([]));
