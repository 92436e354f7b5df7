import { kafkaBus } from '@abri/bus/kafka';
import { parseMessage } from '@abri/bus/parse';
import type { SupportCaseView } from '@abri/contracts/support-api';
import { SupportEvent, SupportState } from '@abri/contracts/support-events';
import { topics } from '@abri/contracts/topics';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import { type Answer, legal, operator, social, testSupport } from './test-support.js';

jest.setTimeout(60_000);

let stack: TestStack;
let world: Awaited<ReturnType<typeof testSupport>>;
let support: Awaited<ReturnType<(typeof world)['start']>>;
let bus: ReturnType<typeof kafkaBus>;
let nowMs = Date.parse('2026-05-04T08:00:00.000Z');
const inDays = (days: number) => new Date(nowMs + days * 86_400_000).toISOString();
const events: SupportEvent[] = [];
const raw: string[] = [];

beforeAll(async () => {
  stack = await testStack();
  world = await testSupport(stack);
  support = await world.start({}, { clock: { now: () => new Date(nowMs) } });
  const { brokers, topicPrefix } = world.base;
  bus = kafkaBus({ brokers, clientId: 'test', parkingTopic: topics.parking, topicPrefix });
  await bus.replay({
    topics: [topics.supportEvents, topics.supportState],
    name: 'test',
    async handler(message) {
      raw.push(JSON.stringify(message));
      if (message.topic.endsWith(topics.supportEvents)) events.push(parseMessage(SupportEvent, message));
      else parseMessage(SupportState, message);
    },
  });
  for (const [partnerId, profession] of [
    ['pt-social', 'social'],
    ['pt-legal', 'legal'],
  ] as const) {
    const partner = { name: `Association ${profession}`, profession, commune: '59606', counselling: [] };
    expect((await support.ask(operator, 'PUT', `/partners/${partnerId}`, partner)).status).toBe(200);
  }
}, 90_000);
afterAll(async () => {
  await bus.close();
  await support.stop();
  await world.stopIssuer();
  await stack.stop();
}, 60_000);

const identity = (more: object = {}) => ({
  givenName: 'Élodie',
  familyName: 'Vanderbeken-Le Roy',
  birthDate: '1990-04-12',
  sex: 'female',
  phone: '06 11 22 33 44',
  safeContact: 'Le matin, chez sa sœur',
  ...more,
});
const opening = (more: object = {}) => ({
  identity: identity(),
  category: 'woman',
  door: 'violence',
  openedBy: 'self',
  consent: { until: inDays(60) },
  ...more,
});
const viewOf = ({ body }: Answer) => body as unknown as SupportCaseView;
const open = async (more: object = {}, key?: string) => {
  const answer = await support.ask(social, 'POST', '/cases', opening(more), key ? { 'idempotency-key': key } : {});
  expect(answer.status).toBe(201);
  return viewOf(answer);
};
const eventsOf = (caseId: string, type: SupportEvent['type'], count = 1) =>
  until(
    `${count} × ${type}`,
    async () => {
      const found = events.filter((event) => event.aggregateId === caseId && event.type === type);
      return found.length >= count ? found : undefined;
    },
    { withinMs: 15_000, everyMs: 20 },
  );
const searching = async (who: typeof social, part: string) => {
  const answer = await support.ask(who, 'POST', '/cases/search', { part });
  return (answer.body.cases as { caseId: string }[]).map(({ caseId }) => caseId);
};

it('shares a plan with the partners that the person agreed to, and with no other', async () => {
  const { caseId } = await open();
  expect((await support.ask(legal, 'GET', `/cases/${caseId}`)).status).toBe(404);
  expect(await searching(legal, 'vanderb')).toEqual([]);
  const consent = { partnerId: 'pt-legal', until: inDays(10) };
  expect((await support.ask(legal, 'POST', `/cases/${caseId}/goals`, { profession: 'legal', text: 'x' })).status).toBe(
    404,
  );
  expect((await support.ask(social, 'POST', `/cases/${caseId}/consents`, consent)).status).toBe(200);

  const goal = { profession: 'legal', text: 'Demander une ordonnance de protection' };
  const set = viewOf(await support.ask(legal, 'POST', `/cases/${caseId}/goals`, goal));
  expect(set.goals).toMatchObject([{ text: goal.text, state: 'open' }]);
  const goalId = set.goals[0]?.goalId ?? '';
  const step = { partnerId: 'pt-legal', dueOn: inDays(3).slice(0, 10), text: 'Écrire la requête' };
  expect((await support.ask(social, 'POST', `/cases/${caseId}/goals/${goalId}/steps`, step)).status).toBe(201);
  const seen = viewOf(await support.ask(legal, 'GET', `/cases/${caseId}`));
  expect(seen).toMatchObject({
    identity: { familyName: 'Vanderbeken-Le Roy' },
    goals: [{ steps: [{ text: 'Écrire la requête' }] }],
  });
  expect(await searching(legal, 'leroy')).toEqual([caseId]);
  expect((await support.ask(legal, 'GET', '/agenda')).body).toMatchObject({
    entries: [{ caseId, what: 'step', text: 'Écrire la requête' }],
  });

  expect(
    (await support.ask(social, 'POST', `/cases/${caseId}/consents/withdraw`, { partnerId: 'pt-legal' })).status,
  ).toBe(204);
  expect((await support.ask(legal, 'GET', `/cases/${caseId}`)).status).toBe(404);
  expect(await searching(legal, 'leroy')).toEqual([]);
  expect((await support.ask(legal, 'GET', '/agenda')).body).toEqual({ entries: [], nextCursor: null });
});

