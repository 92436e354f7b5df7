import { kafkaBus } from '@abri/bus/kafka';
import { kafkaLogReader, type LogReader } from '@abri/bus/kafka-log';
import { Report, ReportComparison, ReportYears } from '@abri/contracts/report-api';
import { topics, topicSettings } from '@abri/contracts/topics';
import type { Role } from '@abri/contracts/vocabulary';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import { readConfig } from '@abri/service-kit/config';
import { openDatabase } from '@abri/service-kit/database';
import { createLogger } from '@abri/service-kit/log';
import { testIssuer } from '@abri/service-kit/test-issuer';
import type { Connection } from 'mongoose';
import { canonicalOf } from './domain/history/canonical.js';
import { applyEvent, emptyHistory, eventTopics, type TopicEvent } from './domain/history/history.js';
import { followHistory } from './follow-history.js';
import { type HistoryStore, mongoHistoryStore } from './history-store.js';
import { digestOf } from './live-history.js';
import { type Observatory, ObservatoryConfig, startObservatory } from './observatory.js';
import { rebuildHistory } from './rebuild-history.js';
import { chanceOf } from './samples/chance.js';
import { anyOrder, sampleHistory } from './samples/history.js';

let stack: TestStack;
let issuer: Awaited<ReturnType<typeof testIssuer>>;
let bus: ReturnType<typeof kafkaBus>;
let eventLog: LogReader;
let database: Connection;
let store: HistoryStore;
let observatory: Observatory;
const log = createLogger('observatory', 'silent');
const nowMs = Date.UTC(2015, 5, 1);

beforeAll(async () => {
  [stack, issuer] = await Promise.all([testStack(), testIssuer()]);
  const topicPrefix = `${stack.unique('history')}.`;
  bus = kafkaBus({ brokers: stack.brokers, clientId: 'history-test', parkingTopic: topics.parking, topicPrefix });
  eventLog = kafkaLogReader({ brokers: stack.brokers, clientId: 'history-test', topicPrefix });
  await bus.ensureTopics(topicSettings);
  database = await openDatabase(stack.databaseUri('observatory'), log);
  store = mongoHistoryStore(database);
  await publish(first);
  const config = readConfig(ObservatoryConfig, { PORT: '0', OIDC_ISSUER: issuer.issuer });
  observatory = await startObservatory(config, { bus, eventLog, log, now: () => nowMs });
  const ready = async () => ((await fetch(`http://127.0.0.1:${observatory.port}/health/ready`)).ok ? true : undefined);
  await until('the observatory to have caught up', ready, { withinMs: 30_000 });
}, 90_000);
afterAll(async () => {
  await observatory.close();
  await database.close();
  await bus.close();
  await issuer.stop();
  await stack.stop();
}, 30_000);

const perAggregate = sampleHistory(chanceOf(11), { aggregates: 400, years: 3 });
// Some events lie on the topics twice, as a relay that died in between leaves them.
const all = anyOrder(perAggregate, chanceOf(12), 10);
const half = Math.floor(all.length / 2);
const [first, second] = [all.slice(0, half), all.slice(half)];
async function publish(events: readonly TopicEvent[]): Promise<void> {
  for (const topic of eventTopics)
    await bus.publish(
      topic,
      events.flatMap((one) => (one.topic === topic ? [{ key: one.event.aggregateId, value: one.event }] : [])),
    );
}
const expected = (events: readonly TopicEvent[]) => {
  const history = emptyHistory();
  for (const event of events) applyEvent(history, event);
  return digestOf(canonicalOf(history));
};
const follow = () => followHistory({ log: eventLog, store, logger: log, unreadable: () => undefined });
const ask = async (path: string, role: Role) =>
  fetch(`http://127.0.0.1:${observatory.port}${path}`, {
    headers: { authorization: `Bearer ${await issuer.sign({ roles: [role] })}` },
  });

