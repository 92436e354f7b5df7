import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import type { DescribedRoute } from '@abri/service-kit/openapi';
import { accessOf } from './access-table.js';
import { type AllServices, allServices, type Method, type Who } from './all-services.js';
import { anInput } from './bodies.js';
import { house } from './houses.js';
import { judge, lead, operator, social, subjects, taking } from './people.js';
import { mounts, routesOf } from './route-tables.js';

jest.setTimeout(120_000);
let stack: TestStack;
let all: AllServices;
/** Ids of things that are there, by service and name of the parameter, and what is kept below them. */
const there: Record<string, Record<string, string>> = {};
beforeAll(async () => {
  stack = await testStack();
  all = await allServices(stack);
  const take = taking(all);
  for (const shelterId of ['sh-a', 'sh-b']) await take('capacity', operator, 'POST', '/shelters', house(shelterId));
  there.capacity = { shelterId: 'sh-b', unitId: 'u1' };
  for (const { service, enter } of subjects) there[service] = { id: await enter(take) };
  const team = { name: 'West', workers: [{ workerId: 'w', name: 'A worker', lead: true }] };
  await take('child-followup', operator, 'PUT', '/teams/west', team);
  there['child-followup'] = { caseId: there['child-followup']?.id ?? '', teamId: 'east', taskId: 't1' };
  const partner = { name: 'Other association', profession: 'legal', commune: '59606', counselling: [] };
  await take('victim-support', operator, 'PUT', '/partners/pt-legal', partner);
  there['victim-support'] = { caseId: there['victim-support']?.id ?? '' };
}, 120_000);
afterAll(async () => {
  await all.stop();
  await stack.stop();
}, 60_000);

/** Who is inside with their role and outside with their house, team or organisation. */
const outsiders: readonly { service: string; who: Who; param: string }[] = [
  { service: 'capacity', who: { roles: ['shelter'], shelters: ['sh-a'] }, param: 'shelterId' },
  { service: 'capacity', who: { roles: ['shelter'], shelters: [] }, param: 'shelterId' },
  { service: 'child-followup', who: { roles: ['child-protection'], teams: ['west'], subject: 'w' }, param: 'caseId' },
  { service: 'child-followup', who: { roles: ['child-protection'], teams: [] }, param: 'caseId' },
  { service: 'child-followup', who: { roles: ['child-protection'], teams: ['west'], subject: 'w' }, param: 'teamId' },
  // That the person came to them, a partner may say of itself (decision 0015): it is recorded and the others see it.
  { service: 'victim-support', who: { roles: ['support'], teams: ['pt-legal'] }, param: 'caseId' },
  { service: 'victim-support', who: { roles: ['support'], teams: [] }, param: 'caseId' },
];

const addressOf = (route: DescribedRoute, ids: Record<string, string>) =>
  route.path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? 'x');

describe.each(outsiders)('$service, as $who', ({ service, who, param }) => {
  const open = () =>
    routesOf(service).filter(
      ({ path: at, roles }) => at.includes(`:${param}`) && who.roles.some((role) => roles.includes(role)),
    );

  it(`learns of no ${param} that is another’s: every route answers as if it were not there, and changes nothing`, async () => {
    const told: string[] = [];
    // What was published is trimmed a moment later: that is no change of theirs.
    const before = await until(
      'everything is published',
      async () => {
        const stored = await all.stored(service);
        return [...stored.values()].some((text) => text.includes('"hasOutbox":true')) ? undefined : stored;
      },
      { withinMs: 30_000 },
    );
    for (const route of open()) {
      const body = route.body ? anInput(route.body) : route.method === 'get' ? undefined : {};
      const ask = async (id: string) => {
        const at = addressOf(route, { ...there[service], [param]: id });
        const {
          status,
          body: answer,
          text,
        } = await all.ask(service, who, route.method.toUpperCase() as Method, at, body);
        const { traceId: _, ...problem } = answer;
        return { status, problem, text };
      };
      const [real, none] = [await ask(there[service]?.[param] ?? ''), await ask('not-there')];
      const same = JSON.stringify([real.status, real.problem]) === JSON.stringify([none.status, none.problem]);
      if (![403, 404].includes(real.status) || !same)
        told.push(
          `${route.method} ${route.path}: ${real.status} ${real.text.slice(0, 160)} / ${none.status} ${none.text.slice(0, 160)}`,
        );
    }
    expect(open().length).toBeGreaterThan(0);
    expect(told).toEqual([]);
    for (const [collection, text] of await all.stored(service))
      if (!['audit', 'auditCheckpoints'].includes(collection))
        expect([collection, text]).toEqual([collection, before.get(collection)]);
  });
});

