import { kafkaBus } from '@abri/bus/kafka';
import { parseMessage } from '@abri/bus/parse';
import type { HostingHoldView, PenalFileView, SiteView } from '@abri/contracts/hosting-api';
import { ZoneEvent } from '@abri/contracts/hosting-events';
import { topics } from '@abri/contracts/topics';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until as untilIt } from '@abri/local-stack/until';
import { digestOfLinkCode, newLinkCode } from '@abri/service-kit/link-code';
import mongoose from 'mongoose';
import { type Answer, hotline, judge, operator, testHosting } from './test-hosting.js';

jest.setTimeout(60_000);

const until = <T>(what: string, ask: () => Promise<T | undefined>) =>
  untilIt(what, ask, { withinMs: 20_000, everyMs: 50 });
let stack: TestStack;
let world: Awaited<ReturnType<typeof testHosting>>;
let hosting: Awaited<ReturnType<(typeof world)['start']>>;
let bus: ReturnType<typeof kafkaBus>;
const zoneEvents: ZoneEvent[] = [];
const clock = { now: () => new Date('2026-05-04T08:00:00.000Z') };

beforeAll(async () => {
  stack = await testStack();
  world = await testHosting(stack);
  hosting = await world.start(clock);
  const { brokers, topicPrefix } = world.base;
  bus = kafkaBus({ brokers, clientId: 'test', parkingTopic: topics.parking, topicPrefix });
  await bus.replay({
    topics: [topics.zoneEvents],
    name: 'test',
    handler: async (message) => void zoneEvents.push(parseMessage(ZoneEvent, message)),
  });
}, 90_000);
afterAll(async () => {
  await bus.close();
  await hosting.stop();
  await world.stopOthers();
  await stack.stop();
}, 60_000);

const problem = ({ status, body }: Answer) => [status, String(body.type).replace('urn:abri:problem:', '')];
const denain = '59172';
/** A file with a hosting measure, a zone with these codes, and a site with places. */
async function given(codes: string[], labels = ['1', '2']) {
  const ask: typeof hosting.ask = (...asked) => hosting.ask(...asked);
  const assessment = { instrument: 'abri-short-1', answers: { strangulation: 'yes' } };
  const identity = { givenName: 'Sûr', familyName: 'Ternisien' };
  const opened = await ask(judge, 'POST', '/files', { identity, door: 'court', assessment, confirmNew: true });
  const { fileId } = opened.body as unknown as PenalFileView;
  const period = { from: '2026-05-04', until: '2026-09-01' };
  const decision = { kind: 'hosting', ...period, grounds: 'courtOrders' };
  expect((await ask(judge, 'POST', `/files/${fileId}/decisions`, decision)).status).toBe(201);
  const zone = (more: string[], area = { commune: '59606', radiusKm: 2 }) =>
    ask(judge, 'POST', `/files/${fileId}/zones`, { area, ...period, codes: more });
  const zoned = (await zone(codes)).body as unknown as PenalFileView;
  const body = { name: 'Site', commune: denain, places: labels.map((label) => ({ label })) };
  const site = (await ask(operator, 'POST', '/sites', body)).body as unknown as SiteView;
  const hold = (more: object = {}, place = 0, key?: string) =>
    ask(judge, 'POST', `/sites/${site.siteId}/holds`, { fileId, placeId: site.places[place]?.placeId, ...more }, key);
  const step = ({ holdId, token }: HostingHoldView['hold'], name: string) =>
    ask(judge, 'POST', `/sites/${site.siteId}/holds/${holdId}/${name}`, { token });
  return {
    fileId,
    zoneId: zoned.zones[0]?.zoneId ?? '',
    siteId: site.siteId,
    zone,
    hold,
    step,
    view: async () => (await ask(judge, 'GET', `/files/${fileId}`)).body as unknown as PenalFileView,
    question: (who = judge) => ask(who, 'POST', `/files/${fileId}/safety-questions`, { siteId: site.siteId }),
  };
}