it('is the same to the byte live, gone on from a snapshot, and rebuilt from the topics', async () => {
  const before = follow();
  await before.caughtUp;
  expect(digestOf(before.live().snapshot().text)).toBe(expected(first));
  await before.close();

  const reads: bigint[] = [];
  const counting: LogReader = {
    ...eventLog,
    read: (o) =>
      eventLog.read({ ...o, onBatch: (batch) => (reads.push(BigInt(batch.messages.length)), o.onBatch(batch)) }),
  };
  const again = followHistory({ log: counting, store, logger: log, unreadable: () => undefined });
  await again.caughtUp;
  expect(reads).toEqual([]);
  await publish(second);
  await bus.publish(topics.matchingEvents, [{ key: 'x', value: { nonsense: true } }]);
  const whole = expected(all);
  const isThere = async () => (digestOf(again.live().snapshot().text) === whole ? true : undefined);
  await until('all events', isThere, { withinMs: 20_000 });
  await again.close();

  const progress: number[] = [];
  const ends = await eventLog.ends(eventTopics);
  const rebuilt = await rebuildHistory({ reader: eventLog, until: ends, progress: ({ done }) => progress.push(done) });
  expect(digestOf(rebuilt.live.snapshot().text)).toBe(whole);
  expect([rebuilt.messages, rebuilt.unreadable, progress.at(-1)]).toEqual([all.length + 1, 1, all.length + 1]);
  expect((await store.load(await eventLog.identity()))?.digest).toBe(whole);
}, 120_000);

it('rebuilds up to where a snapshot stands, and no further', async () => {
  const saved = await store.load(await eventLog.identity());
  if (!saved) throw new Error('saved by the test before');
  await publish(sampleHistory(chanceOf(13), { aggregates: 20, years: 1 }).flat().map(renamed));
  const rebuilt = await rebuildHistory({ reader: eventLog, until: saved.positions });
  expect(digestOf(rebuilt.live.snapshot().text)).toBe(saved.digest);
}, 60_000);
const renamed = ({ topic, event }: TopicEvent) =>
  ({ topic, event: { ...event, aggregateId: `later-${event.aggregateId}` } }) as TopicEvent;

it('begins anew where the snapshot is of another log, or of topics that were since made anew', async () => {
  expect(await store.load('another-cluster/')).toBeUndefined();
  const saved = await store.load(await eventLog.identity());
  if (!saved) throw new Error('saved by the first test');
  const counted = { messages: 0 };
  const shortened: LogReader = {
    ...eventLog,
    ends: async () => new Map(),
    read: (o) =>
      eventLog.read({ ...o, onBatch: (batch) => ((counted.messages += batch.messages.length), o.onBatch(batch)) }),
  };
  const anew = followHistory({ log: shortened, store, logger: log, unreadable: () => undefined });
  await anew.caughtUp;
  expect(counted.messages).toBeGreaterThan(all.length);
  await anew.close();
}, 60_000);

it('answers the report to each role in its view, and refuses a wider one', async () => {
  const { years } = ReportYears.parse(await (await ask('/reports/years', 'support')).json());
  expect(years).toEqual(expect.arrayContaining([2012, 2013, 2014]));
  const viewFor = async (role: Role) => Report.parse(await (await ask('/report?year=2013', role)).json()).view;
  expect(await viewFor('observatory')).toBe('full');
  expect(await viewFor('operator')).toBe('full');
  expect(await viewFor('justice')).toBe('partner');
  expect(await viewFor('service')).toBe('outside');
  expect((await ask('/report?year=2013&view=full', 'justice')).status).toBe(403);
  expect((await ask('/report?year=2013&view=partner', 'service')).status).toBe(403);
  expect((await ask('/report?year=2013&view=outside', 'observatory')).status).toBe(200);
}, 30_000);

it('shows nobody outside a year that is not over, and nothing of a year that never was', async () => {
  expect((await ask('/report?year=2015&view=outside', 'observatory')).status).toBe(409);
  expect((await ask('/report?year=2015', 'observatory')).status).toBe(200);
  expect((await ask('/report?year=2001', 'observatory')).status).toBe(404);
  expect((await ask('/report?year=soon', 'observatory')).status).toBe(400);
});

it('compares one year with another', async () => {
  const answer = await ask('/report/compare?year=2014&with=2013', 'observatory');
  const compared = ReportComparison.parse(await answer.json());
  const women = compared.figures.find(({ figure }) => figure === 'results.women');
  expect(women?.change).toBe(Number(women?.this) - Number(women?.other));
}, 30_000);
