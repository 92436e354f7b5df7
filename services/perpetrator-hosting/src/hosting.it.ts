import { kafkaBus } from '@abri/bus/kafka';
import { parseMessage } from '@abri/bus/parse';
import type { HostingHoldView, PenalFileView, SiteView } from '@abri/contracts/hosting-api';
import { HostingEvent, HostingState, ZoneEvent, ZoneState } from '@abri/contracts/hosting-events';
import { topics } from '@abri/contracts/topics';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until as untilIt } from '@abri/local-stack/until';
import { digestOfLinkCode, newLinkCode } from '@abri/service-kit/link-code';
import { type Answer, hotline, judge, operator, probation, testHosting } from './test-hosting.js';

jest.setTimeout(60_000);

const until = <T>(what: string, ask: () => Promise<T | undefined>) =>
  untilIt(what, ask, { withinMs: 15_000, everyMs: 50 });

let stack: TestStack;
let world: Awaited<ReturnType<typeof testHosting>>;
let hosting: Awaited<ReturnType<(typeof world)['start']>>;
let bus: ReturnType<typeof kafkaBus>;
let nowMs = Date.parse('2026-05-04T08:00:00.000Z');
const day = (days: number) => new Date(nowMs + days * 86_400_000).toISOString().slice(0, 10);
const hostingEvents: HostingEvent[] = [];
const zoneEvents: ZoneEvent[] = [];
const raw: string[] = [];
const rawZones: string[] = [];

beforeAll(async () => {
  stack = await testStack();
  world = await testHosting(stack);
  hosting = await world.start({ now: () => new Date(nowMs) });
  const { brokers, topicPrefix } = world.base;
  bus = kafkaBus({ brokers, clientId: 'test', parkingTopic: topics.parking, topicPrefix });
  await bus.replay({
    topics: [topics.hostingEvents, topics.hostingState, topics.zoneEvents, topics.zoneState],
    name: 'test',
    async handler(message) {
      const { topic } = message;
      const zone = topic.endsWith(topics.zoneEvents) || topic.endsWith(topics.zoneState);
      (zone ? rawZones : raw).push(JSON.stringify(message));
      if (topic.endsWith(topics.hostingEvents)) hostingEvents.push(parseMessage(HostingEvent, message));
      else if (topic.endsWith(topics.zoneEvents)) zoneEvents.push(parseMessage(ZoneEvent, message));
      else if (topic.endsWith(topics.zoneState)) parseMessage(ZoneState, message);
      else parseMessage(HostingState, message);
    },
  });
}, 90_000);
afterAll(async () => {
  await bus.close();
  await hosting.stop();
  await world.stopOthers();
  await stack.stop();
}, 60_000);

const person = (more: object = {}) => ({
  givenName: 'Gérald',
  familyName: 'Wattrelosquin',
  birthDate: '1984-11-02',
  phone: '06 99 88 77 66',
  prosecutorReference: 'PR-2026-118',
  ...more,
});
const assessment = (yes: string[]) => ({
  instrument: 'abri-short-1',
  answers: Object.fromEntries(yes.map((question) => [question, 'yes'])),
});
const severe = assessment(['strangulation', 'threatToKill', 'separation']);
const viewOf = ({ body }: Answer) => body as unknown as PenalFileView;
const open = async (more: object = {}) => {
  const body = { identity: person(), door: 'prosecutor', assessment: severe, confirmNew: true, ...more };
  const answer = await hosting.ask(judge, 'POST', '/files', body);
  expect(answer.status).toBe(201);
  return viewOf(answer);
};
const decision = (kind: string, more: object = {}) => ({
  kind,
  from: day(0),
  until: day(90),
  conditions: ['noContact'],
  grounds: 'prosecutorInstructs',
  ...more,
});
const decide = async (fileId: string, kind: string, more: object = {}) => {
  const answer = await hosting.ask(judge, 'POST', `/files/${fileId}/decisions`, decision(kind, more));
  expect(answer).toMatchObject({ status: 201 });
  return viewOf(answer);
};
const site = async (commune = '59172', labels = ['Chambre 1']) => {
  const body = { name: 'Résidence des Forges', commune, places: labels.map((label) => ({ label })) };
  const answer = await hosting.ask(operator, 'POST', '/sites', body);
  expect(answer.status).toBe(201);
  return answer.body as unknown as SiteView;
};
const problem = ({ status, body }: Answer) => [status, String(body.type).replace('urn:abri:problem:', '')];