it('reminds of an appointment on time, and ends consents on time', async () => {
  const { caseId } = await open({ identity: identity({ givenName: 'Rappel' }), consent: { until: inDays(20) } });
  const appointment = { partnerId: 'pt-social', kind: 'office', startsAt: inDays(2), minutes: 45, remindHours: 24 };
  expect((await support.ask(social, 'POST', `/cases/${caseId}/appointments`, appointment)).status).toBe(201);
  nowMs += 86_400_000;
  await eventsOf(caseId, 'AppointmentReminderDue');
  const { entries } = (await support.ask(social, 'GET', '/agenda?days=7')).body as {
    entries: { caseId: string; reminder: string }[];
  };
  expect(entries.filter((entry) => entry.caseId === caseId)).toMatchObject([{ reminder: 'due' }]);
  nowMs += 20 * 86_400_000;
  await eventsOf(caseId, 'ConsentEnded');
  expect((await support.ask(social, 'GET', `/cases/${caseId}`)).status).toBe(404);
});

it('opens one case for one key, and counts the person once', async () => {
  const more = { identity: identity({ givenName: 'Once' }) };
  const [first, second] = await Promise.all([open(more, 'one-and-only'), open(more, 'one-and-only')]);
  expect(second.caseId).toBe(first.caseId);
  const plan = { plan: { warningSigns: ['Il a bu'] } };
  const written = await support.ask(social, 'POST', `/cases/${first.caseId}/safety-plan`, plan);
  expect(viewOf(written).safetyPlan?.plan.warningSigns).toEqual(['Il a bu']);
  await eventsOf(first.caseId, 'SafetyPlanWritten');
  expect(await eventsOf(first.caseId, 'PersonTakenCareOf')).toHaveLength(1);
});

it('asks the person before it joins somebody of the same name and birth date, and shows nothing before', async () => {
  const same = { identity: identity({ givenName: 'Twice' }) };
  const { caseId } = await open(same);
  const again = await support.ask(legal, 'POST', '/cases', opening(same));
  expect(again).toMatchObject({ status: 409, body: { type: 'urn:abri:problem:may-be-known' } });
  expect(again.text).not.toContain(caseId);
  const accents = { identity: identity({ givenName: 'TWICE', familyName: 'Le Roy Vanderbeken' }), same: 'known' };
  const joined = await support.ask(legal, 'POST', '/cases', opening(accents));
  expect(joined).toMatchObject({ status: 201, body: { caseId } });
  const another = await support.ask(legal, 'POST', '/cases', opening({ ...same, same: 'another' }));
  expect(viewOf(another).caseId).not.toBe(caseId);
});

it('scores a screening, tells its level only, and carries it into the case that is opened from it', async () => {
  const asked = { instrument: 'abri-at-home', version: 1, answers: { say: 'no', hurt: 'yes', goHome: 'unsure' } };
  const recorded = await support.ask(social, 'POST', '/screenings', asked);
  expect(recorded).toMatchObject({ status: 201, body: { level: 'concern', score: 11, answered: 3 } });
  const screeningId = String(recorded.body.screeningId);
  const view = await open({ identity: identity({ givenName: 'Screened' }), screeningId, openedBy: 'screening' });
  expect(view.screenings).toMatchObject([{ screeningId, level: 'concern' }]);
  expect((await support.ask(legal, 'POST', `/screenings/${screeningId}/follow`, { outcome: 'declined' })).status).toBe(
    404,
  );
  const refused = await support.ask(social, 'POST', '/screenings', { ...asked, answers: { say: 'maybe', more: 'x' } });
  expect(refused).toMatchObject({ status: 400 });
  expect((refused.body.violations as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
    '/answers/say',
    '/answers/more',
  ]);
});

it('loads an agency’s questionnaire once, and never changes a version', async () => {
  const text = (one: string) => ({ fr: one, en: one });
  const own = {
    id: 'own',
    version: 1,
    title: text('Own'),
    introduction: text('Hello'),
    questions: [
      {
        id: 'q',
        text: text('?'),
        choices: [
          { id: 'no', text: text('No'), points: 0 },
          { id: 'yes', text: text('Yes'), points: 3 },
        ],
      },
    ],
    levels: { watch: 1, concern: 2, urgent: 3 },
    advice: { none: text('-'), watch: text('-'), concern: text('-'), urgent: text('-') },
  };
  expect((await support.ask(social, 'POST', '/instruments', own)).status).toBe(201);
  expect((await support.ask(social, 'POST', '/instruments', own)).status).toBe(201);
  const changed = { ...own, levels: { watch: 1, concern: 2, urgent: 4 } };
  expect((await support.ask(social, 'POST', '/instruments', changed)).status).toBe(400);
  expect((await support.ask(social, 'POST', '/instruments', { ...own, title: text('Other') })).status).toBe(409);
  const answered = { instrument: 'own', version: 1, answers: { q: 'yes' } };
  expect((await support.ask(social, 'POST', '/screenings', answered)).body).toMatchObject({ level: 'urgent' });
});

