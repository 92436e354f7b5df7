import type { IncomingMessage } from '@abri/bus/port';
import type { CaseView, TaskRow } from '@abri/contracts/child-followup-api';
import { topics, topicSettings } from '@abri/contracts/topics';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import mongoose from 'mongoose';
import { openTasks } from './domain/joining.js';
import { caseIdOf } from './placements.js';
import {
  canaries,
  hotline,
  identity,
  lead,
  neighbour,
  operator,
  referral,
  testFollowup,
  worker,
} from './test-followup.js';

jest.setTimeout(40_000);

let stack: TestStack;
let world: Awaited<ReturnType<typeof testFollowup>>;
let service: Awaited<ReturnType<(typeof world)['start']>>;
const heard: IncomingMessage[] = [];
const east = { name: 'Valenciennes', workers: [person('w1', 'Yasmine'), person('lead', 'Farida', true)] };
const west = { name: 'Denain', workers: [person('n1', 'Thomas', true)] };
function person(workerId: string, name: string, isLead = false) {
  return { workerId, name, lead: isLead };
}

beforeAll(async () => {
  stack = await testStack();
  world = await testFollowup(stack);
  service = await world.start();
  await world.bus.replay({
    topics: topicSettings.map(({ topic }) => topic),
    name: 'test',
    handler: async (message) => void heard.push(message),
  });
  expect((await service.ask(operator, 'PUT', '/teams/east', east)).status).toBe(200);
  expect((await service.ask(operator, 'PUT', '/teams/west', west)).status).toBe(200);
}, 90_000);
afterAll(async () => {
  await service.stop();
  await world.stop();
  await stack.stop();
}, 60_000);

const opened = (key: string, more: object = {}) =>
  service.take(worker, 'POST', '/cases', { ...referral, ...more }, `case-${key}`);
const eventually = <T>(what: string, look: () => Promise<T | false>) =>
  until(what, async () => (await look()) || undefined, { withinMs: 15_000, everyMs: 50 });
const worklist = async (who: typeof worker, scope: string) =>
  (await service.ask(who, 'GET', `/worklist?scope=${scope}&limit=100`)).body.tasks as TaskRow[];

describe('children of a placement', () => {
  const event = (seq: number, type: string, data: object) => ({
    key: 'r1',
    value: { id: `e${seq}`, aggregateId: 'r1', seq, at: '2026-03-02T08:00:00.000Z', type, data },
  });
  const party = {
    women: 1,
    men: 0,
    pets: 0,
    children: [
      { sex: 'boy', ageYears: 4 },
      { sex: 'girl', ageYears: 9 },
    ],
  };
  const confirmed = event(2, 'PlacementConfirmed', { shelterId: 's', holdId: 'h', party });

  it('each get a case with the danger of the request, once, however often it is told', async () => {
    await world.bus.publish(topics.matchingEvents, [
      event(1, 'PlacementRequested', { party, danger: 'extreme', mode: 'assign' }),
      confirmed,
      confirmed,
    ]);
    const second = await eventually('the second child’s case', async () => {
      const answer = await service.ask(worker, 'GET', `/cases/${caseIdOf('r1', 1)}`);
      return answer.status === 200 && (answer.body as unknown as CaseView);
    });
    expect(second.case).toMatchObject({ sex: 'girl', ageYears: 9, danger: 'extreme', team: 'east' });
    await eventually('both told', async () => heard.filter(({ value }) => typeOf(value) === 'CaseOpened').length >= 2);
    const cases = (await service.ask(worker, 'GET', '/cases?state=open')).body.cases as { caseId: string }[];
    expect(cases.filter(({ caseId }) => [0, 1].some((index) => caseIdOf('r1', index) === caseId))).toHaveLength(2);
  });
  it('have a living case again when they are placed again after it was closed or joined', async () => {
    const [first, second] = [caseIdOf('r1', 0), caseIdOf('r1', 1)];
    for (const caseId of [first, second])
      await service.take(worker, 'PUT', `/cases/${caseId}/identity`, { ...identity, givenNames: 'Zelie' });
    await service.take(worker, 'POST', `/cases/${first}/join`, { other: second });
    const reviewAt = '2026-12-01T08:00:00.000Z';
    await service.take(worker, 'POST', `/cases/${first}/close`, { reason: 'movedAway', reviewAt });
    await world.bus.publish(topics.matchingEvents, [confirmed]);
    const again = await eventually('the joined case living again', async () => {
      const view = await service.take(worker, 'GET', `/cases/${first}`);
      return view.case.status.state === 'open' && view;
    });
    expect(again.case.tasks.at(-1)).toMatchObject({ kind: 'firstContact', state: 'open' });
  });
});
const typeOf = (value: unknown) => (value as { type?: string }).type;

