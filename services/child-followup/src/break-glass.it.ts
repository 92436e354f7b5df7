import type { IncomingMessage } from '@abri/bus/port';
import type { BreakGlassAnswer, BreakGlassList, CaseView } from '@abri/contracts/child-followup-api';
import { topics } from '@abri/contracts/topics';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import { referenceOf } from '@abri/contracts/placement';
import mongoose from 'mongoose';
import type { z } from 'zod';
import { mostADay } from './break-glass.js';
import {
  canaries,
  hotline,
  identity,
  lead,
  neighbour,
  operator,
  referral,
  testFollowup,
  type Who,
  worker,
} from './test-followup.js';

jest.setTimeout(40_000);

let stack: TestStack;
let world: Awaited<ReturnType<typeof testFollowup>>;
let service: Awaited<ReturnType<(typeof world)['start']>>;
let database: mongoose.Connection;
const heard: IncomingMessage[] = [];
const secret = 'Trouvée seule avec son nounours devant la gare.';

beforeAll(async () => {
  stack = await testStack();
  world = await testFollowup(stack);
  service = await world.start();
  database = await mongoose.createConnection(world.config.mongoUri).asPromise();
  await world.bus.replay({
    topics: [topics.childFollowupEvents, topics.childFollowupState],
    name: 'test',
    handler: async (message) => void heard.push(message),
  });
  const person = (workerId: string, isLead: boolean) => ({ workerId, name: workerId, lead: isLead });
  const east = { name: 'Valenciennes', workers: [person('w1', false), person('lead', true)] };
  await service.ask(operator, 'PUT', '/teams/east', east);
  await service.ask(operator, 'PUT', '/teams/west', { name: 'Denain', workers: [person('n1', true)] });
}, 90_000);
afterAll(async () => {
  await database.close();
  await service.stop();
  await world.stop();
  await stack.stop();
}, 60_000);

/** Somebody of the team next door whom no other test has used: nobody's day is spent by another test. */
let number = 0;
const somebody = (): Who => ({ ...neighbour, subject: `night-${(number += 1)}` });
const opened = async (more: object = {}) =>
  (await service.take(worker, 'POST', '/cases', { ...referral, ...more })).case.caseId;
const breaking = (who: Who, caseId: string, more: object = {}, key?: string) =>
  service.ask(
    who,
    'POST',
    '/break-glass',
    { reference: referenceOf(caseId).toLowerCase(), reason: 'childAlone', text: secret, ...more },
    key,
  );
const broken = async (who: Who, caseId: string) => {
  const { status, body, text } = await breaking(who, caseId);
  expect({ status, text: status === 200 ? '' : text }).toEqual({ status: 200, text: '' });
  return (body as z.infer<typeof BreakGlassAnswer>).access;
};
const listOf = async (who: Who) =>
  (await service.ask(who, 'GET', '/break-glass')).body as z.infer<typeof BreakGlassList>;
const audited = async (who: Who) =>
  (await database.collection('audit').find({ who: who.subject }).sort({ _id: 1 }).toArray()).map(
    ({ action, subject, purpose }) => ({ action, subject, purpose }) as Record<string, string>,
  );
const gauge = async (name: string) =>
  Number(new RegExp(`^${name}\\{.*\\} (\\d+)`, 'm').exec(await (await fetch(`${service.url}/metrics`)).text())?.[1]);

