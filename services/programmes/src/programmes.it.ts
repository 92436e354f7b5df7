import { kafkaBus } from '@abri/bus/kafka';
import { parseMessage } from '@abri/bus/parse';
import type { SeriesLine, SeriesView } from '@abri/contracts/programmes-api';
import { ProgrammesEvent, ProgrammesState } from '@abri/contracts/programmes-events';
import { ParticipantSubjectAccess } from '@abri/contracts/subject-access';
import { topics } from '@abri/contracts/topics';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import { type Answer, leader, nurse, officer, operator, testProgrammes } from './test-programmes.js';

jest.setTimeout(60_000);

let stack: TestStack;
let world: Awaited<ReturnType<typeof testProgrammes>>;
let service: Awaited<ReturnType<(typeof world)['start']>>;
let bus: ReturnType<typeof kafkaBus>;
let nowMs = Date.parse('2026-02-02T08:00:00.000Z');
const inDays = (days: number) => new Date(nowMs + days * 86_400_000).toISOString();
const events: ProgrammesEvent[] = [];
const raw: string[] = [];

beforeAll(async () => {
  stack = await testStack();
  world = await testProgrammes(stack);
  service = await world.start({}, { clock: { now: () => new Date(nowMs) } });
  const { brokers, topicPrefix } = world.base;
  bus = kafkaBus({ brokers, clientId: 'test', parkingTopic: topics.parking, topicPrefix });
  await bus.replay({
    topics: [topics.programmesEvents, topics.programmesState],
    name: 'test',
    async handler(message) {
      raw.push(JSON.stringify(message));
      if (message.topic.endsWith(topics.programmesEvents)) events.push(parseMessage(ProgrammesEvent, message));
      else parseMessage(ProgrammesState, message);
    },
  });
}, 90_000);
afterAll(async () => {
  await bus.close();
  await service.stop();
  await world.stopIssuer();
  await stack.stop();
}, 60_000);

const viewOf = ({ body }: Answer) => body as unknown as SeriesView;
const plan = async (programme: object, title: string, days: number[], key?: string) => {
  const sessions = days.map((day) => ({ startsAt: inDays(day), minutes: 120 }));
  const body = { programme, texts: { title, place: 'Collège des Exemples' }, sessions };
  const answer = await service.ask(leader, 'POST', '/series', body, key ? { 'idempotency-key': key } : {});
  expect(answer.status).toBe(201);
  return viewOf(answer);
};
const training = (title: string, seats: number, days: number[]) =>
  plan({ kind: 'training', subject: 'detection', commune: '59606', seats }, title, days);
const professional = (name: string) => ({ professional: { name, organisation: 'CH' }, field: 'health' });

it('takes a training from the sign-up to the certificate', async () => {
  const { seriesId, sessions } = await training('Repérer', 1, [1, 8]);
  const own = viewOf(await service.ask(nurse, 'POST', `/series/${seriesId}/own-sign-up`, professional('Zoé Quintrel')));
  expect(own).toMatchObject({ own: { state: 'signedUp' }, freeSeats: 0 });
  const second = await service.ask(officer, 'POST', `/series/${seriesId}/own-sign-up`, professional('Ugo Fabrègue'));
  expect(viewOf(second)).toMatchObject({ own: { state: 'waiting' }, participants: [{}] });
  const participantId = own.own?.participantId ?? '';
  const path = (index: number) => `/series/${seriesId}/sessions/${sessions[index]?.sessionId}/attendance`;
  expect((await service.ask(leader, 'POST', path(0), { attended: [participantId] })).status).toBe(409);
  nowMs += 9 * 86_400_000;
  for (const index of [0, 1])
    expect((await service.ask(leader, 'POST', path(index), { attended: [participantId] })).status).toBe(200);
  const ended = viewOf(await service.ask(leader, 'POST', `/series/${seriesId}/complete`, {}));
  expect(ended.participants.find((one) => one.participantId === participantId)).toMatchObject({
    professional: { name: 'Zoé Quintrel' },
    certificateId: expect.any(String),
  });
  const certificate = `/series/${seriesId}/certificates/${participantId}`;
  expect((await service.ask(nurse, 'GET', certificate)).body).toMatchObject({
    professional: { name: 'Zoé Quintrel' },
    minutes: 240,
  });
  expect((await service.ask(officer, 'GET', certificate)).status).toBe(404);
  expect((await service.ask(leader, 'GET', '/results?year=2026')).body).toMatchObject({
    professionalsTrained: 1,
    trainedBySubject: { detection: 1, reception: 0 },
  });
});