it('lists nothing of another team, partner or house', async () => {
  const west: Who = { roles: ['child-protection'], teams: ['west'], subject: 'w' };
  const legal: Who = { roles: ['support'], teams: ['pt-legal'] };
  const ofHouse: Who = { roles: ['shelter'], shelters: ['sh-a'] };
  const seen = [
    ...['/cases', '/worklist?scope=team', '/hand-overs', '/exports/cases'].map((at) =>
      all.ask('child-followup', west, 'GET', at),
    ),
    all.ask('child-followup', west, 'POST', '/cases/search', { part: 'wauquez' }),
    ...['/cases', '/agenda', '/screenings'].map((at) => all.ask('victim-support', legal, 'GET', at)),
    all.ask('victim-support', legal, 'POST', '/cases/search', { part: 'zwingel' }),
  ];
  for (const { status, text } of await Promise.all(seen)) {
    expect(status).toBe(200);
    for (const id of [there['child-followup']?.caseId, there['victim-support']?.caseId]) expect(text).not.toContain(id);
  }
  const { text } = await all.ask('capacity', ofHouse, 'GET', '/shelters');
  expect(text).toContain('sh-a');
  expect(text).not.toContain('sh-b');
});

it('reaches a zone by its own file only', async () => {
  const take = taking(all);
  const opening = (familyName: string) => ({
    identity: { givenName: 'A', familyName },
    door: 'police',
    assessment: { instrument: 'abri-short-1', answers: {} },
  });
  const [one, other] = [
    await take('perpetrator-hosting', judge, 'POST', '/files', opening('One')),
    await take('perpetrator-hosting', judge, 'POST', '/files', opening('Other')),
  ].map(({ body }) => String(body.fileId));
  const from = new Date().toISOString().slice(0, 10);
  const zone = { area: { commune: '59606', radiusKm: 1 }, from, until: `${Number(from.slice(0, 4)) + 1}-01-01` };
  const { body } = await take('perpetrator-hosting', judge, 'POST', `/files/${one}/zones`, zone);
  const [{ zoneId } = { zoneId: '' }] = body.zones as { zoneId: string }[];
  const steps = routesOf('perpetrator-hosting').filter(({ path: at }) => at.includes(':zoneId'));
  expect(steps.length).toBeGreaterThanOrEqual(4);
  for (const route of steps) {
    const at = addressOf(route, { fileId: other ?? '', zoneId });
    const answer = await all.ask('perpetrator-hosting', judge, 'POST', at, route.body ? anInput(route.body) : {});
    expect({ at: route.path, status: answer.status }).toEqual({ at: route.path, status: 404 });
  }
});

it.each(Object.keys(mounts))('%s runs with the routes of the reviewed table, and no other', async (service) => {
  const page = readFileSync(path.join(__dirname, '..', '..', '..', 'docs', 'access-matrix.md'), 'utf8');
  const document = (await (await fetch(`${all.running[service]?.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { 'x-roles': string[] }>>;
  };
  const running = Object.entries(document.paths).flatMap(([at, methods]) =>
    Object.entries(methods).map(
      ([method, route]) => `${method.toUpperCase()} ${at} ${[...route['x-roles']].sort().join()}`,
    ),
  );
  const reviewed = accessOf(page, service).map(
    ({ method, path: at, roles }) => `${method} ${at.replace(/:(\w+)/g, '{$1}')} ${[...roles].sort().join()}`,
  );
  expect(running.sort()).toEqual(reviewed.sort());
});

it('keeps the address of a house from everybody but its own people, and a household’s worker once the place is confirmed', async () => {
  const everyone: Who[] = [
    ...(
      ['child-protection', 'justice', 'support', 'programmes', 'observatory', 'operator', 'service', 'hotline'] as const
    ).map((role) => ({ roles: [role] })),
    { roles: ['shelter'], shelters: ['sh-a'] },
    lead,
    social,
  ];
  for (const service of Object.keys(mounts))
    for (const route of routesOf(service).filter(({ method }) => method === 'get')) {
      if (route.answers === 'text/event-stream') continue;
      const at = addressOf(route, { ...there[service], year: '2026' });
      for (const who of everyone) {
        const { text } = await all.ask(service, who, 'GET', at);
        expect({ at, who, tells: /rue du Secret|0327999999/.test(text) }).toEqual({ at, who, tells: false });
      }
    }
  const own: Who = { roles: ['shelter'], shelters: ['sh-b'] };
  expect((await all.ask('capacity', own, 'GET', '/shelters/sh-b/address')).text).toContain('rue du Secret');
});
