import type { HostingHoldView, PenalFileView, SiteView } from '@abri/contracts/hosting-api';
import type { PlacementView } from '@abri/contracts/matching-api';
import type { Report } from '@abri/contracts/report-api';
import { communes } from '@abri/geo/district';
import { distanceKm } from '@abri/geo/distance';
import { seedShelters } from '@abri/geo/seed-shelters';
import type { APIResponse, Page } from 'playwright-core';
import { openBrowser } from './browser.js';

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser.close());

/** Somebody signed in, who asks the gateway as their pages do. */
async function person(account: string) {
  const page = await browser.signedIn(account);
  const { csrf } = (await (await page.request.get('/api/session')).json()) as { csrf: string };
  const ask = (method: string, path: string, data?: unknown): Promise<APIResponse> =>
    page.request.fetch(`/api${path}`, {
      method,
      headers: { 'x-csrf-token': csrf, 'idempotency-key': crypto.randomUUID() },
      ...(data === undefined ? {} : { data }),
    });
  const done = async <T>(method: string, path: string, data?: unknown): Promise<T> => {
    const answer = await ask(method, path, data);
    const text = await answer.text();
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${text}`);
    return JSON.parse(text) as T;
  };
  return { page, ask, done };
}
type Person = Awaited<ReturnType<typeof person>>;

/** Everything that the live stream tells this page from now on. */
async function listen(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    new EventSource('/api/live').addEventListener('change', (event) =>
      heard.push(String((event as MessageEvent).data)),
    );
  });
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard.join('\n'));
}

const today = new Date();
const day = (days: number) => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** A house where no other is, a household placed in it, and a file whose zone protects its case and whose person is hosted. */
async function placed(o: { operator: Person; hotline: Person; judge: Person }) {
  const { sites } = await o.judge.done<{ sites: SiteView[] }>('GET', '/perpetrator-hosting/sites?limit=100');
  const taken = new Set([...seedShelters, ...sites].map(({ commune }) => commune));
  const commune = communes.find(({ code }) => !taken.has(code));
  const far = communes.find((one) => commune && distanceKm(one, commune) > 16);
  if (!commune || !far) throw new Error('every commune has a house: the test needs one that has none');

  const shelterId = `canary-${Date.now()}`;
  await o.operator.done('POST', '/capacity/shelters', {
    shelterId,
    name: `Maison Canari ${Date.now()}`,
    kind: 'shelter',
    commune: commune.code,
    rules: {
      takesWomen: true,
      takesMen: true,
      takesChildren: true,
      highestBoyAge: 17,
      takesPets: true,
      arrivals: { from: '00:00', to: '00:00' },
    },
    languages: ['fr'],
    services: [],
    equipment: [],
    acceptance: 'automatic',
    address: { street: '1 rue du Canari', postalCode: '59300', city: commune.name },
    units: [{ unitId: 'u1', label: '1', beds: 2, cots: 0, sharing: 'exclusive', stepFree: true }],
  });
  const asked = await o.hotline.done<PlacementView>('POST', '/matching/placements', {
    mode: 'choose',
    household: { adults: [{ sex: 'woman', pregnant: false }], children: [] },
    needs: {},
    surroundings: { callerCommune: commune.code },
    assessment: { instrument: 'abri-short-1', answers: {} },
  });
  const path = `/matching/placements/${asked.requestId}`;
  await o.hotline.done('POST', `${path}/choose`, { shelterId });
  const view = await o.hotline.done<PlacementView>('POST', `${path}/confirm`, {});
  if (view.status.state !== 'placed') throw new Error(`the household is ${view.status.state}`);
  const { code } = await o.hotline.done<{ code: string }>('POST', `${path}/link-codes`);

  const identity = { givenName: 'Canari', familyName: `Essai${Date.now()}` };
  const assessment = { instrument: 'abri-short-1', answers: { strangulation: 'yes' } };
  const opened = { identity, door: 'court', assessment, confirmNew: true };
  const { fileId } = await o.judge.done<PenalFileView>('POST', '/perpetrator-hosting/files', opened);
  const file = `/perpetrator-hosting/files/${fileId}`;
  const period = { from: day(0), until: day(60) };
  await o.judge.done('POST', `${file}/decisions`, { kind: 'hosting', ...period, grounds: 'courtOrders' });
  const area = { commune: far.code, radiusKm: 1 };
  const { zones } = await o.judge.done<PenalFileView>('POST', `${file}/zones`, { area, ...period, codes: [code] });
  const site = await o.judge.done<SiteView>('POST', '/perpetrator-hosting/sites', {
    name: `Site ${Date.now()}`,
    commune: communes.find((one) => one.code !== far.code && one.code !== commune.code)?.code,
    places: [{ label: '1' }, { label: '2' }],
  });
  return {
    commune,
    secrets: [shelterId, 'Maison Canari', asked.requestId, view.status.holdId, view.reference, commune.code],
    ids: {
      fileId,
      zoneId: zones[0]?.zoneId ?? '',
      siteId: site.siteId,
      placeId: site.places[0]?.placeId ?? '',
      shelterId,
      requestId: asked.requestId,
      holdId: view.status.holdId,
    } as Record<string, string>,
    file,
    site,
    farCode: far.code,
  };
}

/** Whether a text has a word; a commune's five digits inside a trace's id are none. */
const tells = (text: string, secret: string) => new RegExp(`(?<![\\w])${secret}(?![\\w-])`).test(text);
interface Document {
  paths: Record<string, Record<string, { description?: string }>>;
}
const forJustice = ({ description = '' }: { description?: string }) =>
  / (justice|anybody)\b/.test(description.replace('Roles:', ' ').replaceAll(',', ' '));

it('tells the justice role nothing of where a household was placed, on any route or stream', async () => {
  const [operator, hotline, judge] = await Promise.all([person('operator'), person('hotline'), person('justice')]);
  const heard = await listen(judge.page);
  const { commune, secrets, ids, file, site, farCode } = await placed({ operator, hotline, judge });

  const told: string[] = [];
  let [routes, refused] = [0, 0];
  const look = async (what: string, answer: APIResponse) => {
    const text = `${JSON.stringify(answer.headers())} ${await answer.text()}`;
    for (const secret of secrets) if (tells(text, secret)) told.push(`${what}: ${answer.status()} tells ${secret}`);
    return answer.status();
  };
  // What justice does with a case: it asks about a site, holds, is refused, finds, and reads.
  const steps: [string, string, unknown?][] = [
    ['POST', `${file}/safety-questions`, { siteId: site.siteId }],
    ['POST', `/perpetrator-hosting/sites/${site.siteId}/holds`, { fileId: ids.fileId, placeId: ids.placeId }],
    ['POST', '/perpetrator-hosting/files/search', { part: 'Essai' }],
    ['POST', `${file}/zones/${ids.zoneId}/breaches`, { on: day(0) }],
    ['POST', `${file}/zones/${ids.zoneId}/move`, { area: { commune: farCode, radiusKm: 2 }, until: day(50) }],
    ['POST', `/matching/safety-questions`, { link: 'x', commune: site.commune }],
  ];
  for (const [method, path, body] of steps) await look(`${method} ${path}`, await judge.ask(method, path, body));
  const despite = { fileId: ids.fileId, placeId: ids.placeId, despite: true };
  const held = await judge.done<HostingHoldView>('POST', `/perpetrator-hosting/sites/${site.siteId}/holds`, despite);
  expect(held.hold.state).toBe('held');

  const { services } = await judge.done<{ services: string[] }>('GET', '/docs');
  for (const service of services) {
    const { paths } = await judge.done<Document>('GET', `/docs/${service}/openapi.json`);
    for (const [pattern, methods] of Object.entries(paths))
      for (const [method, route] of Object.entries(methods)) {
        // Every route can be read by its GET; what changes something is tried where justice must be refused.
        if (pattern.endsWith('/stream') || (method !== 'get' && forJustice(route))) continue;
        const path = `/${service}${pattern.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? 'x')}`;
        const status = await look(
          `${method} ${path}`,
          await judge.ask(method.toUpperCase(), path, method === 'get' ? undefined : {}),
        );
        routes += 1;
        if (status === 403) refused += 1;
        else if (!forJustice(route)) told.push(`${method} ${path}: answers ${status} to justice`);
      }
  }
  // The yearly report has a row for every commune: it must not say that a house is in this one.
  const year = today.getFullYear();
  const report = await judge.done<Report>('GET', `/observatory/report?year=${year}`);
  expect(report.communes.find((row) => row.commune === commune.code)).toMatchObject({ beds: null });
  const others = secrets.filter((secret) => secret !== commune.code);
  for (const path of [`/report?year=${year}`, `/report/compare?year=${year}&with=${year}`]) {
    const text = await (await judge.ask('GET', `/observatory${path}`)).text();
    expect(others.filter((secret) => tells(text, secret))).toEqual([]);
  }
  expect(told).toEqual([]);
  expect(routes).toBeGreaterThan(80);
  expect(refused).toBeGreaterThan(60);

  // The stream was open the whole time: it tells of the file's changes, and so would have told of the placement.
  await judge.page.waitForFunction(() =>
    (window as unknown as { heard: string[] }).heard.some((change) => change.includes('"hosting"')),
  );
  const stream = await heard();
  expect(secrets.filter((secret) => tells(stream, secret))).toEqual([]);
}, 180_000);
