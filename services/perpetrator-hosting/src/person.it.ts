import type { PenalFileView, SiteView } from '@abri/contracts/hosting-api';
import { PenalSubjectAccess } from '@abri/contracts/subject-access';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import { newLinkCode } from '@abri/service-kit/link-code';
import mongoose from 'mongoose';
import { type Answer, judge, operator, testHosting } from './test-hosting.js';

jest.setTimeout(60_000);

let stack: TestStack;
let world: Awaited<ReturnType<typeof testHosting>>;
let hosting: Awaited<ReturnType<(typeof world)['start']>>;
let nowMs = Date.parse('2026-05-04T08:00:00.000Z');
const day = (days: number) => new Date(nowMs + days * 86_400_000).toISOString().slice(0, 10);
const start = () => world.start({ now: () => new Date(nowMs) }, { retentionDays: 30 });

beforeAll(async () => {
  stack = await testStack();
  world = await testHosting(stack);
  hosting = await start();
}, 90_000);
afterAll(async () => {
  await hosting.stop();
  await world.stopOthers();
  await stack.stop();
}, 60_000);

const viewOf = ({ body }: Answer) => body as unknown as PenalFileView;
const open = async (givenName: string) => {
  const answer = await hosting.ask(judge, 'POST', '/files', {
    identity: { givenName, familyName: 'Wattrelosquin', prosecutorReference: 'PR-1' },
    door: 'prosecutor',
    assessment: { instrument: 'abri-short-1', answers: { strangulation: 'yes' } },
    confirmNew: true,
  });
  expect(answer.status).toBe(201);
  return viewOf(answer).fileId;
};
const act = async (fileId: string, path: string, body: object) => {
  const answer = await hosting.ask(judge, 'POST', `/files/${fileId}${path}`, body);
  expect([path, answer.status < 300, answer.status < 300 ? null : answer.body]).toEqual([path, true, null]);
  return viewOf(answer);
};
const read = async (fileId: string) => viewOf(await hosting.ask(judge, 'GET', `/files/${fileId}`));

it('tells a person of a file what is held about them, and nothing that the victim said or where anybody else is', async () => {
  const fileId = await open('Gérald');
  const view = await act(fileId, '/decisions', {
    kind: 'probation',
    from: day(0),
    until: day(90),
    conditions: ['noContact'],
    grounds: 'prosecutorInstructs',
    stepDown: false,
    text: 'Elle est chez sa mère à Sebourg',
  });
  const measureId = view.measures[0]?.measureId ?? '';
  await act(fileId, '/notes', { text: 'Vu près de Sebourg' });
  await act(fileId, '/zones', {
    area: { commune: '59559', radiusKm: 3 },
    from: day(0),
    until: day(60),
    codes: [newLinkCode()],
  });
  const zoneId = (await read(fileId)).zones[0]?.zoneId ?? '';
  await act(fileId, `/zones/${zoneId}/breaches`, { on: day(0) });
  for (const kind of ['contact', 'missedAppointment'])
    await act(fileId, `/measures/${measureId}/breaches`, { kind, on: day(0), text: 'Selon la victime, à Sebourg' });
  const site = (
    await hosting.ask(operator, 'POST', '/sites', { name: 'Les Forges', commune: '59172', places: [{ label: '1' }] })
  ).body as unknown as SiteView;
  expect(site.commune).toBe('59172');

  const asked = await hosting.ask(judge, 'GET', `/files/${fileId}/subject-access`);
  expect(asked.status).toBe(200);
  const file = PenalSubjectAccess.parse(asked.body);
  expect(file).toMatchObject({
    identity: { givenName: 'Gérald', prosecutorReference: 'PR-1' },
    measures: [{ kind: 'probation', conditions: ['noContact'] }],
    decisions: [{ direction: 'first', grounds: 'prosecutorInstructs' }],
    breaches: [{ kind: 'missedAppointment', on: day(0) }],
    notes: [{}],
  });
  const text = JSON.stringify(asked.body);
  for (const secret of ['Sebourg', '59559', 'victim', 'strangulation', 'enteredZone', '"contact"', 'judge', zoneId])
    expect(text).not.toContain(secret);
  // A file without any of that says the same of what was left out.
  const plain = PenalSubjectAccess.parse(
    (await hosting.ask(judge, 'GET', `/files/${await open('Paul')}/subject-access`)).body,
  );
  expect(plain.withheld).toEqual(file.withheld);
  expect(new Set(file.readings.map(({ action }) => action))).toEqual(new Set(['fileRead', 'subjectAccess']));
});

it('erases a file when its time is over, though the service was down on the day; a zone, or a reopening, keeps it', async () => {
  const [due, reopened, zoned] = [await open('Dû'), await open('Rouvert'), await open('Zone')];
  await act(zoned, '/zones', {
    area: { commune: '59559', radiusKm: 3 },
    from: day(0),
    until: day(60),
    codes: [newLinkCode()],
  });
  for (const fileId of [due, reopened, zoned]) await act(fileId, '/close', { grounds: 'complied' });
  nowMs += 10 * 86_400_000;
  await act(reopened, '/reopen', {});
  await hosting.stop();
  nowMs += 21 * 86_400_000;
  hosting = await start();
  const erased = (fileId: string) =>
    until(
      'the file to be erased',
      async () => {
        const found = await read(fileId);
        return found.erased && found.identity === null ? found : undefined;
      },
      { withinMs: 15_000, everyMs: 50 },
    );
  await erased(due);
  const connection = await mongoose.createConnection(world.base.mongoUri).asPromise();
  await until(
    'the look to be over',
    async () => (await connection.collection('begunErasures').countDocuments()) === 0 || undefined,
    { withinMs: 10_000, everyMs: 50 },
  );
  const about = await connection.collection('audit').find({ subject: due, who: 'retention' }).toArray();
  expect(about).toMatchObject([{ action: 'personErased' }]);
  await connection.close();
  for (const fileId of [reopened, zoned]) expect((await read(fileId)).identity).not.toBeNull();

  // Once the zone is over, nothing keeps the file.
  await hosting.stop();
  nowMs += 61 * 86_400_000;
  hosting = await start();
  await until('the zone to end', async () => ((await read(zoned)).zones[0]?.state === 'ended' ? true : undefined), {
    withinMs: 15_000,
    everyMs: 50,
  });
  await hosting.stop();
  hosting = await start();
  await erased(zoned);
  expect((await hosting.ask(judge, 'GET', `/files/${zoned}/subject-access`)).status).toBe(410);
});
