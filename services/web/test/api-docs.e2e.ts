import SwaggerParser from '@apidevtools/swagger-parser';
import { Parser } from '@asyncapi/parser';
import type { OpenAPI } from 'openapi-types';
import type { Page } from 'playwright-core';
import { accessibilityFaults, openBrowser, overflows } from './browser.js';

let browser: Awaited<ReturnType<typeof openBrowser>>;
let operator: Page;
beforeAll(async () => {
  browser = await openBrowser();
  operator = await browser.signedIn('operator');
}, 90_000);
afterAll(() => browser.close());

const read = async (path: string) => (await operator.request.get(path)).json() as Promise<unknown>;

it('serves a valid OpenAPI and a valid AsyncAPI document of every service', async () => {
  const { services } = (await read('/api/docs')) as { services: string[] };
  expect(services.length).toBeGreaterThanOrEqual(7);
  for (const service of services) {
    const routes = (await read(`/api/docs/${service}/openapi.json`)) as OpenAPI.Document;
    expect(Object.keys(routes.paths ?? {}).length).toBeGreaterThan(1);
    await SwaggerParser.validate(routes);
    const { diagnostics } = await new Parser().parse(JSON.stringify(await read(`/api/docs/${service}/asyncapi.json`)));
    expect([service, diagnostics.filter(({ severity }) => severity === 0)]).toEqual([service, []]);
  }
}, 90_000);

it('is found from the menu and from the help, by any partner', async () => {
  await operator.getByRole('link', { name: 'API', exact: true }).click();
  await operator.getByRole('heading', { level: 1, name: 'Interfaces (API)' }).waitFor();
  const house = await browser.signedIn('shelter');
  await house.getByRole('button', { name: 'Shortcuts' }).click();
  await house.getByRole('link', { name: 'Interfaces of the services (API)' }).click();
  await house.getByRole('heading', { level: 1, name: 'Interfaces (API)' }).waitFor();
}, 60_000);

it('shows who may call a route, what it takes and answers, and what a message holds', async () => {
  await operator.goto('/api-docs/capacity');
  await operator.getByLabel('Find an address, a role or a message').fill('imports');
  const row = operator.getByRole('listitem').filter({ hasText: '/api/capacity/imports/shelters' });
  await row.locator('summary').click();
  await row.getByText('text/csv').waitFor();
  await row.getByText('operator', { exact: true }).waitFor();
  await operator.getByLabel('Find an address, a role or a message').fill('PlaceHeld');
  await operator.getByText('1 topic of messages').waitFor();
  await operator.locator('summary').filter({ hasText: 'PlaceHeld' }).click();
  await operator.getByText('expiresAt').waitFor();
}, 60_000);

it.each([
  ['fr-FR', 360, 780],
  ['en-GB', 1920, 1080],
])(
  'is without barriers in %s at %i wide, with a route and a message open',
  async (locale, width, height) => {
    const page = await browser.signedIn('operator', { locale, width, height });
    await page.goto('/api-docs/matching');
    for (const summary of ['/api/matching/placements', 'PlacementRequested']) {
      await page.locator('summary').filter({ hasText: summary }).first().press('Enter');
      await page.locator('details[open]').first().waitFor();
    }
    expect(await overflows(page)).toBe(false);
    expect(await accessibilityFaults(page)).toEqual([]);
  },
  90_000,
);

it('makes no script error and asks no stranger', () => expect(browser.errors()).toEqual([]));
