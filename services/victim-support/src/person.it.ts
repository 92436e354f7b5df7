import { SupportSubjectAccess } from '@abri/contracts/subject-access';
import type { SupportCaseView } from '@abri/contracts/support-api';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import mongoose from 'mongoose';
import { type Answer, legal, operator, social, testSupport } from './test-support.js';

jest.setTimeout(60_000);

let stack: TestStack;
let world: Awaited<ReturnType<typeof testSupport>>;
let support: Awaited<ReturnType<(typeof world)['start']>>;
let nowMs = Date.parse('2026-05-04T08:00:00.000Z');
const clock = { now: () => new Date(nowMs) };
const inDays = (days: number) => new Date(nowMs + days * 86_400_000).toISOString();
const start = () => world.start({ retentionDays: 30 }, { clock });

beforeAll(async () => {
  stack = await testStack();
  world = await testSupport(stack);
  support = await start();
  for (const [partnerId, profession] of [
    ['pt-social', 'social'],
    ['pt-legal', 'legal'],
  ] as const) {
    const partner = { name: `Association ${profession}`, profession, commune: '59606', counselling: [] };
    expect((await support.ask(operator, 'PUT', `/partners/${partnerId}`, partner)).status).toBe(200);
  }
}, 90_000);
afterAll(async () => {
  await support.stop();
  await world.stopIssuer();
  await stack.stop();
}, 60_000);

const viewOf = ({ body }: Answer) => body as unknown as SupportCaseView;
const open = async (givenName: string, birthDate: string) => {
  const answer = await support.ask(social, 'POST', '/cases', {
    identity: { givenName, familyName: 'Quesnay', birthDate, sex: 'female', phone: '06 11' },
    category: 'woman',
    door: 'violence',
    openedBy: 'self',
    consent: { until: inDays(300) },
  });
  expect(answer.status).toBe(201);
  return viewOf(answer).caseId;
};
const act = async (caseId: string, path: string, body: object) =>
  expect((await support.ask(social, 'POST', `/cases/${caseId}${path}`, body)).status).toBeLessThan(300);
const read = async (caseId: string) => viewOf(await support.ask(social, 'GET', `/cases/${caseId}`));

it('gives a person what is held about them, to whoever may erase them, and says when it was read', async () => {
  const caseId = await open('Aïcha', '1991-01-01');
  await act(caseId, '/notes', { text: 'Elle a peur de rentrer' });
  await act(caseId, '/consents', { partnerId: 'pt-legal', until: inDays(60) });
  const at = inDays(4);
  await act(caseId, '/appointments', {
    partnerId: 'pt-social',
    kind: 'office',
    startsAt: at,
    minutes: 30,
    remindHours: 24,
    text: 'Porte B',
  });
  const asked = await support.ask(legal, 'GET', `/cases/${caseId}/subject-access`);
  expect(asked.status).toBe(200);
  const file = SupportSubjectAccess.parse(asked.body);
  expect(file).toMatchObject({
    identity: { givenName: 'Aïcha', familyName: 'Quesnay', phone: '06 11' },
    notes: [{ text: 'Elle a peur de rentrer', partner: 'Association social' }],
    appointments: [{ startsAt: at, text: 'Porte B' }],
    consents: [{ partner: 'Association social' }, { partner: 'Association legal', ended: 'no' }],
  });
  expect(file.readings.at(-1)).toEqual({ at: inDays(0), action: 'subjectAccess' });
  // The issuer's subject of the one who worked on the case is nowhere.
  expect(asked.text).not.toContain('support+pt');
  await act(caseId, '/consents/withdraw', { partnerId: 'pt-legal' });
  expect((await support.ask(legal, 'GET', `/cases/${caseId}/subject-access`)).status).toBe(404);
  await act(caseId, '/erase', {});
  expect((await support.ask(social, 'GET', `/cases/${caseId}/subject-access`)).status).toBe(410);
});

it('erases a case when its time is over, though the service was down on the day, and no other', async () => {
  const [due, reopened, later, left] = [
    await open('Due', '1980-01-01'),
    await open('Rouverte', '1980-01-02'),
    await open('Tard', '1980-01-03'),
    await open('Ouverte', '1980-01-04'),
  ];
  await act(due, '/notes', { text: 'À oublier' });
  for (const caseId of [due, reopened]) await act(caseId, '/close', { reason: 'personWishes' });
  nowMs += 10 * 86_400_000;
  await act(reopened, '/reopen', {});
  await act(later, '/close', { reason: 'personWishes' });
  await support.stop();
  nowMs += 25 * 86_400_000;
  support = await start();
  const view = await until(
    'the case to be erased',
    async () => {
      const found = await read(due);
      return found.erased && found.identity === null ? found : undefined;
    },
    { withinMs: 15_000, everyMs: 50 },
  );
  expect(view).toMatchObject({ notes: [{ text: '' }], countedYears: [2026] });
  const connection = await mongoose.createConnection(world.base.mongoUri).asPromise();
  const about = await connection.collection('audit').find({ subject: due, who: 'retention' }).toArray();
  expect(about).toMatchObject([{ action: 'personErased' }]);
  const key = await connection.collection('personKeys').findOne({ _id: due as never });
  expect(key).toMatchObject({ wrapped: null });
  // Those that the look has begun with are done with: it stands on no list any more.
  await until(
    'the look to be over',
    async () => (await connection.collection('begunErasures').countDocuments()) === 0 || undefined,
    { withinMs: 10_000, everyMs: 50 },
  );
  await connection.close();
  for (const caseId of [reopened, later, left]) expect((await read(caseId)).identity).not.toBeNull();
});