describe('a case by referral', () => {
  it('is opened once with its key, and shows the child to its own team only', async () => {
    const view = await opened('referral-1');
    expect((await opened('referral-1')).case.caseId).toBe(view.case.caseId);
    expect(view).toMatchObject({ identity, case: { source: { from: 'referral', by: 'school' } } });
    const at = `/cases/${view.case.caseId}`;
    expect((await service.ask(neighbour, 'GET', at)).status).toBe(404);
    expect((await service.ask(neighbour, 'POST', `${at}/notes`, { text: 'x' })).status).toBe(404);
    expect((await service.ask(hotline, 'GET', at)).status).toBe(403);
    expect((await service.ask(neighbour, 'POST', '/cases', referral)).status).toBe(404);
  });
  it('is found by part of a name in any spelling, by its own team', async () => {
    const { case: child } = await opened('referral-1');
    const search = async (who: typeof worker, part: string) => {
      const { body } = await service.ask(who, 'POST', '/cases/search', { part });
      return (body.cases as { caseId: string }[]).map(({ caseId }) => caseId);
    };
    for (const part of ['QUES', 'snoy', 'zelie q', 'kwasn']) expect(await search(worker, part)).toContain(child.caseId);
    expect(await search(worker, 'quesnel')).toEqual([]);
    expect(await search(neighbour, 'quesnoy')).toEqual([]);
  });
  it('keeps notes, assessments, documents and reports, and shows them in its timeline', async () => {
    const { case: child } = await opened('referral-1');
    const at = `/cases/${child.caseId}`;
    await service.take(worker, 'POST', `${at}/notes`, { text: 'Parle de son nounours.' });
    const scores = Object.fromEntries(
      ['fear', 'sleep', 'mood', 'anger', 'body', 'school', 'ties'].map((id) => [id, 2]),
    );
    await service.take(worker, 'POST', `${at}/assessments`, { instrument: 'abri-child-look-1', scores });
    const content = Buffer.from('nounours').toString('base64');
    const document = { kind: 'school', title: 'Lettre nounours', mediaType: 'text/plain', content };
    const withDocument = await service.take(worker, 'POST', `${at}/documents`, document);
    const report = { channel: 'form', urgent: true, text: 'Zélie dit avoir peur.' };
    const view = await service.take(worker, 'POST', `${at}/reports`, report);
    expect(view.notes).toMatchObject([{ text: 'Parle de son nounours.', by: 'w1' }]);
    expect(view.assessments).toMatchObject([{ total: 14 }]);
    expect(view.reportTexts).toMatchObject([{ text: report.text }]);
    expect(view.timeline.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['NoteAdded', 'AssessmentRecorded', 'DocumentAdded', 'WorryingReportMade', 'CaseOpened']),
    );
    const documentId = withDocument.documents[0]?.documentId ?? '';
    expect((await service.ask(worker, 'GET', `${at}/documents/${documentId}`)).body).toMatchObject({ content });
    expect((await service.ask(neighbour, 'GET', `${at}/documents/${documentId}`)).status).toBe(404);
  });
  it('refuses what is not whole, names every fault, and keeps nothing of it', async () => {
    const { case: child } = await opened('referral-1');
    const at = `/cases/${child.caseId}`;
    const bad = await service.ask(worker, 'POST', '/cases', { ...referral, danger: 'Zélie', extra: 1 });
    expect(bad.status).toBe(400);
    expect((bad.body.violations as unknown[]).length).toBe(2);
    expect(bad.text).not.toContain('Zélie');
    const before = await service.take(worker, 'GET', at);
    const scores = { fear: 2 };
    expect(
      (await service.ask(worker, 'POST', `${at}/assessments`, { instrument: 'abri-child-look-1', scores })).status,
    ).toBe(400);
    expect((await service.ask(worker, 'POST', `${at}/tasks/t1/cancel`, { reason: 'caseClosed' })).status).toBe(400);
    expect((await service.ask(worker, 'PUT', `${at}/tasks/t1/assignee`, { assignee: 'n1' })).status).toBe(409);
    expect((await service.ask(worker, 'GET', '/worklist?cursor=nonsense')).status).toBe(400);
    expect(await service.take(worker, 'GET', at)).toEqual(before);
  });
});

