import { randomUUID } from 'node:crypto';
import type { PlacementView } from '@abri/contracts/matching-api';
import { testStack, type TestStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import { house, household, inDanger, previewOf, world } from './world.js';

type World = Awaited<ReturnType<typeof world>>;
let stack: TestStack;
let here: World;
beforeAll(async () => {
  stack = await testStack();
  here = await world(stack);
}, 90_000);
afterAll(async () => {
  await here.stop();
  await stack.stop();
}, 60_000);
afterEach(() => here.clear(), 30_000);
const heldAt = (view: PlacementView) => ('shelterId' in view.status ? view.status.shelterId : null);

describe('a household gets a bed', () => {
  it('is held, accepted by the house, confirmed, and arrives', async () => {
    await here.houses(house('near'), house('far', { commune: '59014' }));
    const { status, body } = await here.place(household());
    expect(status).toBe(201);
    expect(body.status).toMatchObject({ state: 'offered', shelterId: 'near' });
    expect(body.house).toMatchObject({ name: 'House near', acceptance: 'asked' });
    expect(body.ranking?.places.map(({ shelterId }) => shelterId)).toEqual(['near', 'far']);
    expect((await here.hotline('POST', `/placements/${body.requestId}/confirm`)).status).toBe(409);
    await here.step(body, 'accept');
    await here.becomes(body.requestId, 'accepted');
    const confirmed = await here.hotline('POST', `/placements/${body.requestId}/confirm`, {});
    expect(confirmed.body.status).toMatchObject({ state: 'placed', shelterId: 'near', arrived: false });
    await here.step(body, 'arrive');
    await here.becomes(body.requestId, 'placed', (view) => view.status.state === 'placed' && view.status.arrived);
    expect((await here.hotline('POST', `/placements/${body.requestId}/withdraw`, { reason: 'other' })).status).toBe(
      409,
    );
    await here.step(body, 'leave');
    expect((await here.becomes(body.requestId, 'ended')).status).toMatchObject({ outcome: 'left' });
  }, 60_000);

  it('is accepted at once by a house that takes every offer', async () => {
    await here.houses(house('auto', { acceptance: 'automatic' }));
    const { body } = await here.place(household());
    expect(body.status.state).toBe('accepted');
    const { status } = await here.hotline('POST', `/placements/${body.requestId}/confirm`, { holdId: 'another' });
    expect(status).toBe(409);
    expect((await here.hotline('POST', `/placements/${body.requestId}/confirm`)).body.status.state).toBe('placed');
  }, 60_000);

  it('shows the ranking in mode choose, holds the pick, and another pick frees the first', async () => {
    await here.houses(house('a'), house('b', { commune: '59014' }));
    const { body } = await here.place(household({ mode: 'choose' }));
    expect(body.status.state).toBe('choosing');
    expect(body.ranking?.places).toHaveLength(2);
    const key = randomUUID();
    const path = `/placements/${body.requestId}/choose`;
    const first = await here.hotline('POST', path, { shelterId: 'b' }, key);
    expect(first.body.status).toMatchObject({ state: 'offered', shelterId: 'b' });
    const second = await here.hotline('POST', path, { shelterId: 'a' }, randomUUID());
    expect(second.body.status).toMatchObject({ state: 'offered', shelterId: 'a' });
    expect((await here.shelter('b')).holds).toEqual([]);
    const late = await here.hotline('POST', path, { shelterId: 'b' }, key);
    expect(late.body.status).toMatchObject({ state: 'offered', shelterId: 'a' });
    expect((await here.shelter('b')).holds).toEqual([]);
  }, 60_000);
});

describe('many callers', () => {
  it('gives one bed to one of thirty, and the others wait or go elsewhere', async () => {
    await here.houses(house('one'), house('two', { commune: '59014' }));
    const answers = await Promise.all(Array.from({ length: 30 }, () => here.place(household())));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const states = answers.map(({ body }) => body.status.state);
    expect(states.filter((state) => state === 'offered')).toHaveLength(2);
    expect(states.filter((state) => state === 'waiting')).toHaveLength(28);
    expect((await here.shelter('one')).holds).toHaveLength(1);
    expect((await here.shelter('two')).holds).toHaveLength(1);
  }, 60_000);

  it('falls to the next place when another process was faster', async () => {
    await here.houses(house('one'), house('two', { commune: '59014' }));
    const other = await here.startAnother();
    try {
      const urls = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? here.url() : other.url));
      const answers = await Promise.all(urls.map((url) => here.placeAt(url, household())));
      const offered = answers.filter(({ body }) => body.status.state === 'offered');
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
      expect(offered.map(({ body }) => heldAt(body)).sort()).toEqual(['one', 'two']);
    } finally {
      await other.stop();
    }
  }, 60_000);

  it('gives a worker who presses twice at once one placement', async () => {
    await here.houses(house('one'), house('two'));
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => here.place(household(), key)));
    expect(new Set(answers.map(({ body }) => body.requestId)).size).toBe(1);
    expect(new Set(answers.map(({ body }) => heldAt(body))).size).toBe(1);
    const holds = [...(await here.shelter('one')).holds, ...(await here.shelter('two')).holds];
    expect(holds).toHaveLength(1);
    const other = await here.place(household(inDanger('severe')), key);
    expect(other.status).toBe(422);
  }, 60_000);
});

