import { kafkaBus } from '@abri/bus/kafka';
import { parseMessage } from '@abri/bus/parse';
import { CapacityEvent, CapacityState } from '@abri/contracts/capacity-events';
import type { HoldView, ShelterView } from '@abri/contracts/capacity-api';
import { topics } from '@abri/contracts/topics';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import { mother } from './domain/test-shelters.js';
import { holdBody, hotline, operator, service, staff, testCapacity, tilleuls } from './test-capacity.js';

jest.setTimeout(30_000);

let stack: TestStack;
let world: Awaited<ReturnType<typeof testCapacity>>;
let capacity: Awaited<ReturnType<(typeof world)['start']>>;
let bus: ReturnType<typeof kafkaBus>;
const events: CapacityEvent[] = [];
const states = new Map<string, CapacityState>();

beforeAll(async () => {
  stack = await testStack();
  world = await testCapacity(stack);
  capacity = await world.start();
  bus = kafkaBus({
    brokers: stack.brokers,
    clientId: 'test',
    parkingTopic: topics.parking,
    topicPrefix: world.prefix,
  });
  await bus.replay({
    topics: [topics.capacityEvents, topics.capacityState],
    name: 'test',
    async handler(message) {
      if (message.topic.endsWith(topics.capacityEvents)) events.push(parseMessage(CapacityEvent, message));
      else states.set(message.key, parseMessage(CapacityState, message));
    },
  });
}, 90_000);
afterAll(async () => {
  await bus.close();
  await capacity.stop();
  await world.stopIssuer();
  await stack.stop();
}, 60_000);

const eventOf = (shelterId: string, type: CapacityEvent['type']) =>
  until(`${type} of ${shelterId}`, async () => events.find((e) => e.aggregateId === shelterId && e.type === type), {
    withinMs: 10_000,
    everyMs: 20,
  });
const register = async (shelterId: string, more: object = {}) => {
  const answer = await capacity.ask(operator, 'POST', '/shelters', { ...tilleuls, shelterId, ...more });
  expect(answer.status).toBe(201);
};
const hold = async (shelterId: string, holdId: string, more: object = {}) => {
  const answer = await capacity.ask(service, 'POST', `/shelters/${shelterId}/holds`, { ...holdBody(holdId), ...more });
  return { ...answer, view: answer.body as unknown as HoldView };
};

it('takes a household from the hold to its leaving, and tells every step', async () => {
  await register('sh-tilleuls');
  const { status, view } = await hold('sh-tilleuls', 'way');
  expect(status).toBe(201);
  expect(view).toMatchObject({ hold: { state: 'offered', token: 1 }, shelter: { shelterId: 'sh-tilleuls', seq: 4 } });
  const at = '/shelters/sh-tilleuls/holds/way';
  const token = { token: view.hold.token };
  expect(await capacity.ask(staff, 'POST', `${at}/accept`, token)).toMatchObject({
    status: 200,
    body: { hold: { state: 'accepted' } },
  });
  expect(await capacity.ask(service, 'POST', `${at}/confirm`, token)).toMatchObject({
    status: 200,
    body: { hold: { state: 'confirmed' } },
  });
  expect(await capacity.ask(staff, 'POST', `${at}/arrive`, token)).toMatchObject({
    status: 200,
    body: { hold: { state: 'arrived' } },
  });
  expect(await capacity.ask(staff, 'POST', `${at}/leave`, token)).toMatchObject({
    status: 200,
    body: { holds: [], seq: 8 },
  });
  await eventOf('sh-tilleuls', 'HouseholdLeft');
  const own = events.filter(({ aggregateId }) => aggregateId === 'sh-tilleuls');
  expect(own.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  const state = await until(
    'the state after it',
    async () => (states.get('sh-tilleuls')?.seq === 8 ? states.get('sh-tilleuls') : undefined),
    { withinMs: 5_000 },
  );
  const shown = (await capacity.ask(hotline, 'GET', '/shelters/sh-tilleuls')).body as unknown as ShelterView;
  expect({ ...state.data, seq: state.seq }).toEqual(shown);
});

it('gives one of many callers the last room, and tells the others that it is taken', async () => {
  await register('race');
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => hold('race', `race-${i}`)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const refusals = answers.filter(({ status }) => status === 409).map(({ body }) => body.type);
  expect(refusals).toEqual(Array.from({ length: 19 }, () => 'urn:abri:problem:place-taken'));
});

it('holds once, however often the same hold is asked for', async () => {
  await register('once');
  const [first, second] = await Promise.all([hold('once', 'h'), hold('once', 'h')]);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.view.hold).toEqual(first.view.hold);
});

