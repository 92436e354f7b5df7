import type { CaseView } from '@abri/contracts/child-followup-api';
import { ChildSubjectAccess } from '@abri/contracts/subject-access';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import mongoose from 'mongoose';
import { identity, lead, neighbour, operator, referral, testFollowup, worker } from './test-followup.js';

jest.setTimeout(60_000);

let stack: TestStack;
let world: Awaited<ReturnType<typeof testFollowup>>;
let service: Awaited<ReturnType<(typeof world)['start']>>;
const start = () => world.start({ retentionDays: 30 });

beforeAll(async () => {
  stack = await testStack();
  world = await testFollowup(stack);
  service = await start();
  const workers = [
    { workerId: 'w1', name: 'Yasmine', lead: false },
    { workerId: 'lead', name: 'Farida', lead: true },
  ];
  expect((await service.ask(operator, 'PUT', '/teams/east', { name: 'Valenciennes', workers })).status).toBe(200);
  const others = [{ workerId: 'n1', name: 'Thomas', lead: true }];
  expect((await service.ask(operator, 'PUT', '/teams/west', { name: 'Denain', workers: others })).status).toBe(200);
}, 90_000);
afterAll(async () => {
  await service.stop();
  await world.stop();
  await stack.stop();
}, 60_000);

const day = 24;
const opened = (familyName: string) =>
  service.take(
    worker,
    'POST',
    '/cases',
    { ...referral, identity: { ...identity, familyName } },
    `person-${familyName}`,
  );
const act = (caseId: string, path: string, body: object = {}) =>
  service.take(worker, 'POST', `/cases/${caseId}${path}`, body);
const read = (caseId: string): Promise<CaseView> => service.take(worker, 'GET', `/cases/${caseId}`);
/** Closes a case, and looks again at once, as closing has planned. */
const closed = async (caseId: string) => {
  const reviewAt = new Date(world.clock.ms + 3_600_000).toISOString();
  const { case: child } = await act(caseId, '/close', { reason: 'movedAway', reviewAt });
  const review = child.tasks.find(({ kind, state }) => kind === 'review' && state === 'open');
  await act(caseId, `/tasks/${review?.taskId}/done`);
};

it('gives the lead what is held about a child, without the people around the child', async () => {
  const { case: child } = await opened('Demander');
  const at = `/cases/${child.caseId}`;
  await act(child.caseId, '/notes', { text: 'Dort mal' });
  await act(child.caseId, '/reports', { channel: 'form', urgent: true, text: 'Signalé par la voisine' });
  expect((await service.ask(worker, 'GET', `${at}/subject-access`)).status).toBe(403);
  expect((await service.ask(neighbour, 'GET', `${at}/subject-access`)).status).toBe(404);
  const asked = await service.ask(lead, 'GET', `${at}/subject-access`);
  expect(asked.status).toBe(200);
  const file = ChildSubjectAccess.parse(asked.body);
  expect(file).toMatchObject({
    identity: { familyName: 'Demander', birthDate: identity.birthDate },
    team: 'Valenciennes',
    cameBy: 'school',
    notes: [{ text: 'Dort mal' }],
    reports: [{ channel: 'form', urgent: true, acknowledgedAt: null }],
  });
  expect(file.readings.at(-1)?.action).toBe('subjectAccess');
  for (const other of ['Ada', '0611223344', 'voisine', 'Yasmine', 'Farida', '"w1"', '"lead"'])
    expect(asked.text).not.toContain(other);
});

it('erases a case when its time is over, though the service was down on the day: with what was joined to it, and no other', async () => {
  const [due, joined, reopened, reviewed, late] = [
    await opened('Oublier'),
    await opened('Double'),
    await opened('Rouvrir'),
    await opened('Revoir'),
    await opened('Tard'),
  ].map((view) => view.case.caseId) as [string, string, string, string, string];
  await act(due, '/join', { other: joined });
  for (const caseId of [due, reopened]) await closed(caseId);
  const reviewAt = new Date(world.clock.ms + 90 * 86_400_000).toISOString();
  await act(reviewed, '/close', { reason: 'movedAway', reviewAt });
  world.later(10 * day);
  await act(reopened, '/reopen');
  await closed(late);
  await service.stop();
  world.later(21 * day);
  service = await start();
  await until(
    'the case to be erased',
    async () => {
      const found = await read(due);
      return found.case.erased && found.identity === null ? found : undefined;
    },
    { withinMs: 15_000, everyMs: 50 },
  );
  const connection = await mongoose.createConnection(world.config.mongoUri).asPromise();
  await until(
    'the look to be over',
    async () => (await connection.collection('begunErasures').countDocuments()) === 0 || undefined,
    { withinMs: 10_000, everyMs: 50 },
  );
  const about = await connection.collection('audit').find({ subject: due, who: 'retention' }).toArray();
  expect(about).toMatchObject([{ action: 'erase' }]);
  await connection.close();
  expect((await read(joined)).identity).toBeNull();
  for (const caseId of [reopened, reviewed, late]) expect((await read(caseId)).identity).not.toBeNull();
  expect((await service.ask(lead, 'GET', `/cases/${due}/subject-access`)).status).toBe(410);
});