it('opens, finds and follows a file, decides what is proposed, and keeps names and texts off the topics', async () => {
  const { fileId, proposals } = await open();
  expect(proposals).toMatchObject([{ step: 'start', kind: 'hosting', reason: 'opened', state: 'open' }]);
  const text = 'Ordonnance du 4 mai, foyer le soir même';
  const view = await decide(fileId, 'hosting', { text });
  expect(view).toMatchObject({
    rung: 'hosting',
    decisions: [{ text, mine: true }],
    proposals: [{ state: 'followed' }],
  });

  const found = await hosting.ask(probation, 'POST', '/files/search', { part: 'wattrelo' });
  expect(found.body.files).toContainEqual(
    expect.objectContaining({ fileId, name: 'Gérald Wattrelosquin', mine: false }),
  );
  const mine = async () => JSON.stringify((await hosting.ask(probation, 'GET', '/files')).body);
  expect(await mine()).not.toContain(fileId);
  expect((await hosting.ask(probation, 'POST', `/files/${fileId}/follow`, {})).status).toBe(200);
  expect(await mine()).toContain(fileId);

  await until(
    'the measure on the topic',
    async () =>
      hostingEvents.some((event) => event.aggregateId === fileId && event.type === 'MeasureStarted') || undefined,
  );
  const all = raw.join('\n');
  for (const secret of ['Wattrelosquin', 'Gérald', '1984-11-02', '06 99', 'PR-2026', 'foyer le soir', 'judge'])
    expect(all).not.toContain(secret);
});

it('asks first when somebody of the same name and birth date has a file', async () => {
  const identity = person({ familyName: 'Double' });
  await open({ identity });
  const again = { identity, door: 'police', assessment: severe };
  expect(problem(await hosting.ask(judge, 'POST', '/files', again))).toEqual([409, 'file-may-exist']);
  expect((await hosting.ask(judge, 'POST', '/files', { ...again, confirmNew: true })).status).toBe(201);
});

it('does a repeat under the same key once, and refuses another command under it', async () => {
  const { fileId } = await open({ identity: person({ givenName: 'Répété' }) });
  const path = `/files/${fileId}/decisions`;
  const first = await hosting.ask(judge, 'POST', path, decision('hosting', { text: 'une fois' }), 'same-key-1');
  const again = await hosting.ask(judge, 'POST', path, decision('hosting', { text: 'une fois' }), 'same-key-1');
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(viewOf(again).measures).toHaveLength(1);
  const other = await hosting.ask(judge, 'POST', path, decision('probation'), 'same-key-1');
  expect(problem(other)).toEqual([422, 'idempotency-key-reused']);
});

it('refuses a mediation above the threshold of danger and without both consents, and stops one when danger rises', async () => {
  const { fileId, mediation } = await open({ identity: person({ givenName: 'Médié' }) });
  expect(mediation).toBe('mediationTooDangerous');
  const path = `/files/${fileId}/decisions`;
  const consents = { perpetratorOn: day(-2), victimOn: day(-1) };
  const asked = decision('mediation', { consents });
  expect(problem(await hosting.ask(judge, 'POST', path, asked))).toEqual([409, 'mediation-too-dangerous']);
  const calm = { assessment: assessment([]) };
  await hosting.ask(judge, 'POST', `/files/${fileId}/assessments`, calm);
  expect(problem(await hosting.ask(judge, 'POST', path, decision('mediation')))).toEqual([
    422,
    'mediation-needs-consents',
  ]);
  const view = await decide(fileId, 'mediation', { consents });
  expect(view.measures).toMatchObject([{ kind: 'mediation', consents, state: 'running' }]);
  const risen = await hosting.ask(judge, 'POST', `/files/${fileId}/assessments`, { assessment: severe });
  expect(viewOf(risen)).toMatchObject({
    danger: 'severe',
    measures: [{ state: 'ended', ended: { why: 'dangerAboveThreshold' } }],
  });
});

