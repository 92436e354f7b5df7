import type { Ranking } from '@abri/contracts/placement';
import { testStack, type TestStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import { communes } from '@abri/geo/district';
import { seedShelters } from '@abri/geo/seed-shelters';
import { digestOfLinkCode, newLinkCode } from '@abri/service-kit/link-code';
import mongoose, { type Connection } from 'mongoose';
import { house, household, previewOf, world } from './world.js';

let stack: TestStack;
let here: Awaited<ReturnType<typeof world>>;
let database: Connection;
beforeAll(async () => {
  stack = await testStack();
  here = await world(stack);
  database = await mongoose.createConnection(here.mongoUri).asPromise();
}, 90_000);
afterAll(async () => {
  await database.close();
  await here.stop();
  await stack.stop();
}, 60_000);

const codes = communes.map(({ code }) => code);
const houseCommunes = [...new Set(seedShelters.map(({ commune }) => commune))];
const ledgers = () => database.collection<{ _id: string; ledger: { questions: number } }>('safety_questions');

it('answers for a placed household, counts over all its codes, and says no to every unknown case', async () => {
  await here.opens(...houseCommunes.map((commune) => house(`h-${commune}`, { commune, acceptance: 'automatic' })));
  const seesAll = async () => {
    const { body } = await here.hotline<Ranking>('POST', '/placements/preview', previewOf(household()));
    return body.considered === houseCommunes.length || undefined;
  };
  await until('matching sees every house', seesAll, { withinMs: 10_000 });
  const { body } = await here.place(household());
  const confirmed = await here.hotline('POST', `/placements/${body.requestId}/confirm`);
  expect(confirmed.body.status.state).toBe('placed');
  const links: string[] = [];
  for (let code = 0; code < 2; code++) {
    const given = await here.hotline<{ code: string }>('POST', `/placements/${body.requestId}/link-codes`);
    links.push(digestOfLinkCode(given.body.code));
  }

  // Its own commune can never be safe; the same again costs nothing.
  const own = confirmed.body.house?.commune ?? '';
  for (const link of [...links, ...links])
    expect(await here.askSafety({ link, commune: own })).toEqual({ status: 200, body: { safe: false } });
  const others = codes.filter((code) => code !== own);
  await Promise.all(others.slice(0, 10).map((commune, index) => here.askSafety({ link: links[index % 2], commune })));
  const kept = await ledgers().findOne({ _id: `request:${body.requestId}` });
  expect(kept?.ledger.questions).toBe(14);
  expect(JSON.stringify(kept).match(/"commune":/g)).toHaveLength(3);
  const metrics = await (await fetch(`${here.url()}/metrics`)).text();
  expect(metrics).toContain('abri_safety_questions_over_budget_total{service="matching"} 8');
  expect(metrics).not.toContain(links[0]);

  for (const commune of others.slice(0, 20))
    expect((await here.askSafety({ link: digestOfLinkCode(newLinkCode()), commune })).body).toEqual({ safe: false });
}, 60_000);

it('answers services alone, and refuses what is no commune', async () => {
  const link = digestOfLinkCode(newLinkCode());
  for (const role of ['justice', 'hotline', 'operator'] as const)
    expect((await here.askSafety({ link, commune: '59606' }, role)).status).toBe(403);
  expect((await here.askSafety({ link, commune: 'Denain' })).status).toBe(400);
  expect((await here.askSafety({ link, commune: '59606', radiusKm: 1 })).status).toBe(400);
});