describe('the same child twice', () => {
  it('is proposed by a careful match, told apart or joined by a person, with nothing left behind', async () => {
    const first = await opened('twice-1', {
      identity: { ...identity, givenNames: 'Maëlys', familyName: 'Delcourt', otherNames: [] },
    });
    const second = await opened('twice-2', {
      identity: { ...identity, givenNames: 'Maelis', familyName: 'Delcour', otherNames: [], birthDate: '2018-09-04' },
      danger: 'severe',
    });
    const at = `/cases/${first.case.caseId}`;
    const proposed = async () =>
      (await service.ask(worker, 'GET', `${at}/candidates`)).body.candidates as { caseId: string }[];
    expect(await proposed()).toMatchObject([{ caseId: second.case.caseId, likeness: 'strong' }]);
    const due = new Date(world.clock.ms + 3_600_000).toISOString();
    const extra = { kind: 'other', who: 'nurse', dueAt: due, assignee: null };
    await service.take(worker, 'POST', `/cases/${second.case.caseId}/tasks`, extra);
    const view = await service.take(worker, 'POST', `${at}/join`, { other: second.case.caseId });
    expect(view.case).toMatchObject({ joined: [second.case.caseId], danger: 'severe' });
    expect(openTasks(view.case)).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'other', carries: expect.objectContaining({ taskId: 't7' }) }),
      ]),
    );
    const ended = await service.take(worker, 'GET', `/cases/${second.case.caseId}`);
    expect(ended.case.status).toMatchObject({ state: 'joined', into: first.case.caseId });
    expect((await worklist(worker, 'team')).some(({ caseId }) => caseId === second.case.caseId)).toBe(false);
    expect((await service.ask(worker, 'POST', `/cases/${second.case.caseId}/notes`, { text: 'x' })).status).toBe(409);
    expect(await proposed()).toEqual([]);
  });
  it('is not proposed again once somebody said that it is another child', async () => {
    const twin = { ...identity, givenNames: 'Lina', familyName: 'Vanhove', otherNames: [] };
    const [one, other] = [
      await opened('twin-1', { identity: twin }),
      await opened('twin-2', { identity: { ...twin, givenNames: 'Lena' } }),
    ];
    await service.take(worker, 'POST', `/cases/${one.case.caseId}/not-same`, { other: other.case.caseId });
    for (const view of [one, other]) {
      const answer = await service.ask(worker, 'GET', `/cases/${view.case.caseId}/candidates`);
      expect(answer.body.candidates).toEqual([]);
    }
  });
});