it('opens a case of another team by its exact code for an hour, and ends by itself', async () => {
  const [caseId, night] = [await opened(), somebody()];
  const at = `/cases/${caseId}`;
  expect((await service.ask(night, 'GET', at)).status).toBe(404);
  const access = await broken(night, caseId);
  expect(Date.parse(access.until) - Date.parse(access.openedAt)).toBe(3_600_000);
  expect(await service.take(night, 'GET', at)).toMatchObject({ identity });
  expect(await listOf(night)).toMatchObject({ mine: [{ caseId, name: null }], toReview: [] });
  // Nobody else of that team, and nobody of another role.
  expect((await service.ask(somebody(), 'GET', at)).status).toBe(404);
  expect((await breaking(hotline, caseId)).status).toBe(403);
  world.later(59 / 60);
  expect((await service.ask(night, 'GET', at)).status).toBe(200);
  expect(await broken(night, caseId)).toEqual(access);
  world.later(1 / 60);
  expect((await service.ask(night, 'GET', at)).status).toBe(404);
  expect((await listOf(night)).mine).toEqual([]);
});

it('reads under an audit of its own, and writes a note for the team, nothing else', async () => {
  const [caseId, night] = [await opened(), somebody()];
  const at = `/cases/${caseId}`;
  const content = Buffer.from('nounours').toString('base64');
  const document = { kind: 'school', title: 'Lettre', mediaType: 'text/plain', content };
  const { documents } = await service.take(worker, 'POST', `${at}/documents`, document);
  const documentId = documents[0]?.documentId ?? '';
  const { accessId } = await broken(night, caseId);
  await service.take(night, 'GET', at);
  expect((await service.ask(night, 'GET', `${at}/documents/${documentId}`)).status).toBe(200);
  const view = await service.take(night, 'POST', `${at}/notes`, { text: 'Confiée à la police de Denain.' });
  expect(view.notes).toMatchObject([{ by: night.subject }]);
  for (const [method, path, body] of [
    ['POST', '/tasks/t1/done', undefined],
    ['PUT', '/danger', { danger: 'extreme' }],
    ['PUT', '/identity', identity],
    ['POST', '/hand-over', { to: 'west' }],
    ['POST', '/erasure', undefined],
    ['GET', '/candidates', undefined],
  ] as const)
    expect({ path, status: (await service.ask(night, method, at + path, body)).status }).toEqual({ path, status: 404 });
  expect(await audited(night)).toEqual([
    { action: 'breakGlassOpened', subject: caseId, purpose: accessId },
    { action: 'breakGlassCaseRead', subject: caseId, purpose: accessId },
    { action: 'breakGlassDocumentRead', subject: caseId, purpose: `${accessId} document:${documentId}` },
    { action: 'breakGlassNoteAdded', subject: caseId, purpose: accessId },
  ]);
  world.later(1);
  expect((await service.ask(night, 'POST', `${at}/notes`, { text: 'Plus tard.' })).status).toBe(404);
});

it('stands before the team at once, until its lead has given a verdict with a note', async () => {
  const [caseId, night] = [await opened(), somebody()];
  const before = await gauge('abri_break_glass_unreviewed');
  const { accessId } = await broken(night, caseId);
  const rowsOf = async (who: Who) => (await listOf(who)).toReview.filter((row) => row.accessId === accessId);
  expect(await rowsOf(worker)).toMatchObject([
    { by: night.subject, text: secret, name: 'Zélie Quesnoy', mayReview: false },
  ]);
  expect(await rowsOf(lead)).toMatchObject([{ mayReview: true, reason: 'childAlone' }]);
  expect(await gauge('abri_break_glass_unreviewed')).toBe(before + 1);
  await until(
    'the event',
    async () =>
      heard.some(({ key, value }) => key === caseId && (value as { type?: string }).type === 'BreakGlassOpened') ||
      undefined,
    { withinMs: 15_000, everyMs: 50 },
  );
  const review = { verdict: 'justified', note: 'Le nounours est retrouvé, la mère prévenue.' };
  const at = `/cases/${caseId}/break-glass/${accessId}/review`;
  expect((await service.ask(night, 'POST', at, review)).status).toBe(403);
  expect((await service.ask(somebody(), 'POST', at, review)).status).toBe(404);
  expect((await service.ask(worker, 'POST', at, review)).status).toBe(403);
  // Not even by taking the case over: the team of that night reviews.
  const offered = await service.take(worker, 'POST', `/cases/${caseId}/hand-over`, { to: 'west' });
  await service.take(neighbour, 'POST', `/cases/${caseId}/hand-over/${offered.case.handOver?.handOverId}/accept`);
  expect((await service.ask(neighbour, 'POST', at, review)).status).toBe(404);
  expect(await rowsOf(lead)).toHaveLength(1);
  const twice = await Promise.all([1, 2].map(() => service.ask(lead, 'POST', at, review, `review-${caseId}`)));
  expect(twice.map(({ status }) => status)).toEqual([200, 200]);
  expect((await service.ask(lead, 'POST', at, { ...review, verdict: 'notJustified' })).status).toBe(409);
  expect(await rowsOf(lead)).toEqual([]);
  expect(await gauge('abri_break_glass_unreviewed')).toBe(before);
  const view: CaseView = await service.take(neighbour, 'GET', `/cases/${caseId}`);
  expect(view.breakGlass).toMatchObject([{ text: secret, review: { verdict: 'justified' }, reviewNote: review.note }]);
});

