import { randomUUID } from 'node:crypto';
import { Problem } from '@abri/contracts/problem';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import type { DescribedRoute } from '@abri/service-kit/openapi';
import * as fc from 'fast-check';
import { type AllServices, allServices, type Who } from './all-services.js';
import { nastyText, spoilt } from './arbitrary.js';
import { inputsOf, validInputs } from './bodies.js';
import { house } from './houses.js';
import { operator, subjects, taking } from './people.js';
import { mounts, routesOf } from './route-tables.js';

jest.setTimeout(180_000);
/** How often each route is asked, and from where: more with ABRI_FUZZ_RUNS=500 ABRI_FUZZ_SEED=$RANDOM. */
const numRuns = Number(process.env.ABRI_FUZZ_RUNS ?? 8);
const seed = Number(process.env.ABRI_FUZZ_SEED ?? 20_261_125);

let stack: TestStack;
let all: AllServices;
/** Ids of things that are there, by service and name of the parameter. */
const known: Record<string, Record<string, string>> = {};
beforeAll(async () => {
  stack = await testStack();
  all = await allServices(stack);
  const take = taking(all);
  for (const shelterId of ['sh-a', 'sh-b']) await take('capacity', operator, 'POST', '/shelters', house(shelterId));
  for (const { service, enter } of subjects) {
    const [id = '', , participantId = ''] = (await enter(take)).split('/');
    known[service] = { caseId: id, fileId: id, seriesId: id, participantId, teamId: 'east', taskId: 't1' };
  }
  const { requestId, status } = await until('a place is found', () => aPlacement(take), { withinMs: 30_000 });
  known.matching = { requestId };
  known.capacity = { shelterId: status.shelterId, unitId: 'u1', holdId: status.holdId };
}, 120_000);
afterAll(async () => {
  await all.stop();
  await stack.stop();
}, 60_000);

/** A household that was offered a place. */
async function aPlacement(take: ReturnType<typeof taking>) {
  const placement = {
    mode: 'assign',
    household: { adults: [{ sex: 'woman', pregnant: false }], children: [] },
    needs: { stepFree: false, pets: 0, languages: [], equipment: [] },
    surroundings: { minimumDistanceKm: 0, avoid: [], callerCommune: '59606' },
    assessment: { instrument: 'abri-short-1', answers: {} },
  };
  const hotline: Who = { roles: ['hotline'] };
  const { body } = await take('matching', hotline, 'POST', '/placements', placement, randomUUID());
  const view = body as { requestId: string; status: { state: string; shelterId: string; holdId: string } };
  return view.status.state === 'offered' ? view : undefined;
}

const everywhere = { shelters: ['sh-a', 'sh-b'], teams: ['east', 'pt-social'], subject: 'lead' };
const pathText = nastyText.filter((text) => text !== '' && !text.includes('\ud800'));

/** What ends a thing comes last: the routes before need it. */
const inTurn = (service: string) => {
  const ends = /eras|close|complete|leave|release|decline|withdraw|delete/;
  const rank = ({ method, path }: DescribedRoute) => (ends.test(`${method} ${path}`) ? 1 : 0);
  return routesOf(service).toSorted((one, other) => rank(one) - rank(other));
};

/** One request: of the shape that is asked for, or with a place of it spoilt. */
function requestsOf(service: string, route: DescribedRoute) {
  const idOf = (name: string) =>
    fc.oneof({ weight: 6, arbitrary: fc.constant(known[service]?.[name] ?? 'x') }, fc.constant('another'), pathText);
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
  const queryNames = Object.keys(route.query?.shape ?? {});
  const query = route.query ? inputsOf(route.query) : fc.constant({});
  const body = route.body ? inputsOf(route.body) : fc.constant(undefined);
  const valid = route.body ? validInputs(route.body) : [];
  const taken = valid.length > 0 ? fc.constantFrom(...valid) : body;
  return fc.record({
    role: fc.constantFrom(
      ...(route.anybody ? (['hotline'] as const) : (route.roles as readonly Who['roles'][number][])),
    ),
    ids: fc.tuple(...names.map(idOf)),
    query: fc.oneof(query, spoilt(query), fc.dictionary(fc.constantFrom(...queryNames, 'unasked'), nastyText)),
    body: route.body
      ? fc.oneof(
          { weight: 4, arbitrary: taken },
          body,
          spoilt(body),
          spoilt(taken),
          fc.jsonValue({ maxDepth: 3 }),
          nastyText,
        )
      : body,
    key: fc.option(fc.stringMatching(/^[a-z0-9]{8,20}$/), { nil: undefined }),
  });
}

const addressOf = (route: DescribedRoute, ids: readonly string[], query: unknown) => {
  let next = 0;
  const path = route.path.replace(/:(\w+)/g, () => encodeURIComponent(ids[next++] ?? 'x'));
  const pairs = Object.entries((query ?? {}) as Record<string, unknown>).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(
    pairs.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
  return pairs.length > 0 ? `${path}?${text}` : path;
};

describe.each(Object.keys(mounts))('%s', (service) => {
  it.each(
    inTurn(service)
      .filter(({ answers }) => answers !== 'text/event-stream')
      .map((route) => [`${route.method} ${route.path}`, route] as const),
  )('answers %s as it promises, whatever is asked', async (_name, route) => {
    await fc.assert(
      fc.asyncProperty(requestsOf(service, route), async ({ role, ids, query, body, key }) => {
        const method = route.method.toUpperCase() as 'GET' | 'POST' | 'PUT' | 'DELETE';
        const at = addressOf(route, ids, query);
        const sent = method === 'GET' ? undefined : body;
        const answer = await all.ask(service, { ...everywhere, roles: [role] }, method, at, sent, key);
        const told = { at, status: answer.status, text: answer.text.slice(0, 300) };
        expect({ ...told, fails: answer.status >= 500 }).toEqual({ ...told, fails: false });
        if (answer.status >= 400) {
          expect(answer.type).toMatch(/^application\/problem\+json/);
          expect(Problem.safeParse(answer.body)).toMatchObject({ success: true, data: { status: answer.status } });
        } else if (answer.status !== 204 && route.response) {
          expect(answer.status).toBe(route.status ?? 200);
          const parsed = route.response.safeParse(answer.body);
          expect({ ...told, wrong: parsed.error?.issues ?? [] }).toEqual({ ...told, wrong: [] });
        } else if (answer.status === 204)
          expect({ ...told, promised: route.response !== undefined }).toEqual({ ...told, promised: false });
      }),
      { numRuns, seed },
    );
  });
});

it('has said nothing of an unexpected error in any log', () => {
  const unexpected = all
    .logged()
    .split('\n')
    .filter((line) => line.includes('unexpected error'));
  expect(unexpected).toEqual([]);
});