it('pages the list without losing or repeating a case', async () => {
  const other = await testSupport(stack);
  const quiet = await other.start();
  const partner = { name: 'Association', profession: 'social', commune: '59606', counselling: [] };
  await quiet.ask(operator, 'PUT', '/partners/pt-social', partner);
  const consent = { until: new Date(Date.now() + 86_400_000).toISOString() };
  for (let number = 0; number < 7; number++) {
    const person = identity({ givenName: `Page ${number}`, birthDate: undefined });
    expect((await quiet.ask(social, 'POST', '/cases', opening({ identity: person, consent }))).status).toBe(201);
  }
  for (const method of ['GET', 'POST'] as const) {
    const names: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const answer: Answer =
        method === 'GET'
          ? await quiet.ask(social, 'GET', `/cases?limit=3${cursor ? `&cursor=${cursor}` : ''}`)
          : await quiet.ask(social, 'POST', '/cases/search', { part: 'pag', limit: 3, ...(cursor ? { cursor } : {}) });
      names.push(...(answer.body.cases as { name: string }[]).map(({ name }) => name));
      cursor = answer.body.nextCursor as string | null;
    }
    expect(names).toHaveLength(7);
    expect(new Set(names).size).toBe(7);
  }
  await quiet.stop();
  await other.stopIssuer();
});

it('finds in one process whom another has opened, corrected and shown', async () => {
  const second = await world.start({}, { clock: { now: () => new Date(nowMs) } });
  const { caseId } = await open({ identity: identity({ givenName: 'Replica', familyName: 'Ancien' }) });
  const findsIn = (who: typeof social, part: string) =>
    until(
      `${part} in the other process`,
      async () => {
        const { body } = await second.ask(who, 'POST', '/cases/search', { part });
        return (body.cases as { caseId: string }[]).some((line) => line.caseId === caseId) ? true : undefined;
      },
      { withinMs: 10_000 },
    );
  await findsIn(social, 'ancien');
  const corrected = { identity: identity({ givenName: 'Replica', familyName: 'Quimperec' }) };
  expect((await support.ask(social, 'PUT', `/cases/${caseId}/identity`, corrected)).status).toBe(200);
  await findsIn(social, 'quimp');
  await support.ask(social, 'POST', `/cases/${caseId}/consents`, { partnerId: 'pt-legal', until: inDays(3) });
  await findsIn(legal, 'quimp');
  await second.stop();
});

it('forgets an erased person for good, and keeps the count', async () => {
  const { caseId } = await open({ identity: identity({ givenName: 'Oubli' }) });
  await support.ask(social, 'POST', `/cases/${caseId}/notes`, { text: 'Une note' });
  expect((await support.ask(social, 'POST', `/cases/${caseId}/erase`, {})).status).toBe(204);
  const view = viewOf(await support.ask(social, 'GET', `/cases/${caseId}`));
  expect(view).toMatchObject({ erased: true, identity: null, notes: [{ text: '' }], countedYears: [2026] });
  expect(await searching(social, 'oubli')).toEqual([]);
  expect((await support.ask(social, 'POST', `/cases/${caseId}/notes`, { text: 'x' })).status).toBe(410);
});

it('refuses roles that are not of this work, and people who work for no partner', async () => {
  for (const roles of [['hotline'], ['operator'], ['justice']] as const)
    expect((await support.ask({ roles, teams: ['pt-social'] }, 'GET', '/cases')).status).toBe(403);
  expect((await support.ask({ roles: ['support'] }, 'GET', '/cases')).body).toMatchObject({
    type: 'urn:abri:problem:no-partner',
  });
  const besides = { roles: ['support'] as const, teams: ['a-team-of-another-service', 'pt-legal'] };
  expect((await support.ask(besides, 'GET', '/cases')).status).toBe(200);
  const two = { roles: ['support'] as const, teams: ['pt-social', 'pt-legal'] };
  expect((await support.ask(two, 'POST', '/cases', opening())).body).toMatchObject({
    type: 'urn:abri:problem:which-partner',
  });
});

it('keeps an audit log of every reading that nobody has changed', async () => {
  const { body } = await support.ask(operator, 'GET', '/audit/verification');
  expect(body).toMatchObject({ whole: true });
  expect(body.entries).toBeGreaterThan(20);
});

it('puts no name, birth date, number or text on a topic', async () => {
  const all = raw.join('\n');
  expect(raw.length).toBeGreaterThan(20);
  for (const secret of [
    'lodie',
    'Vanderbeken',
    '1990-04-12',
    '06 11',
    'sœur',
    'protection',
    'requête',
    'Il a bu',
    'Une note',
  ])
    expect(all).not.toContain(secret);
});