it('frees the room at once when the house declines', async () => {
  await register('declines');
  const { view } = await hold('declines', 'h1');
  const decline = { token: view.hold.token, reason: 'staffing' };
  expect((await capacity.ask(operator, 'POST', '/shelters/declines/holds/h1/decline', decline)).body).toMatchObject({
    holds: [],
  });
  expect(await eventOf('declines', 'HoldDeclined')).toMatchObject({ data: { reason: 'staffing' } });
  expect((await hold('declines', 'h2')).view.hold.token).toBe(2);
});

it('holds rooms of one house together or not at all', async () => {
  await register('both');
  await hold('both', 'h1', { allocations: [{ unitId: 'u1', beds: 1, cots: 0 }], party: mother });
  const two = {
    allocations: [
      { unitId: 'dorm', beds: 1, cots: 0 },
      { unitId: 'u1', beds: 1, cots: 0 },
    ],
  };
  expect((await hold('both', 'h2', { ...two, party: { ...mother, women: 2 } })).status).toBe(409);
  expect((await capacity.ask(service, 'GET', '/shelters/both')).body).toMatchObject({ holds: [{ holdId: 'h1' }] });
});

it('refuses whoever comes with the token of another hold', async () => {
  await register('stale');
  await hold('stale', 'h1');
  expect(await capacity.ask(staff, 'POST', '/shelters/stale/holds/h1/accept', { token: 1 })).toMatchObject({
    status: 404,
  });
  expect(await capacity.ask(operator, 'POST', '/shelters/stale/holds/h1/accept', { token: 7 })).toMatchObject({
    status: 409,
    body: { type: 'urn:abri:problem:stale-token' },
  });
});

it('frees a hold within a quarter of a second after its time, and says so', async () => {
  const quick = await world.start({ offerMinutes: 0.5 / 60, mongoUri: stack.databaseUri('quick') });
  await quick.ask(operator, 'POST', '/shelters', { ...tilleuls, shelterId: 'quick' });
  const answer = await quick.ask(service, 'POST', '/shelters/quick/holds', holdBody('h1'));
  const { expiresAt } = (answer.body as unknown as { hold: { expiresAt: string } }).hold;
  const expired = await eventOf('quick', 'HoldExpired');
  const lateMs = Date.parse(expired.at) - Date.parse(expiresAt);
  expect(lateMs).toBeGreaterThanOrEqual(0);
  expect(lateMs).toBeLessThan(250);
  expect((await quick.ask(service, 'GET', '/shelters/quick')).body).toMatchObject({ holds: [] });
  await quick.stop();
});

it('frees at its start what fell due while nobody was here, and on time what falls due later', async () => {
  const mongoUri = stack.databaseUri('late');
  const first = await world.start({ offerMinutes: 0.2 / 60, mongoUri });
  const second = await world.start({ offerMinutes: 2 / 60, mongoUri });
  const holdIn = async (on: typeof first, shelterId: string) => {
    await first.ask(operator, 'POST', '/shelters', { ...tilleuls, shelterId });
    const { body } = await on.ask(service, 'POST', `/shelters/${shelterId}/holds`, holdBody('h1'));
    return Date.parse((body as unknown as { hold: { expiresAt: string } }).hold.expiresAt);
  };
  const later = await holdIn(second, 'later');
  const soon = await holdIn(first, 'soon');
  await Promise.all([first.stop(), second.stop()]);
  await until('the first hold is over', async () => (Date.now() > soon ? true : undefined), { withinMs: 5_000 });
  const third = await world.start({ mongoUri });
  await eventOf('soon', 'HoldExpired');
  expect(Date.parse((await eventOf('later', 'HoldExpired')).at) - later).toBeLessThan(250);
  await third.stop();
});

it('publishes after a crash what it had committed before, in order and only once in number', async () => {
  const mongoUri = stack.databaseUri('crash');
  const deaf = kafkaBus({
    brokers: stack.brokers,
    clientId: 'deaf',
    parkingTopic: topics.parking,
    topicPrefix: world.prefix,
  });
  const first = await world.start(
    { mongoUri },
    { bus: { ...deaf, publish: () => Promise.reject(new Error('the broker is away')) } },
  );
  await first.ask(operator, 'POST', '/shelters', { ...tilleuls, shelterId: 'crash' });
  expect((await first.ask(service, 'POST', '/shelters/crash/holds', holdBody('h1'))).status).toBe(201);
  await first.stop();
  expect(events.filter(({ aggregateId }) => aggregateId === 'crash')).toEqual([]);
  const second = await world.start({ mongoUri });
  await eventOf('crash', 'PlaceHeld');
  expect(events.filter(({ aggregateId }) => aggregateId === 'crash').map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  await second.stop();
});