describe('tasks', () => {
  it('stand overdue first, then by danger, page by page', async () => {
    await opened('order-1', { danger: 'extreme', identity: undefined });
    await opened('order-2', { danger: 'variable', identity: undefined });
    const far = await service.take(
      neighbour,
      'POST',
      '/cases',
      { ...referral, team: 'west', danger: 'severe', identity: undefined },
      'case-order-3',
    );
    const paged: TaskRow[] = [];
    const ofBoth = { ...worker, teams: ['east', 'west'] };
    for (let cursor = ''; ;) {
      const { body } = await service.ask(ofBoth, 'GET', `/worklist?scope=team&limit=7${cursor}`);
      paged.push(...(body.tasks as TaskRow[]));
      if (!body.next) break;
      cursor = `&cursor=${String(body.next)}`;
    }
    expect(paged).toEqual(await worklist(ofBoth, 'team'));
    const [ofEast, ofWest] = [await worklist(worker, 'team'), await worklist(neighbour, 'team')];
    expect(ofWest.map(({ caseId }) => caseId)).toContain(far.case.caseId);
    expect(paged).toHaveLength(ofEast.length + ofWest.length);
    const rank = ({ overdue, danger }: TaskRow) =>
      (overdue ? 0 : 10) + 3 - ['variable', 'increased', 'severe', 'extreme'].indexOf(danger);
    expect(paged.map(rank)).toEqual([...paged.map(rank)].sort((a, b) => a - b));
    expect(new Set(paged.map(({ caseId, taskId }) => caseId + taskId)).size).toBe(paged.length);
  });
  it('that lie overdue and unseen climb to the lead by themselves, until somebody looks', async () => {
    const { case: child } = await opened('unseen-1', { identity: undefined });
    const mine = (tasks: TaskRow[]) => tasks.filter(({ caseId }) => caseId === child.caseId);
    expect(mine(await worklist(lead, 'alerts'))).toEqual([]);
    world.later(73);
    await eventually('the alert', async () => mine(await worklist(lead, 'alerts')).length === 1);
    await service.take(worker, 'POST', `/cases/${child.caseId}/seen`);
    expect(mine(await worklist(lead, 'alerts'))).toEqual([]);
  });
  it('go to the other team with a hand-over that it accepts, and to nobody before', async () => {
    const { case: child } = await opened('over-1');
    const at = `/cases/${child.caseId}`;
    await service.take(worker, 'PUT', `${at}/tasks/t1/assignee`, { assignee: 'w1' });
    const offered = await service.take(worker, 'POST', `${at}/hand-over`, { to: 'west' });
    const answer = `${at}/hand-over/${offered.case.handOver?.handOverId}`;
    expect((await service.ask(lead, 'POST', `${answer}/accept`)).status).toBe(409);
    expect((await service.ask(neighbour, 'GET', '/hand-overs')).body.cases).toMatchObject([{ caseId: child.caseId }]);
    const before = openTasks(child).map(({ taskId }) => taskId);
    await service.take(neighbour, 'POST', `${answer}/accept`);
    const theirs = (await worklist(neighbour, 'unassigned')).filter(({ caseId }) => caseId === child.caseId);
    expect(theirs.map(({ taskId }) => taskId).sort()).toEqual([...before].sort());
    expect((await service.ask(worker, 'GET', at)).status).toBe(404);
    const found = await service.ask(neighbour, 'POST', '/cases/search', { part: 'quesnoy' });
    expect(found.body.cases).toMatchObject([{ caseId: child.caseId }]);
  });
  it('count in the load of the team, and in a calendar and an export without a name', async () => {
    const { case: child } = await opened('load-1');
    await service.take(worker, 'PUT', `/cases/${child.caseId}/tasks/t2/assignee`, { assignee: 'w1' });
    const { body } = await service.ask(worker, 'GET', '/teams/east/load');
    expect(body.loads).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ workerId: 'w1', open: 1, cases: 1 })]),
    );
    expect((await service.ask(neighbour, 'GET', '/teams/east/load')).status).toBe(404);
    const link = (await service.ask(worker, 'POST', '/calendar-link')).body.path as string;
    const feed = await (await fetch(`${service.url}${link}?lang=en`)).text();
    expect(feed).toContain('Psychological assessment');
    const csv = await service.ask(worker, 'GET', '/exports/cases');
    expect(csv.text.split('\n').length).toBeGreaterThan(3);
    for (const canary of canaries) expect(feed + csv.text).not.toContain(canary);
    await service.ask(worker, 'POST', '/calendar-link');
    expect((await fetch(service.url + link)).status).toBe(404);
  });
});