it('gives the seat of whoever steps back to the first who waits', async () => {
  const { seriesId } = await training('Accueillir', 1, [5]);
  await service.ask(nurse, 'POST', `/series/${seriesId}/own-sign-up`, professional('A B'));
  await service.ask(officer, 'POST', `/series/${seriesId}/own-sign-up`, professional('C D'));
  await service.ask(nurse, 'POST', `/series/${seriesId}/own-sign-up/withdraw`, {});
  const seen = viewOf(await service.ask(officer, 'GET', `/series/${seriesId}`));
  expect(seen.own).toMatchObject({ state: 'signedUp' });
});

it('counts pupils, the public and group sessions in the results of the year', async () => {
  const school = await plan({ kind: 'school', level: 'lowerSecondary', commune: '59606' }, 'Égalité 4e B', [1]);
  const open = await plan({ kind: 'public', form: 'film', commune: '59606' }, 'Ciné-débat', [1]);
  const group = await plan({ kind: 'therapy', audience: 'men', commune: '59606', seats: 8 }, 'Groupe', [1, 2]);
  nowMs += 3 * 86_400_000;
  const hold = (view: SeriesView, index: number, reached: number) =>
    service.ask(leader, 'POST', `/series/${view.seriesId}/sessions/${view.sessions[index]?.sessionId}/held`, {
      reached,
    });
  expect((await hold(school, 0, 27)).status).toBe(200);
  expect((await hold(school, 0, 26)).status).toBe(200);
  await hold(open, 0, 80);
  await hold(group, 0, 6);
  await hold(group, 1, 5);
  const scores = { useful: [0, 0, 2, 4, 10], clear: [0, 0, 0, 8, 8], recommend: [0, 0, 0, 0, 16] };
  const feedback = `/series/${school.seriesId}/sessions/${school.sessions[0]?.sessionId}/feedback`;
  expect(viewOf(await service.ask(leader, 'POST', feedback, scores)).sessions[0]?.feedback).toEqual(scores);
  expect((await service.ask(leader, 'GET', '/results?year=2026')).body).toMatchObject({
    pupils: 26,
    schoolSessions: 1,
    publicReached: 80,
    therapySessions: { men: 2, women: 0, children: 0 },
  });
  await until(
    'both figures told',
    async () =>
      events.find(({ aggregateId, type }) => aggregateId === school.seriesId && type === 'SessionCountCorrected'),
    { withinMs: 10_000 },
  );
});

it('shows other partners trainings and public events only, without names', async () => {
  const group = await plan({ kind: 'therapy', audience: 'women', commune: '59606', seats: 8 }, 'Paroles', [30]);
  const { seriesId } = await training('Ouverte', 5, [31]);
  await service.ask(leader, 'POST', `/series/${seriesId}/sign-ups`, professional('Secret Nom'));
  const list = (await service.ask(nurse, 'GET', '/series')).body as { series: SeriesLine[] };
  expect(new Set(list.series.map(({ programme }) => programme.kind))).toEqual(new Set(['training', 'public']));
  expect((await service.ask(nurse, 'GET', `/series/${group.seriesId}`)).status).toBe(404);
  const seen = await service.ask(nurse, 'GET', `/series/${seriesId}`);
  expect(seen.text).not.toContain('Secret');
  for (const path of ['/series', `/series/${seriesId}/complete`])
    expect((await service.ask(nurse, 'POST', path, {})).status).toBe(403);
});

it('finds what happens in a month, page by page', async () => {
  const [from, to] = [inDays(60), inDays(90)];
  for (let day = 61; day < 66; day++) await training(`Mois ${day}`, 5, [day]);
  await training('Plus tard', 5, [95]);
  const titles: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = `?from=${from}&to=${to}&limit=2${cursor ? `&cursor=${cursor}` : ''}`;
    const { body }: Answer = await service.ask(leader, 'GET', `/series${query}`);
    titles.push(...(body.series as SeriesLine[]).map(({ title }) => title));
    cursor = body.nextCursor as string | null;
  }
  expect(titles.sort()).toEqual(['Mois 61', 'Mois 62', 'Mois 63', 'Mois 64', 'Mois 65']);
});