it('is no way to look around: so many tries a day, wrong codes included, and two at once are two', async () => {
  const night = somebody();
  const cases = [await opened(), await opened(), await opened(), await opened()];
  const [first = '', ...others] = cases;
  expect((await breaking(worker, first)).status).toBe(409);
  const wrong = await breaking(night, first, { reference: 'Z9-999' });
  expect(wrong.status).toBe(404);
  await broken(night, first);
  await broken(night, first);
  const answers = await Promise.all(others.map((caseId) => breaking(night, caseId)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(mostADay - 2);
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.body).toMatchObject({ type: 'urn:abri:problem:break-glass-spent' });
  expect(refused?.text).not.toContain(secret);
  world.later(23);
  expect((await breaking(night, first)).status).toBe(429);
  world.later(1);
  expect((await breaking(night, first)).status).toBe(200);
  expect((await audited(night)).map(({ action }) => action)).toContain('breakGlassRefused');
});

it('counts a repeat of the same command once', async () => {
  const [caseId, night] = [await opened(), somebody()];
  const answers = [await breaking(night, caseId, {}, 'same-key-1'), await breaking(night, caseId, {}, 'same-key-1')];
  world.later(1);
  answers.push(await breaking(night, caseId, {}, 'same-key-1'));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  // Ended by then, and still the same opening: a repeat is no new one.
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect((await service.ask(night, 'GET', `/cases/${caseId}`)).status).toBe(404);
  expect(await database.collection('breakGlassTries').find({ worker: night.subject }).toArray()).toHaveLength(1);
});

it('tells children apart whose cases have the same code by the birth date, and finds rows from before there was a code', async () => {
  const [one, other, night] = [await opened(), await opened(), somebody()];
  await service.take(worker, 'PUT', `/cases/${other}/identity`, { ...identity, birthDate: '2015-01-31' });
  await database.collection('caseRows').updateOne({ _id: other as never }, { $set: { reference: referenceOf(one) } });
  expect((await breaking(night, one)).status).toBe(404);
  const found = await breaking(night, one, { birthDate: '2015-01-31' });
  expect(found.body).toMatchObject({ caseId: other });
  await database.collection('caseRows').updateMany({}, { $unset: { reference: '' } });
  expect((await breaking(somebody(), one)).body).toMatchObject({ caseId: one });
});

it('leaves no text and no name in any topic or collection', async () => {
  expect(heard.length).toBeGreaterThan(20);
  const words = [...canaries, 'gare', 'mère', 'Confiée'];
  for (const word of words) expect(JSON.stringify(heard)).not.toContain(word);
  for (const { name } of (await database.db?.listCollections().toArray()) ?? []) {
    const text = JSON.stringify(await database.collection(name).find().toArray());
    for (const word of words) expect(text.includes(word) && `${name}: ${word}`).toBe(false);
  }
});
