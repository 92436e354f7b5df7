import type { ProtocolList } from '@abri/contracts/child-followup-api';
import { defaultProtocol } from '@abri/contracts/child-protocol';
import { topics } from '@abri/contracts/topics';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import { openTasks } from './domain/joining.js';
import { identity, operator, referral, testFollowup, worker } from './test-followup.js';

jest.setTimeout(40_000);

let stack: TestStack;
let world: Awaited<ReturnType<typeof testFollowup>>;
let service: Awaited<ReturnType<(typeof world)['start']>>;
beforeAll(async () => {
  stack = await testStack();
  world = await testFollowup(stack);
  service = await world.start();
}, 90_000);
afterAll(async () => {
  await service.stop();
  await world.stop();
  await stack.stop();
}, 60_000);

const opened = (key: string) => service.take(worker, 'POST', '/cases', { ...referral, identity }, `case-${key}`);
const at = ({ case: child }: { case: { caseId: string } }) => `/cases/${child.caseId}`;

describe('protocols', () => {
  const [first] = defaultProtocol.steps;
  const text = { fr: 'Autre consigne.', en: 'Another instruction.' };
  const steps = [{ ...first, text }];

  it('are entered and chosen by the operator alone; new cases follow the chosen one, the others keep theirs', async () => {
    const before = await opened('before');
    expect((await service.ask(operator, 'PUT', '/protocols/abri-child-2', { steps })).status).toBe(200);
    const chosen = { protocolId: 'abri-child-2' };
    expect((await service.ask(worker, 'PUT', '/current-protocol', chosen)).status).toBe(403);
    expect((await service.ask(operator, 'PUT', '/current-protocol', { protocolId: 'none' })).status).toBe(404);
    expect((await service.ask(operator, 'PUT', '/current-protocol', chosen)).status).toBe(200);
    const list = (await service.ask(worker, 'GET', '/protocols')).body as unknown as ProtocolList;
    expect(list).toMatchObject({ current: 'abri-child-2' });
    expect(list.protocols.map(({ protocolId }) => protocolId)).toEqual(['abri-child-1', 'abri-child-2']);

    const after = await opened('after');
    expect(after.case.tasks).toHaveLength(1);
    expect(after.steps).toEqual({ 'first-contact': text });
    const still = await service.take(worker, 'GET', at(before));
    expect(still.case.tasks).toHaveLength(6);
    expect(still.steps['first-contact']).toEqual(first?.text);
  });
});

it('undoes a join: both cases live, each with its own tasks, and the old event does not join them again', async () => {
  const [into, from] = [await opened('into'), await opened('from')];
  const both = { other: from.case.caseId };
  const joined = await service.take(worker, 'POST', `${at(into)}/join`, both);
  expect(joined.case.joined).toEqual([from.case.caseId]);

  const parted = await service.take(worker, 'POST', `${at(into)}/separate`, both);
  expect(parted.case.joined).toEqual([]);
  const again = await service.take(worker, 'GET', at(from));
  expect(again.case.status).toEqual({ state: 'open' });
  expect(openTasks(again.case).length).toBe(openTasks(from.case).length);
  expect((await service.ask(worker, 'POST', `${at(into)}/separate`, both)).status).toBe(200);
  expect((await service.ask(worker, 'POST', `${at(into)}/separate`, { other: 'none' })).status).toBe(409);
  const { body } = await service.ask(worker, 'GET', `${at(into)}/candidates`);
  const proposed = (body.candidates as { caseId: string }[]).map(({ caseId }) => caseId);
  expect(proposed).not.toContain(from.case.caseId);

  const absorbed = joined.timeline.find(({ type }) => type === 'CaseAbsorbed');
  const old = { id: 'old', aggregateId: into.case.caseId, seq: 1, at: absorbed?.at ?? '', type: 'CaseAbsorbed' };
  await world.bus.publish(topics.childFollowupEvents, [
    { key: into.case.caseId, value: { ...old, data: { from: from.case.caseId, by: 'w1' } } },
  ]);
  // A later event of the same case has been followed once its own consequence is there.
  const half = await opened('half');
  await world.bus.publish(topics.childFollowupEvents, [
    {
      key: into.case.caseId,
      value: {
        ...old,
        id: 'new',
        seq: 2,
        at: new Date(world.clock.ms).toISOString(),
        data: { from: half.case.caseId, by: 'w1' },
      },
    },
  ]);
  await until(
    'the later join',
    async () => (await service.take(worker, 'GET', at(half))).case.status.state === 'joined' || undefined,
    { withinMs: 15_000, everyMs: 50 },
  );
  expect((await service.take(worker, 'GET', at(from))).case.status).toEqual({ state: 'open' });
});

it('finishes the undoing of a join that a crash left half done', async () => {
  const [into, from] = [await opened('crash-into'), await opened('crash-from')];
  const both = { other: from.case.caseId };
  await service.take(worker, 'POST', `${at(into)}/join`, both);
  const separated = {
    id: 'crash',
    aggregateId: from.case.caseId,
    seq: 99,
    at: new Date(world.clock.ms).toISOString(),
    type: 'CaseSeparated',
    data: { from: into.case.caseId, by: 'w1' },
  };
  await world.bus.publish(topics.childFollowupEvents, [{ key: from.case.caseId, value: separated }]);
  await until(
    'the other half',
    async () => (await service.take(worker, 'GET', at(into))).case.joined.length === 0 || undefined,
    { withinMs: 15_000, everyMs: 50 },
  );
});