it('holds a hosting place once, frees it on time, and never in a zone of the person', async () => {
  const { fileId } = await open({ identity: person({ givenName: 'Hébergé' }) });
  const { siteId, places } = await site();
  const placeId = places[0]?.placeId ?? '';
  const hold = (file: string) => hosting.ask(judge, 'POST', `/sites/${siteId}/holds`, { placeId, fileId: file });
  expect(problem(await hold(fileId))).toEqual([409, 'no-hosting-measure']);
  await decide(fileId, 'hosting');
  const other = await open({ identity: person({ givenName: 'Autre' }) });
  await decide(other.fileId, 'hosting');

  const answers = await Promise.all([hold(fileId), hold(other.fileId)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  nowMs += 61 * 60_000;
  const free = await until('the place is free again', async () => {
    const { body } = await hosting.ask(judge, 'GET', '/sites');
    const found = (body.sites as SiteView[]).find((one) => one.siteId === siteId);
    return found && found.holds.length === 0 ? found : undefined;
  });
  expect(free.places).toHaveLength(1);

  const held = (await hold(fileId)).body as unknown as HostingHoldView;
  const { token, holdId } = held.hold;
  const step = (name: string, sent = token) =>
    hosting.ask(judge, 'POST', `/sites/${siteId}/holds/${holdId}/${name}`, { token: sent });
  expect(problem(await step('confirm', token + 1))).toEqual([409, 'stale-token']);
  expect((await step('confirm')).status).toBe(200);
  expect((await step('arrive')).status).toBe(200);
  expect(viewOf(await hosting.ask(judge, 'GET', `/files/${fileId}`)).stay).toMatchObject({
    place: 'Chambre 1',
    inZone: false,
    hold: { state: 'arrived' },
  });
  const zone = { area: { commune: '59172', radiusKm: 0 }, from: day(0), until: day(60) };
  const zoned = viewOf(await hosting.ask(judge, 'POST', `/files/${fileId}/zones`, zone));
  expect(zoned.stay?.inZone).toBe(true);
  expect((await step('leave')).status).toBe(200);
  expect(problem(await hold(fileId))).toEqual([409, 'place-in-zone']);
  await until(
    'the stay on the topic',
    async () => hostingEvents.some(({ type }) => type === 'HostedPersonLeft') || undefined,
  );
  const ofSite = raw.filter((message) => message.includes(siteId)).join('\n');
  expect(ofSite).not.toContain(fileId);
});

it('tells of a zone that is new, moved, breached and over by time, with its cases, and with no file, person or reason', async () => {
  const { fileId } = await open({ identity: person({ givenName: 'Zoné' }) });
  await decide(fileId, 'banOnApproach');
  const [one, two] = [newLinkCode(), newLinkCode()];
  const zone = { area: { commune: '59606', radiusKm: 4 }, from: day(0), until: day(20), codes: [one] };
  const path = `/files/${fileId}/zones`;
  expect((await hosting.ask(judge, 'POST', path, { ...zone, codes: ['nonsense'] })).status).toBe(400);
  const view = viewOf(await hosting.ask(judge, 'POST', path, zone));
  expect(view.zones).toMatchObject([{ state: 'inForce', protects: 1, breaches: 0 }]);
  const zoneId = view.zones[0]?.zoneId ?? '';
  await hosting.ask(judge, 'POST', `${path}/${zoneId}/links`, { code: two });
  await hosting.ask(judge, 'POST', `${path}/${zoneId}/move`, {
    area: { commune: '59606', radiusKm: 6 },
    until: day(20),
  });
  const breached = await hosting.ask(judge, 'POST', `${path}/${zoneId}/breaches`, { on: day(0) }, 'breach-key-1');
  expect(viewOf(breached)).toMatchObject({
    breaches: [{ kind: 'enteredZone', severity: 'serious', state: 'open' }],
    zones: [{ breaches: 1 }],
  });
  const stranger = await open({ identity: person({ givenName: 'Étranger' }) });
  const wrong = `/files/${stranger.fileId}/zones/${zoneId}/end`;
  expect(problem(await hosting.ask(judge, 'POST', wrong, {}))).toEqual([404, 'no-such-zone']);
  nowMs += 22 * 86_400_000;

  const types = ['ZoneSet', 'ZoneInForce', 'ZoneLinked', 'ZoneMoved', 'ZoneBreached', 'ZoneEnded'];
  const own = () => zoneEvents.filter((event) => event.aggregateId === zoneId);
  await until('the zone has ended by time', async () => own().some(({ type }) => type === 'ZoneEnded') || undefined);
  expect(own().map(({ type }) => type)).toEqual(types);
  expect(own().at(-1)?.data.links).toEqual([digestOfLinkCode(one), digestOfLinkCode(two)]);
  const all = rawZones.join('\n');
  for (const secret of [fileId, one, two, 'enteredZone', 'judge', 'Wattrelosquin']) expect(all).not.toContain(secret);
  expect(raw.join('\n')).not.toContain(zoneId);
});

it('answers no other role, and writes every reading to the audit log', async () => {
  const { fileId } = await open({ identity: person({ givenName: 'Secret' }) });
  expect((await hosting.ask(hotline, 'GET', `/files/${fileId}`)).status).toBe(403);
  expect((await hosting.ask(operator, 'GET', '/files')).status).toBe(403);
  expect((await hosting.ask(judge, 'GET', '/files/nobody')).status).toBe(404);
  const entries = async () => (await hosting.ask(operator, 'GET', '/audit/verification')).body;
  const before = await entries();
  await hosting.ask(judge, 'GET', `/files/${fileId}`);
  expect(await entries()).toEqual({ whole: true, entries: Number(before.entries) + 1, firstBroken: null });
});

it('gives a file to another agency and lists it there, and opens a closed one again', async () => {
  for (const [agencyId, kind] of [
    ['ag-parquet', 'prosecution'],
    ['ag-spip', 'probation'],
  ])
    expect((await hosting.ask(operator, 'PUT', `/agencies/${agencyId}`, { name: agencyId, kind })).status).toBe(200);
  expect((await hosting.ask(judge, 'PUT', '/agencies/x', { name: 'x', kind: 'court' })).status).toBe(403);
  const officer = { ...judge, name: 'officer', teams: ['ag-spip', 'pt-elsewhere'] };
  expect((await hosting.ask(officer, 'GET', '/agencies')).body).toMatchObject({ mine: ['ag-spip'] });
  const { fileId } = await open({ identity: person({ familyName: 'Agencement' }) });
  const listed = async () =>
    ((await hosting.ask(officer, 'GET', '/files?scope=agency')).body.files as { fileId: string }[]).map(
      (file) => file.fileId,
    );
  expect(await listed()).toEqual([]);
  expect(problem(await hosting.ask(judge, 'POST', `/files/${fileId}/assign`, { agencyId: 'none' }))).toEqual([
    404,
    'no-such-agency',
  ]);
  const assigned = viewOf(await hosting.ask(judge, 'POST', `/files/${fileId}/assign`, { agencyId: 'ag-spip' }));
  expect(assigned.agencyId).toBe('ag-spip');
  expect(await listed()).toEqual([fileId]);
  expect((await hosting.ask(judge, 'POST', `/files/${fileId}/close`, { grounds: 'complied' })).status).toBe(200);
  const again = viewOf(await hosting.ask(officer, 'POST', `/files/${fileId}/reopen`, {}));
  expect(again).toMatchObject({ open: true, rung: null, mine: true });
  expect(again.proposals.at(-1)).toMatchObject({ state: 'open', reason: 'opened' });
});

it('erases a person whose file is closed: nothing can be read any more', async () => {
  const { fileId } = await open({ identity: person({ givenName: 'Effacé', familyName: 'Zzyzx' }) });
  await hosting.ask(judge, 'POST', `/files/${fileId}/notes`, { text: 'À effacer' });
  expect(problem(await hosting.ask(judge, 'POST', `/files/${fileId}/erase`, {}))).toEqual([409, 'file-open']);
  expect((await hosting.ask(judge, 'POST', `/files/${fileId}/close`, { grounds: 'complied' })).status).toBe(200);
  expect((await hosting.ask(judge, 'POST', `/files/${fileId}/erase`, {})).status).toBe(204);
  expect(viewOf(await hosting.ask(judge, 'GET', `/files/${fileId}`))).toMatchObject({
    identity: null,
    notes: [{ text: '' }],
    erased: true,
  });
  expect((await hosting.ask(judge, 'POST', '/files/search', { part: 'zzyzx' })).body.files).toEqual([]);
});

it('finds a name in every replica: written by another one, corrected, and written before it started', async () => {
  const { fileId } = await open({ identity: person({ familyName: 'Quarouble' }) });
  const found = async (one: typeof hosting, part: string) =>
    ((await one.ask(judge, 'POST', '/files/search', { part })).body.files as { fileId: string }[]).map(
      (file) => file.fileId,
    );
  expect(await found(hosting, 'quarou')).toEqual([fileId]);
  const other = await world.start({ now: () => new Date(nowMs) });
  expect(await found(other, 'quarou')).toEqual([fileId]);
  const corrected = { identity: person({ familyName: 'Quiévrechain' }) };
  expect((await hosting.ask(judge, 'PUT', `/files/${fileId}/identity`, corrected)).status).toBe(200);
  await until('the other replica to know', async () => (await found(other, 'quievre'))[0]);
  expect(await found(other, 'quarou')).toEqual([]);
  await other.stop();
});

it('pages through its lists without losing or repeating a file', async () => {
  const seen: string[] = [];
  for (let cursor = ''; ;) {
    const { body } = await hosting.ask(judge, 'GET', `/files?scope=all&limit=3${cursor ? `&cursor=${cursor}` : ''}`);
    const { files, nextCursor } = body as { files: { fileId: string }[]; nextCursor: string | null };
    seen.push(...files.map(({ fileId }) => fileId));
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  expect(seen.length).toBeGreaterThan(8);
  expect(new Set(seen).size).toBe(seen.length);
});