describe('an offer that comes to nothing', () => {
  it('moves on by itself when the house declines, and never asks that house again', async () => {
    await here.houses(house('first'), house('second', { commune: '59014' }));
    const { body } = await here.place(household());
    expect(heldAt(body)).toBe('first');
    await here.step(body, 'decline', { reason: 'staffing' });
    const moved = await here.becomes(body.requestId, 'offered', (view) => heldAt(view) === 'second');
    expect(moved.triedShelters).toEqual(['first']);
    await here.step(moved, 'decline', { reason: 'staffing' });
    const waiting = await here.becomes(body.requestId, 'waiting');
    expect(waiting).toMatchObject({ waitingRank: 1, attempts: 2, triedShelters: ['first', 'second'] });
    expect(waiting.ranking?.exclusions).toContainEqual({ rule: 'alreadyTried', shelters: 2 });
  }, 60_000);
});

describe('an offer whose time runs out', () => {
  let quick: World;
  beforeAll(async () => {
    quick = await world(stack, { offerMinutes: 0.02, confirmMinutes: 0.02 });
  }, 60_000);
  afterAll(() => quick.stop(), 30_000);
  afterEach(() => quick.clear(), 30_000);

  it('moves on by itself when the house does not answer', async () => {
    await quick.houses(house('first'), house('second', { commune: '59014' }));
    const { body } = await quick.place(household());
    expect(heldAt(body)).toBe('first');
    await quick.becomes(body.requestId, 'waiting', ({ triedShelters }) => triedShelters.length === 2);
    expect((await quick.shelter('first')).holds).toEqual([]);
  }, 60_000);

  it('waits for a person when nobody confirms an accepted one in time', async () => {
    await quick.houses(house('auto', { acceptance: 'automatic' }));
    const { body } = await quick.place(household());
    expect(body.status.state).toBe('accepted');
    const choosing = await quick.becomes(body.requestId, 'choosing');
    expect(choosing.triedShelters).toEqual([]);
    expect(choosing.ranking?.places).toHaveLength(1);
  }, 60_000);
});

describe('the waiting list', () => {
  it('serves the highest danger first when a place frees up', async () => {
    await here.houses(house('only'));
    const holder = await here.place(household());
    const low = await here.place(household());
    const high = await here.place(household(inDanger('extreme')));
    expect([low.body.waitingRank, high.body.waitingRank]).toEqual([1, 1]);
    const list = await here.hotline<{ requests: PlacementView[] }>('GET', '/waiting-list');
    expect(list.body.requests.map(({ requestId }) => requestId)).toEqual([high.body.requestId, low.body.requestId]);
    const withdrawn = await here.hotline('POST', `/placements/${holder.body.requestId}/withdraw`, {
      reason: 'foundOtherPlace',
    });
    expect(withdrawn.body.status).toMatchObject({ state: 'ended', outcome: 'withdrawn' });
    const served = await here.becomes(high.body.requestId, 'offered');
    expect(heldAt(served)).toBe('only');
    expect((await here.request(low.body.requestId)).body).toMatchObject({
      status: { state: 'waiting' },
      waitingRank: 1,
    });
  }, 60_000);

  it('serves itself when a new house opens', async () => {
    const { body } = await here.place(household());
    expect(body.status.state).toBe('waiting');
    await here.opens(house('new'));
    expect(heldAt(await here.becomes(body.requestId, 'offered'))).toBe('new');
  }, 60_000);
});

