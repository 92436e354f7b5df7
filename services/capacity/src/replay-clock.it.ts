import { kafkaBus } from '@abri/bus/kafka';
import { parseMessage } from '@abri/bus/parse';
import { CapacityEvent } from '@abri/contracts/capacity-events';
import { topics } from '@abri/contracts/topics';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import { createReplayClock } from '@abri/service-kit/clock';
import { holdBody, operator, service, staff, testCapacity, tilleuls } from './test-capacity.js';

jest.setTimeout(30_000);

const start = '2012-03-01T08:00:00.000Z';
const at = (minutes: number) => new Date(Date.parse(start) + minutes * 60_000).toISOString();
const holds = `/shelters/${tilleuls.shelterId}/holds`;

let stack: TestStack;
let world: Awaited<ReturnType<typeof testCapacity>>;

beforeAll(async () => {
  stack = await testStack();
  world = await testCapacity(stack);
}, 90_000);
afterAll(async () => {
  await world.stopIssuer();
  await stack.stop();
}, 60_000);

it('frees a hold at its very instant when the replay clock passes over it, before the clock answers', async () => {
  const capacity = await world.start({}, { clock: createReplayClock(new Date(start)) });
  const bus = kafkaBus({
    brokers: stack.brokers,
    clientId: 'test',
    parkingTopic: topics.parking,
    topicPrefix: world.prefix,
  });
  const events: CapacityEvent[] = [];
  const following = await bus.replay({
    topics: [topics.capacityEvents],
    name: 'test',
    async handler(message) {
      events.push(parseMessage(CapacityEvent, message));
    },
  });
  const setTo = (minutes: number) => capacity.ask(operator, 'POST', '/replay/clock', { now: at(minutes) });
  const liveHolds = async () => (await capacity.ask(operator, 'GET', `/shelters/${tilleuls.shelterId}`)).body.holds;
  expect((await capacity.ask(operator, 'POST', '/shelters', tilleuls)).status).toBe(201);
  expect((await setTo(10)).body).toEqual({ now: at(10) });
  expect((await capacity.ask(service, 'POST', holds, holdBody('h1'))).body).toMatchObject({
    hold: { heldAt: at(10), expiresAt: at(25) },
  });

  await setTo(24);
  expect(await liveHolds()).toHaveLength(1);
  await setTo(600);
  expect(await liveHolds()).toEqual([]);
  const expired = await until('the hold has expired', async () => events.find((e) => e.type === 'HoldExpired'), {
    withinMs: 10_000,
    everyMs: 20,
  });
  expect(expired).toMatchObject({ at: at(25), data: { holdId: 'h1' } });

  expect((await setTo(599)).status).toBe(400);
  expect((await capacity.ask(staff, 'POST', '/replay/clock', { now: at(700) })).status).toBe(403);
  await following.stop();
  await bus.close();
  await capacity.stop();
});

it('has no way to set the time where the clock is the system’s', async () => {
  const capacity = await world.start();
  expect((await capacity.ask(operator, 'POST', '/replay/clock', { now: at(0) })).status).toBe(404);
  await capacity.stop();
});
