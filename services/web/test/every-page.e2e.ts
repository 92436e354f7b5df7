import type { Page } from 'playwright-core';
import { accessibilityFaults, openBrowser, overflows } from './browser.js';
import { addPeople } from './hotline-steps.js';

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser.close());

const pages: { account: string; path: string; heading: Record<'fr' | 'en', string> }[] = [
  { account: 'hotline', path: '/hotline', heading: { fr: 'Appel en cours', en: 'Current call' } },
  { account: 'hotline', path: '/hotline/requests', heading: { fr: 'Demandes en cours', en: 'Live requests' } },
  { account: 'shelter', path: '/house', heading: { fr: 'Les Tilleuls', en: 'Les Tilleuls' } },
  { account: 'operator', path: '/board', heading: { fr: 'Tableau du district', en: 'District board' } },
  { account: 'operator', path: '/shelters', heading: { fr: 'Maisons', en: 'Houses' } },
  { account: 'shelter', path: '/sessions', heading: { fr: 'Vos sessions', en: 'Your sessions' } },
];
const people = new Map<string, Page>();
const personAt = async (account: string, locale: string) => {
  const known = people.get(`${account} ${locale}`) ?? (await browser.signedIn(account, { locale }));
  people.set(`${account} ${locale}`, known);
  return known;
};

describe.each(['fr', 'en'] as const)('in %s', (language) => {
  it.each(pages)(
    '$path is accessible, and as wide as a phone or a wall',
    async ({ account, path, heading }) => {
      const page = await personAt(account, language === 'fr' ? 'fr-FR' : 'en-GB');
      for (const [width, height] of [
        [360, 780],
        [1920, 1080],
      ] as const) {
        await page.setViewportSize({ width, height });
        await page.goto(path);
        await page.getByRole('heading', { level: 1, name: heading[language] }).waitFor();
        expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
        expect(await overflows(page)).toBe(false);
        expect(await accessibilityFaults(page)).toEqual([]);
      }
    },
    90_000,
  );
});

it('shows the hotline ranked places while it still listens, and why others are out', async () => {
  const page = await personAt('hotline', 'en-GB');
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto('/hotline');
  await addPeople(page, ['woman', 'boy'], [16]);
  await page.getByTestId('ranking').getByText('Best place').waitFor();
  await page.getByText(/^Excluded: \d+ houses?$/).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
}, 60_000);

it('hides everything at once when Escape is pressed twice, and comes back as it was', async () => {
  const page = await personAt('hotline', 'en-GB');
  await page.goto('/hotline');
  await addPeople(page, ['woman'], []);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByTestId('plain-date').waitFor();
  expect(await page.title()).not.toMatch(/abri/i);
  expect(await page.getByText('3919').count()).toBe(0);
  expect(await page.getByRole('heading', { name: 'Current call' }).count()).toBe(0);
  await page.getByTestId('plain-date').dblclick();
  await page.getByTestId('household-summary').getByText('1 woman').waitFor();
}, 60_000);

it('asks a stranger to sign in, and shows the emergency numbers', async () => {
  const page = await browser.visit({ locale: 'fr-FR' });
  await page.goto('/board');
  await page.getByRole('link', { name: /3919/ }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
}, 60_000);

it('has caused no script error and asked nobody outside', () => expect(browser.errors()).toEqual([]));