it('plans once for one key, and names everything that is wrong at once', async () => {
  const school = { kind: 'school', level: 'primary', commune: '59606' };
  const start = inDays(1);
  const sessions = [{ startsAt: start, minutes: 60 }];
  const body = { programme: school, texts: { title: 'Une fois' }, sessions };
  const ask = () => service.ask(leader, 'POST', '/series', body, { 'idempotency-key': 'plan-only-once' });
  const [first, second] = await Promise.all([ask(), ask()]);
  expect(viewOf(second).seriesId).toBe(viewOf(first).seriesId);
  const wrong = {
    programme: school,
    texts: { title: 'x', materials: [{ label: 'm', url: 'javascript:alert(1)' }] },
    sessions: [{ startsAt: 'soon', minutes: 1 }],
  };
  const refused = await service.ask(leader, 'POST', '/series', wrong);
  expect((refused.body.violations as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
    '/texts/title',
    '/texts/materials/0/url',
    '/sessions/0/startsAt',
    '/sessions/0/minutes',
  ]);
});

it('gives a participant what is held about them, by those who run the programme alone', async () => {
  const { seriesId, sessions } = await training('Droit d’accès', 3, [1, 2]);
  const names = ['Aude Vauquelin', 'Noé Wattrelos'];
  for (const name of names) await service.ask(leader, 'POST', `/series/${seriesId}/sign-ups`, professional(name));
  const { participants } = viewOf(await service.ask(leader, 'GET', `/series/${seriesId}`));
  const [{ participantId = '' } = {}] = participants;
  nowMs += 36 * 3_600_000;
  const attendance = `/series/${seriesId}/sessions/${sessions[0]?.sessionId}/attendance`;
  await service.ask(leader, 'POST', attendance, { attended: [participantId] });
  const path = `/series/${seriesId}/sign-ups/${participantId}`;
  expect((await service.ask(nurse, 'GET', `${path}/subject-access`)).status).toBe(403);
  const asked = await service.ask(leader, 'GET', `${path}/subject-access`);
  const held = ParticipantSubjectAccess.parse(asked.body);
  expect(held).toMatchObject({
    professional: { name: names[0] },
    title: 'Droit d’accès',
    sessions: [
      { state: 'held', attended: true },
      { state: 'planned', attended: false },
    ],
  });
  expect(held.readings.map(({ action }) => action)).toEqual(['participantsRead', 'subjectAccess']);
  expect(asked.text).not.toContain(names[1]);
  await service.ask(leader, 'POST', `${path}/erase`, {});
  expect(await service.ask(leader, 'GET', `${path}/subject-access`)).toMatchObject({
    status: 410,
    body: { type: 'urn:abri:problem:person-erased' },
  });
});

it('forgets an erased participant for good, and keeps the figures', async () => {
  const { seriesId } = await training('Effacer', 3, [1]);
  const signed = viewOf(await service.ask(leader, 'POST', `/series/${seriesId}/sign-ups`, professional('Oubli Total')));
  const participantId = signed.participants[0]?.participantId ?? '';
  expect((await service.ask(leader, 'POST', `/series/${seriesId}/sign-ups/${participantId}/erase`, {})).status).toBe(
    204,
  );
  const after = viewOf(await service.ask(leader, 'GET', `/series/${seriesId}`));
  expect(after.participants).toMatchObject([{ professional: null, state: 'signedUp' }]);
});

it('forgets who took part in a training when its time is over, and nobody of a later one', async () => {
  const [past, coming] = [await training('Passée', 5, [1, 2]), await training('À venir', 5, [3, 60])];
  const names = ['Léontine Vasquier', 'Barnabé Ostrowicz'];
  for (const [at, { seriesId }] of [past, coming].entries())
    await service.ask(leader, 'POST', `/series/${seriesId}/sign-ups`, professional(names[at] ?? ''));
  const namesIn = async ({ seriesId }: SeriesView) => (await service.ask(leader, 'GET', `/series/${seriesId}`)).text;
  expect(await namesIn(past)).toContain(names[0]);
  await service.stop();
  nowMs += 33 * 86_400_000;
  service = await world.start({ retentionDays: 30 }, { clock: { now: () => new Date(nowMs) } });
  const gone = async () => !(await namesIn(past)).includes(names[0] ?? '') || undefined;
  await until('the name to be erased', gone, { withinMs: 15_000, everyMs: 50 });
  expect(await namesIn(coming)).toContain(names[1]);
  expect(viewOf(await service.ask(leader, 'GET', `/series/${past.seriesId}`)).participants).toHaveLength(1);
});

it('keeps an audit log that nobody has changed', async () => {
  expect((await service.ask(operator, 'GET', '/audit/verification')).body).toMatchObject({ whole: true });
});

it('puts no name, title or place on a topic', async () => {
  expect(raw.length).toBeGreaterThan(20);
  for (const secret of ['Quintrel', 'Fabrègue', 'Secret Nom', 'Collège', 'Égalité', 'Ciné'])
    expect(raw.join('\n')).not.toContain(secret);
});