it('asks about every case of the live zones, by digest and commune alone, and says yes only when all are safe', async () => {
  const [one, two, over] = [newLinkCode(), newLinkCode(), newLinkCode()];
  const { fileId, zone, question } = await given([over]);
  const ended = (await hosting.ask(judge, 'GET', `/files/${fileId}`)).body as unknown as PenalFileView;
  await hosting.ask(judge, 'POST', `/files/${fileId}/zones/${ended.zones[0]?.zoneId}/end`, {});
  await zone([one]);
  await zone([one, two], { commune: '59014', radiusKm: 0 });
  const digests = [one, two].map(digestOfLinkCode);

  world.matching.answers(() => true);
  expect(await question()).toEqual({ status: 200, body: { safe: true } });
  const sorted = (links: string[]) => [...links].sort();
  expect(sorted(world.matching.asked.map(({ link }) => link))).toEqual(sorted(digests));
  expect(new Set(world.matching.asked.map(({ commune }) => commune))).toEqual(new Set([denain]));

  world.matching.answers(({ link }) => link === digests[0]);
  expect(await question()).toEqual({ status: 200, body: { safe: false } });
  expect(world.matching.asked).toHaveLength(2);
  expect((await question(hotline)).status).toBe(403);
});

it('gives no answer when matching gives none, and none where no zone protects a case', async () => {
  const { question } = await given([newLinkCode()]);
  for (const how of ['away', 'refused'] as const) {
    world.matching.answers(() => how);
    expect(problem(await question())).toEqual([503, 'safety-not-answered']);
  }
  const alone = await given([]);
  expect(problem(await alone.question())).toEqual([409, 'no-case-linked']);
  expect((await alone.hold()).status).toBe(201);
});

it('holds a place that is not known to be safe only when a person says so, and keeps that it was said', async () => {
  const { hold, view } = await given([newLinkCode()]);
  world.matching.answers(() => false);
  expect(problem(await hold())).toEqual([409, 'not-known-safe']);
  world.matching.answers(() => 'away');
  expect(problem(await hold())).toEqual([503, 'safety-not-answered']);
  expect((await hold({ despite: true })).status).toBe(201);
  expect((await view()).stay).toMatchObject({ despite: true });

  const other = await given([newLinkCode()]);
  world.matching.answers(() => true);
  const first = await other.hold({}, 0, 'safe-key-1');
  expect(first.status).toBe(201);
  // The same request again holds nothing new, and so asks nothing.
  world.matching.answers(() => false);
  expect((await other.hold({}, 0, 'safe-key-1')).status).toBe(201);
  expect((await other.view()).stay).toMatchObject({ despite: false });
});

it('tells the zones of a file when its person comes to live in a hosting place and when they leave', async () => {
  world.matching.answers(() => true);
  const { zoneId, hold, step, view, zone, fileId } = await given([newLinkCode()]);
  const told = (id: string) =>
    zoneEvents.flatMap((event) =>
      event.aggregateId === id && event.type === 'HostedAwayChanged' ? [event.data.hostedAway] : [],
    );
  const { hold: held } = (await hold()).body as unknown as HostingHoldView;
  await step(held, 'confirm');
  expect((await view()).zones).toMatchObject([{ hostedAway: false }]);
  await step(held, 'arrive');
  expect((await view()).zones).toMatchObject([{ hostedAway: true }]);
  await until('the arrival on the topic', async () => told(zoneId)[0] ?? undefined);

  const later = (await zone([], { commune: '59014', radiusKm: 0 })).body as unknown as PenalFileView;
  expect(later.zones.map(({ hostedAway }) => hostedAway)).toEqual([true, true]);
  const code = newLinkCode();
  await hosting.ask(judge, 'POST', `/files/${fileId}/zones/${zoneId}/links`, { code });
  await until('the linked case has heard', async () =>
    zoneEvents.find((event) => event.type === 'HostedAwayChanged' && event.data.links.includes(digestOfLinkCode(code))),
  );
  await step(held, 'leave');
  expect((await view()).zones.map(({ hostedAway }) => hostedAway)).toEqual([false, false]);
  await until('the departure on the topic', async () => told(zoneId).includes(false) || undefined);
});

it('finds again what a process that died after an arrival has not told', async () => {
  world.matching.answers(() => true);
  const { zoneId, hold, step, view } = await given([newLinkCode()]);
  const { hold: held } = (await hold()).body as unknown as HostingHoldView;
  await step(held, 'confirm');
  await step(held, 'arrive');
  const connection = await mongoose.createConnection(world.base.mongoUri).asPromise();
  // As the database was when that process died: the site knows of the arrival, the zone does not.
  await hosting.stop();
  await connection
    .collection<{ _id: string }>('zones')
    .updateOne({ _id: zoneId }, { $set: { 'state.hostedAway': false } });
  await connection.close();
  hosting = await world.start(clock);
  await until('the zone says it', async () => (await view()).zones[0]?.hostedAway || undefined);
});
