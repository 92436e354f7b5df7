import type { Page } from 'playwright-core';
import { openBrowser } from './browser.js';
import { addPeople, holdAt, pickCommune } from './hotline-steps.js';

let browser: Awaited<ReturnType<typeof openBrowser>>;
let hotline: Page;
let house: Page;
beforeAll(async () => {
  browser = await openBrowser();
  hotline = await browser.signedIn('hotline');
  house = await browser.signedIn('shelter');
}, 90_000);
afterAll(() => browser.close());
beforeEach(() => hotline.goto('/hotline'));

const family = async () => {
  await addPeople(hotline, ['woman', 'girl', 'girl', 'boy'], [6, 4, 1]);
  await pickCommune(hotline, 'Commune the call comes from', 'Denain');
};
const reference = () => hotline.getByTestId('reference').innerText();
/** What has the focus: a tag and its first words. */
const focusOf = (page: Page) =>
  page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.textContent?.slice(0, 8)}`);
const inHouse = (state: string, code: string) => house.getByTestId(`hold-${state}`).filter({ hasText: code });

it('gives a woman with three children a safe bed: held, offered, accepted, confirmed, arrived', async () => {
  const board = await browser.signedIn('operator');
  await board.goto('/board');
  await board.locator('[data-testid=stream-state][data-state=live]').waitFor();
  await family();
  await hotline
    .getByRole('group', { name: /strangle/ })
    .getByText('Yes', { exact: true })
    .click();
  await holdAt(hotline, 'Les Tilleuls');
  const code = await reference();
  expect(code).toMatch(/^[A-Z]\d-\d{3}$/);
  await hotline.getByText(/^Offered to Les Tilleuls/).waitFor();
  await expect(hotline.getByTestId('confirm').isDisabled()).resolves.toBe(true);
  // The form was long: what came of it is shown from its top, and the keyboard goes on there.
  expect(await hotline.evaluate(() => window.scrollY)).toBe(0);
  expect(await focusOf(hotline)).toBe('H1 Offered ');
  await board.getByRole('region', { name: 'Live holds' }).getByText(code).waitFor();

  await house.getByRole('button', { name: `Accept ${code}` }).click();
  await inHouse('accepted', code).waitFor();
  expect(await focusOf(house)).toBe('SECTION Offers t');
  await hotline.getByText(/^Les Tilleuls.* accepts$/).waitFor();
  await hotline.getByTestId('confirm').click();
  await hotline.getByText(/^Place confirmed at Les Tilleuls/).waitFor();
  await expect(hotline.getByTestId('address').count()).resolves.toBe(0);
  await hotline.getByTestId('reveal-address').click();
  await expect(hotline.getByTestId('address').innerText()).resolves.toContain('59300');
  expect(await focusOf(hotline)).toBe('H1 Placed');

  await house.getByRole('button', { name: `Arrived: ${code}` }).click();
  await hotline.getByText('The house has confirmed the arrival.').waitFor();
  await house.getByRole('button', { name: `Left: ${code}` }).click();
  await house.getByRole('button', { name: 'Yes, the household has left' }).click();
  await inHouse('arrived', code).waitFor({ state: 'detached' });
}, 90_000);

it('asks once when the button is pressed twice', async () => {
  const before = await liveRequests();
  await family();
  await hotline.getByTestId('assign').dblclick();
  const code = await reference();
  await hotline.goto('/hotline/requests');
  const row = hotline.getByRole('link', { name: code });
  await row.waitFor();
  expect(await row.count()).toBe(1);
  expect(await liveRequests()).toBe(before + 1);
  await row.click();
  await withdraw();
}, 60_000);

it('does not lose a call to one wrong press, nor take a grown-up for a child', async () => {
  await addPeople(hotline, ['woman', 'girl'], [19]);
  await hotline.getByText('A child is 17 at most').waitFor();
  expect(await hotline.getByTestId('assign').isDisabled()).toBe(true);
  await hotline.getByLabel('Age: Girl 1').fill('9');
  await hotline.getByTestId('ranking').or(hotline.getByText('No place fits right now.')).first().waitFor();
  await hotline.getByRole('button', { name: 'Clear the form', exact: true }).click();
  await hotline.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await hotline.getByText('1 woman and 1 child (girl aged 9)').waitFor();
  const asked = hotline.waitForEvent('dialog');
  await hotline.evaluate(() => void setTimeout(() => location.reload()));
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await hotline.getByText('1 woman and 1 child (girl aged 9)').waitFor();
  await hotline.getByRole('button', { name: 'Clear the form', exact: true }).click();
  await hotline.getByRole('button', { name: 'Yes, clear the form' }).click();
  await hotline.getByText('Add at least one adult.').waitFor();
  await addPeople(hotline, Array<'woman'>(6).fill('woman'), []);
  await hotline.getByText('No more than 6 adults in one request').waitFor();
}, 60_000);

it('offers the other houses again when one declines', async () => {
  await family();
  await holdAt(hotline, 'Les Tilleuls');
  const code = await reference();
  await house.getByRole('button', { name: `Decline ${code}` }).click();
  await house.getByRole('menuitem', { name: 'Room not ready' }).click();
  await hotline.getByText(/^Offered to Les Tilleuls/).waitFor({ state: 'detached' });
  await hotline.getByTestId('ranking').waitFor();
  expect(await hotline.getByRole('button', { name: 'Hold this place: Les Tilleuls' }).count()).toBe(0);
  await withdraw();
}, 60_000);

it('puts a household that fits nowhere on the waiting list, and refers it elsewhere', async () => {
  await family();
  await hotline.getByRole('button', { name: 'Add a place to avoid' }).click();
  await pickCommune(hotline, 'Commune to avoid 1', 'Valenciennes');
  await hotline.getByLabel('Radius in km around place 1').fill('100');
  await hotline.getByText('No place fits right now.').waitFor();
  await hotline.getByTestId('assign').click();
  await hotline.getByText(/to be served/).waitFor();
  await hotline.getByRole('button', { name: 'Refer elsewhere' }).click();
  await hotline.getByRole('menuitem', { name: /SIAO/ }).click();
  await hotline.getByText(/This request has ended/).waitFor();
}, 60_000);

it('has caused no script error and asked nobody outside', () => expect(browser.errors()).toEqual([]));

const liveRequests = () =>
  hotline.evaluate(async () => {
    const answer = await fetch('/api/matching/placements?limit=100');
    const { requests } = (await answer.json()) as { requests: { status: { state: string } }[] };
    return requests.filter(({ status }) => status.state !== 'ended').length;
  });
async function withdraw() {
  await hotline.getByRole('button', { name: 'Withdraw the request' }).click();
  await hotline.getByRole('menuitem').first().click();
  await hotline.getByText(/This request has ended/).waitFor();
}
