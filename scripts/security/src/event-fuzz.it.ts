import { randomUUID } from 'node:crypto';
import { type Channel, schemaOn } from '@abri/contracts/channels';
import { recordings } from '@abri/contracts/recordings';
import { topics } from '@abri/contracts/topics';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import * as fc from 'fast-check';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { type AllServices, allServices, type Who } from './all-services.js';
import { nastyText, spoilt } from './arbitrary.js';
import { house } from './houses.js';
import { lead, operator, taking } from './people.js';

jest.setTimeout(180_000);
/** How many messages each topic gets, and from where: more with ABRI_FUZZ_RUNS=500 ABRI_FUZZ_SEED=$RANDOM. */
const numRuns = Number(process.env.ABRI_FUZZ_RUNS ?? 40);
const seed = Number(process.env.ABRI_FUZZ_SEED ?? 20_261_125);

let stack: TestStack;
let all: AllServices;
let send: (topic: string, messages: { key: string | null; value: Buffer | null }[]) => Promise<unknown>;
let disconnect = async () => {};
beforeAll(async () => {
  stack = await testStack();
  all = await allServices(stack);
  const take = taking(all);
  for (const shelterId of ['sh-a', 'sh-b']) await take('capacity', operator, 'POST', '/shelters', house(shelterId));
  const team = { name: 'East', workers: [{ workerId: 'lead', name: 'A lead', lead: true }] };
  await take('child-followup', operator, 'PUT', '/teams/east', team);
  const producer = new Kafka({ brokers: stack.brokers, logLevel: logLevel.NOTHING }).producer({
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  send = (topic, messages) => producer.send({ topic: all.topicPrefix + topic, messages });
  disconnect = () => producer.disconnect();
}, 120_000);
afterAll(async () => {
  await disconnect();
  await all.stop();
  await stack.stop();
}, 60_000);

const hotline: Who = { roles: ['hotline'] };
/** A household with a child is placed, and the child's case comes: what every consumer on the way must still do. */
async function aWholePlacement() {
  const take = taking(all);
  const placement = {
    mode: 'assign',
    household: { adults: [{ sex: 'woman', pregnant: false }], children: [{ sex: 'girl', ageYears: 7 }] },
    needs: { stepFree: false, pets: 0, languages: [], equipment: [] },
    surroundings: { minimumDistanceKm: 0, avoid: [], callerCommune: '59606' },
    assessment: { instrument: 'abri-short-1', answers: {} },
  };
  const asked = await until(
    'a place',
    async () => {
      const { body } = await take('matching', hotline, 'POST', '/placements', placement, randomUUID());
      const view = body as {
        requestId: string;
        status: { state: string; shelterId: string; holdId: string; token: string };
      };
      if (view.status.state === 'offered') return view;
      await take('matching', hotline, 'POST', `/placements/${view.requestId}/withdraw`, { reason: 'other' });
      throw new Error(`the request is ${JSON.stringify(view.status)}`);
    },
    { withinMs: 60_000 },
  );
  const { requestId, status } = asked;
  const shelter = await take('capacity', operator, 'GET', `/shelters/${status.shelterId}`);
  const hold = (shelter.body.holds as { holdId: string; token: number }[]).find(
    ({ holdId }) => holdId === status.holdId,
  );
  const at = `/shelters/${status.shelterId}/holds/${status.holdId}`;
  await take('capacity', operator, 'POST', `${at}/accept`, { token: hold?.token });
  await until(
    'it is accepted',
    async () => {
      const { body } = await take('matching', hotline, 'GET', `/placements/${requestId}`);
      return (body.status as { state: string }).state === 'accepted' ? true : undefined;
    },
    { withinMs: 60_000 },
  );
  await take('matching', hotline, 'POST', `/placements/${requestId}/confirm`, {});
  await until(
    'the child’s case',
    async () => {
      const cases = (await all.stored('child-followup')).get('cases') ?? '';
      return cases.includes(requestId) ? true : undefined;
    },
    { withinMs: 60_000 },
  );
  for (const step of ['arrive', 'leave'])
    await take('capacity', operator, 'POST', `${at}/${step}`, { token: hold?.token });
}

/** What may lie on a topic: no JSON at all, any JSON, a message of the topic with a place spoilt, and one about a thing that nobody knows. */
function messagesOf(topic: string) {
  const recorded = recordings()
    .filter((one) => one.topic === topic)
    .flatMap(({ lines }) => lines);
  const one = fc.constantFrom(...recorded).map((line) => JSON.parse(line) as unknown);
  const any = fc.oneof(fc.jsonValue({ maxDepth: 3 }), nastyText, spoilt(one), spoilt(one), one);
  // Nobody but its service can write a state that fits: what it says would be true. An event may come from before a restore.
  const unfit = (value: unknown) => !topic.includes('.state.') || !schemaOn[topic as Channel].safeParse(value).success;
  const text = any.filter(unfit).map((value) => JSON.stringify(value) ?? '');
  return fc.record({
    // A compacted topic takes no message without a key.
    key: fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('sh-a', 'x', topic.includes('.state.') ? 'y' : null)),
    value: fc.oneof(
      { weight: 8, arbitrary: text.map((json) => Buffer.from(json)) },
      fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
      fc.constant(Buffer.alloc(20_000, 'x')),
      fc.constant(null),
    ),
  });
}

it('goes on whatever lies on any topic: nothing stands still, nobody dies, what cannot be read is parked', async () => {
  await aWholePlacement();
  for (const topic of Object.keys(schemaOn)) await send(topic, fc.sample(messagesOf(topic), { numRuns, seed }));
  // Behind what was sent, in every partition: a consumer that stands still would never get to it.
  for (let round = 0; round < 6; round++) await aWholePlacement();

  for (const [service, { url }] of Object.entries(all.running))
    expect({ service, ready: (await fetch(`${url}/health/ready`)).status }).toEqual({ service, ready: 200 });
  const parked = (await all.published()).split('\n').filter((line) => line.includes(topics.parking));
  expect(parked.length).toBeGreaterThan(numRuns);
  const retried = all
    .logged()
    .split('\n')
    .filter((line) => line.includes('message will be retried'));
  expect(retried.map((line) => line.slice(0, 400))).toEqual([]);
});

it('has done nothing by halves: every case, request and shelter is read as its schema says', async () => {
  const failed: string[] = [];
  for (const [service, who, path] of [
    ['capacity', operator, '/shelters'],
    ['matching', hotline, '/placements?limit=200&state=choosing,waiting,offered,accepted,placed,ended'],
    ['matching', hotline, '/waiting-list'],
    ['child-followup', lead, '/cases?limit=100'],
    ['child-followup', lead, '/worklist?scope=team&limit=100'],
    ['observatory', operator, '/board'],
  ] as const) {
    const { status, text } = await all.ask(service, who, 'GET', path);
    if (status !== 200) failed.push(`${service} ${path}: ${status} ${text.slice(0, 200)}`);
  }
  expect(failed).toEqual([]);
});