it('finishes a join that a crash left half done', async () => {
  const [into, from] = [
    await opened('half-1', { identity: undefined }),
    await opened('half-2', { identity: undefined }),
  ];
  const absorbed = {
    id: 'half',
    aggregateId: into.case.caseId,
    seq: 99,
    at: '2026-03-02T08:00:00.000Z',
    type: 'CaseAbsorbed',
    data: { from: from.case.caseId, by: 'w1' },
  };
  await world.bus.publish(topics.childFollowupEvents, [{ key: into.case.caseId, value: absorbed }]);
  await eventually('the other half', async () => {
    const view = await service.take(worker, 'GET', `/cases/${from.case.caseId}`);
    return view.case.status.state === 'joined';
  });
});

it('erases a person for good, by the lead alone', async () => {
  const { case: child } = await opened('erase-1', { identity: { ...identity, familyName: 'Oublier' } });
  const at = `/cases/${child.caseId}`;
  expect((await service.ask(worker, 'POST', `${at}/erasure`)).status).toBe(403);
  const view = await service.take(lead, 'POST', `${at}/erasure`);
  expect(view).toMatchObject({ identity: null, case: { erased: true } });
  expect((await service.ask(worker, 'POST', '/cases/search', { part: 'oublier' })).body.cases).toEqual([]);
  expect((await service.ask(worker, 'PUT', `${at}/identity`, identity)).status).toBe(410);
});

it('has no personal data in any topic or any collection', async () => {
  const last = await opened('canary');
  await eventually('the last event', async () => heard.some(({ key }) => key === last.case.caseId));
  expect(heard.length).toBeGreaterThan(50);
  for (const canary of canaries) expect(JSON.stringify(heard)).not.toContain(canary);
  const connection = await mongoose.createConnection(world.config.mongoUri).asPromise();
  for (const { name } of (await connection.db?.listCollections().toArray()) ?? []) {
    const text = JSON.stringify(await connection.db?.collection(name).find().toArray());
    for (const canary of canaries) expect(text.includes(canary) && `${name}: ${canary}`).toBe(false);
  }
  await connection.close();
});

it('opens no more different cases in a day than one may, whichever replica is asked', async () => {
  const replica = await world.start({ readingsADay: 2 });
  const copyist = { ...worker, subject: 'copyist' };
  const [one = '', other = '', third = ''] = await Promise.all(
    ['limit-1', 'limit-2', 'limit-3'].map(async (key) => `/cases/${(await opened(key)).case.caseId}`),
  );
  const status = async (at: string) => (await replica.ask(copyist, 'GET', at)).status;
  expect((await service.ask(copyist, 'GET', one)).status).toBe(200);
  expect([await status(other), await status(third), await status(one)]).toEqual([200, 429, 200]);
  const refused = await replica.ask(copyist, 'GET', third);
  expect(refused.body).toMatchObject({ type: 'urn:abri:problem:too-many-files' });
  for (const canary of canaries) expect(refused.text).not.toContain(canary);
  expect((await service.ask(operator, 'GET', '/audit/verification')).body).toMatchObject({ whole: true });
  world.later(25);
  expect(await status(third)).toBe(200);
  await replica.stop();
});

it('has every reading in an audit log that is whole', async () => {
  const { body } = await service.ask(operator, 'GET', '/audit/verification');
  expect(body).toMatchObject({ whole: true, firstBroken: null });
  expect(body.entries).toBeGreaterThan(40);
});
