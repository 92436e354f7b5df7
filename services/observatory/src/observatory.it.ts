import { kafkaBus } from '@abri/bus/kafka';
import { kafkaLogReader, type LogReader } from '@abri/bus/kafka-log';
import { Board } from '@abri/contracts/board-api';
import { topics, topicSettings } from '@abri/contracts/topics';
import type { Role } from '@abri/contracts/vocabulary';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import { readConfig } from '@abri/service-kit/config';
import { createLogger } from '@abri/service-kit/log';
import { testIssuer } from '@abri/service-kit/test-issuer';
import fc from 'fast-check';
import { type Observatory, ObservatoryConfig, startObservatory } from './observatory.js';
import { shelter } from './test-log.js';

let stack: TestStack;
let issuer: Awaited<ReturnType<typeof testIssuer>>;
let bus: ReturnType<typeof kafkaBus>;
let eventLog: LogReader;
let observatory: Observatory;
const leave = new AbortController();
const start = async () => {
  const config = readConfig(ObservatoryConfig, { PORT: '0', OIDC_ISSUER: issuer.issuer });
  const started = await startObservatory(config, { bus, eventLog, log: createLogger('observatory', 'silent') });
  const ready = async () => ((await fetch(`http://127.0.0.1:${started.port}/health/ready`)).ok ? true : undefined);
  await until('the observatory to have caught up', ready, { withinMs: 30_000 });
  return started;
};
const ask = async (path: string, role: Role, port = observatory.port) =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { authorization: `Bearer ${await issuer.sign({ roles: [role] })}`, accept: 'text/event-stream' },
    signal: leave.signal,
  });
const boardOf = async (port: number) => Board.parse(await (await ask('/board', 'operator', port)).json());

beforeAll(async () => {
  [stack, issuer] = await Promise.all([testStack(), testIssuer()]);
  const topicPrefix = `${stack.unique('board')}.`;
  bus = kafkaBus({ brokers: stack.brokers, clientId: 'board-test', parkingTopic: topics.parking, topicPrefix });
  eventLog = kafkaLogReader({ brokers: stack.brokers, clientId: 'board-test', topicPrefix });
  await bus.ensureTopics(topicSettings);
  await publishShelter('sh-before', 1);
  observatory = await start();
}, 90_000);
afterAll(async () => {
  leave.abort();
  await observatory.close();
  await bus.close();
  await issuer.stop();
  await stack.stop();
}, 30_000);

const [anyShelter] = fc.sample(shelter('any'), { numRuns: 1, seed: 7 });
const publishShelter = (shelterId: string, seq: number) =>
  bus.publish(topics.capacityState, [
    {
      key: shelterId,
      value: {
        aggregateId: shelterId,
        seq,
        at: new Date().toISOString(),
        data: { ...anyShelter, shelterId, holds: [] },
      },
    },
  ]);
const matching = (aggregateId: string, seq: number, type: string, data: object, at = new Date()) => ({
  key: aggregateId,
  value: { id: `${aggregateId}-${seq}`, aggregateId, seq, at: at.toISOString(), type, data },
});
const party = { women: 1, men: 0, children: [], pets: 0 };
const waiting = (id: string) => [
  matching(id, 1, 'PlacementRequested', { party, danger: 'severe', mode: 'assign' }),
  matching(id, 2, 'WaitingListJoined', { exclusions: [] }),
];

/** Follows the stream; gives the boards that have come, and when. */
async function following() {
  const answer = await ask('/board/stream', 'operator');
  const got = { text: '' };
  const reader = answer.body?.getReader();
  void (async () => {
    for (;;) {
      const { value, done } = (await reader?.read()) ?? { done: true };
      if (done) break;
      got.text += new TextDecoder().decode(value);
    }
  })().catch(() => undefined);
  const boards = () =>
    [...got.text.matchAll(/^event: board\ndata: (.*)\n\n/gm)].map(([, data]) => Board.parse(JSON.parse(data ?? '')));
  await until('the first board', async () => boards()[0], { withinMs: 5_000 });
  return { boards };
}

it('knows what lay on the topics before it started, and takes no age of the past for a lag', async () => {
  const board = await boardOf(observatory.port);
  expect(board.shelters.map(({ shelterId }) => shelterId)).toContain('sh-before');
  expect(board.eventLag.count).toBe(0);
});

it('pushes what happens within a second, and measures how long it took', async () => {
  const { boards } = await following();
  const before = performance.now();
  await bus.publish(topics.matchingEvents, waiting('r-pushed'));
  const isShown = async () => boards().find((board) => board.waiting.some(({ requestId }) => requestId === 'r-pushed'));
  const board = await until('the waiting household', isShown, { withinMs: 10_000, everyMs: 5 });
  expect(performance.now() - before).toBeLessThan(1_000);
  expect(board.eventLag.count).toBeGreaterThan(0);
  await bus.publish(topics.matchingEvents, [
    matching('r-pushed', 3, 'PlacementOffered', {
      shelterId: 's',
      holdId: 'h',
      attempt: 1,
      expiresAt: new Date().toISOString(),
    }),
    matching('r-pushed', 4, 'PlacementConfirmed', { shelterId: 's', holdId: 'h', party }),
  ]);
  const placed = await until('the placement', async () => boards().find((one) => one.placementsLastHour > 0), {
    withinMs: 10_000,
  });
  expect(placed.waiting).toEqual([]);
  expect([placed.timeToOffer.count, placed.timeToPlace.count]).toEqual([1, 1]);
}, 30_000);

it('pushes at most ten boards a second, the last of which shows everything', async () => {
  const startedMs = performance.now();
  const { boards } = await following();
  for (let n = 0; n < 60; n++) await bus.publish(topics.matchingEvents, waiting(`r-many-${n}`));
  const isWhole = async () => (boards().at(-1)?.waiting.length === 60 ? true : undefined);
  await until('all of them', isWhole, { withinMs: 15_000 });
  // A busy machine may read several at once: what counts is how many were sent in all that time, beside the first and the last.
  expect(boards().length).toBeLessThanOrEqual((performance.now() - startedMs) / 100 + 2);
}, 40_000);

it('passes over what it cannot read, and goes on', async () => {
  await bus.publish(topics.matchingEvents, [{ key: 'r-x', value: { nonsense: true } }, ...waiting('r-x')]);
  const isShown = async () =>
    (await boardOf(observatory.port)).waiting.some(({ requestId }) => requestId === 'r-x') ? true : undefined;
  await until('the good one', isShown, { withinMs: 10_000 });
}, 20_000);

it('shows the same board when it is built anew from the topics', async () => {
  await publishShelter('sh-before', 2);
  await publishShelter('sh-later', 1);
  const both = async () => ((await boardOf(observatory.port)).shelters.length === 2 ? true : undefined);
  await until('both shelters', both, { withinMs: 10_000 });
  const rebuilt = await start();
  const [live, anew] = await Promise.all([boardOf(observatory.port), boardOf(rebuilt.port)]);
  await rebuilt.close();
  const withoutClock = ({ at: _, eventLag: __, eventLagBy: ___, ...board }: Board) => JSON.stringify(board);
  expect(withoutClock(anew)).toBe(withoutClock(live));
}, 60_000);

it.each(['shelter', 'justice', 'support', 'service'] as const)('shows no board to %s', async (role) => {
  expect((await ask('/board', role)).status).toBe(403);
  expect((await ask('/board/stream', role)).status).toBe(403);
});