describe('ending a request', () => {
  it('frees the bed when it is withdrawn, and when it is referred', async () => {
    await here.houses(house('a'));
    const first = await here.place(household());
    await here.hotline('POST', `/placements/${first.body.requestId}/withdraw`, { reason: 'callerChangedMind' });
    expect((await here.shelter('a')).holds).toEqual([]);
    const second = await here.place(household());
    expect(heldAt(second.body)).toBe('a');
    const referred = await here.hotline('POST', `/placements/${second.body.requestId}/refer`, { to: 'siao' });
    expect(referred.body.status).toMatchObject({ state: 'ended', outcome: 'referred' });
    expect((await here.shelter('a')).holds).toEqual([]);
    expect((await here.hotline('POST', `/placements/${second.body.requestId}/refer`, { to: 'siao' })).status).toBe(200);
    expect(
      (await here.hotline('POST', `/placements/${second.body.requestId}/withdraw`, { reason: 'other' })).status,
    ).toBe(409);
  }, 60_000);
});

describe('bad input', () => {
  it('is refused with every problem at once, and changes nothing', async () => {
    await here.houses(house('a'));
    const wrong = { ...household(), household: { adults: [], children: [{ sex: 'boy', ageYears: 40 }] }, name: 'x' };
    const { status, body } = await here.hotline<{ violations: { pointer: string }[] }>(
      'POST',
      '/placements',
      wrong,
      randomUUID(),
    );
    expect(status).toBe(400);
    expect(body.violations.map(({ pointer }) => pointer).sort()).toEqual([
      '/household/adults',
      '/household/children/0/ageYears',
      '/name',
    ]);
    const instrument = household({ assessment: { instrument: 'other', answers: { shoeSize: 'yes' } } });
    expect((await here.place(instrument)).status).toBe(400);
    const unmeasured = household({ surroundings: { minimumDistanceKm: 10, avoid: [] } });
    expect((await here.place(unmeasured)).status).toBe(400);
    expect((await here.hotline('POST', '/placements', household())).status).toBe(400);
    expect((await here.hotline('GET', '/placements?cursor=x')).status).toBe(400);
    expect((await here.request('unknown')).status).toBe(404);
    expect((await here.asShelter('POST', '/placements', household())).status).toBe(403);
    expect((await here.asShelter('GET', '/waiting-list')).status).toBe(403);
    const list = await here.hotline<{ requests: unknown[] }>('GET', '/placements?state=offered,waiting,choosing');
    expect(list.body.requests).toEqual([]);
    expect((await here.shelter('a')).holds).toEqual([]);
  }, 60_000);
});

describe('matching starts anew', () => {
  it('has the same shelters, the same waiting list, and answers a repeat with the first answer', async () => {
    await here.houses(house('a'), house('b', { commune: '59014' }));
    const key = randomUUID();
    const first = await here.place(household(), key);
    await here.place(household());
    const waiting = await here.place(household(inDanger('severe')));
    const preview = () => here.hotline('POST', '/placements/preview', previewOf(household()));
    const before = (await preview()).body;
    await here.restart();
    expect((await preview()).body).toEqual(before);
    expect((await here.request(waiting.body.requestId)).body.waitingRank).toBe(1);
    const repeat = await here.place(household(), key);
    expect(repeat.body.status).toEqual(first.body.status);
    const pages = await here.hotline<{ requests: PlacementView[]; nextCursor: string }>('GET', '/placements?limit=2');
    const rest = await here.hotline<{ requests: PlacementView[]; nextCursor: null }>(
      'GET',
      `/placements?limit=2&cursor=${pages.body.nextCursor}`,
    );
    expect([...pages.body.requests, ...rest.body.requests]).toHaveLength(3);
    expect(rest.body.nextCursor).toBeNull();
  }, 60_000);

  it('gives back a hold that nobody recorded', async () => {
    await here.houses(house('a'));
    await here.restart({ repair: { graceMs: 0, everyMs: 100 } });
    const orphan = {
      holdId: 'orphan',
      requestId: 'nobody',
      allocations: [{ unitId: 'u1', beds: 3, cots: 1 }],
      party: { women: 1, men: 0, children: [], pets: 0 },
    };
    await here.asService('POST', '/shelters/a/holds', orphan);
    await until('the hold is gone', async () => ((await here.shelter('a')).holds.length === 0 ? true : undefined), {
      withinMs: 10_000,
    });
  }, 60_000);
});
