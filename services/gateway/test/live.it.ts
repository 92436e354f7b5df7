import type { Change } from '@abri/contracts/board-api';
import { topics } from '@abri/contracts/topics';
import { until } from '@abri/local-stack/until';
import { type TestBroker, testBroker, untilReady } from './broker.js';
import { browser } from './browser.js';
import { type Edge, startEdge } from './edge.js';

let broker: TestBroker;
let edge: Edge;
const leave = new AbortController();
beforeAll(async () => {
  broker = await testBroker('live');
  await broker.bus.publish(topics.capacityEvents, [event('sh-tilleuls', 1, { old: true })]);
  edge = await startEdge({ bus: broker.bus });
  await untilReady(edge.url);
}, 90_000);
afterAll(async () => {
  leave.abort();
  await edge.stop();
  await broker.stop();
}, 30_000);

const event = (aggregateId: string, seq: number, data: object, type = 'PlaceHeld') => ({
  key: aggregateId,
  value: { id: `e-${aggregateId}-${seq}`, aggregateId, seq, at: '2026-01-01T00:00:00.000Z', type, data },
});

/** Signs in and follows; gives what has come, and whether heartbeats come. */
async function following(email: string) {
  const page = browser(edge.url);
  await page.signIn(email);
  const answer = await page.ask('/api/live', { headers: { accept: 'text/event-stream' }, signal: leave.signal });
  const got = { text: '', ended: false, status: answer.status };
  const reader = answer.body?.getReader();
  void (async () => {
    for (;;) {
      const { value, done } = (await reader?.read()) ?? { done: true };
      if (done) break;
      got.text += new TextDecoder().decode(value);
    }
    got.ended = true;
  })().catch(() => undefined);
  const changes = () =>
    [...got.text.matchAll(/^event: change\ndata: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? '') as Change);
  return { got, changes, ids: () => changes().map(({ aggregateId }) => aggregateId) };
}

it('tells each role of what concerns it, from now on, without any content', async () => {
  const [hotline, house, hotel, justice] = [
    await following('hotline@abri.test'),
    await following('shelter@abri.test'),
    await following('hotel@abri.test'),
    await following('justice@abri.test'),
  ];
  await broker.bus.publish(topics.capacityEvents, [event('sh-tilleuls', 2, { secret: 'x' }), event('sh-other', 1, {})]);
  await broker.bus.publish(topics.matchingEvents, [
    event('r-1', 1, { danger: 'extreme' }),
    event('r-2', 2, { shelterId: 'sh-hotel-gare', holdId: 'h-1' }),
    event('r-3', 4, { shelterId: 'sh-hotel-gare', from: { shelterId: 'sh-tilleuls' } }, 'PlacementMoved'),
    event('r-4', 2, { shelterId: 'sh-tilleuls' }, 'PlacementUnsafe'),
    event('r-last', 1, {}),
  ]);
  await broker.bus.publish(topics.capacityEvents, [event('sh-hotel-gare', 1, {}), event('sh-tilleuls', 3, {})]);
  const all = ['r-1', 'r-2', 'r-3', 'r-4', 'r-last', 'sh-hotel-gare', 'sh-other', 'sh-tilleuls', 'sh-tilleuls'];
  await until('all changes', async () => (hotline.ids().length === all.length ? true : undefined), {
    withinMs: 15_000,
  });
  await until('the house’s', async () => (house.ids().length >= 3 ? true : undefined), { withinMs: 15_000 });
  await until('the hotel’s', async () => (hotel.ids().length >= 3 ? true : undefined), { withinMs: 15_000 });
  await until('heartbeats', async () => (justice.got.text.includes('\n:\n') ? true : undefined), { withinMs: 5_000 });
  expect(hotline.ids().sort()).toEqual(all);
  expect(house.ids().sort()).toEqual(['r-3', 'sh-tilleuls', 'sh-tilleuls']);
  expect(hotel.ids().sort()).toEqual(['r-2', 'r-3', 'sh-hotel-gare']);
  expect(justice.ids()).toEqual([]);
  expect(hotline.got.text).not.toMatch(/secret|extreme|old/);
  expect(house.changes().find(({ context }) => context === 'capacity')).toEqual({
    context: 'capacity',
    type: 'PlaceHeld',
    aggregateId: 'sh-tilleuls',
    seq: 2,
    at: '2026-01-01T00:00:00.000Z',
  });
}, 60_000);

it('passes over what is no event, and goes on', async () => {
  const operator = await following('operator@abri.test');
  await broker.bus.publish(topics.capacityEvents, [{ key: 'sh-x', value: { nonsense: true } }, event('sh-x', 1, {})]);
  await until('the good one', async () => (operator.ids().includes('sh-x') ? true : undefined), { withinMs: 15_000 });
}, 60_000);

it('ends a stream when its token ends, and a new one begins with a fresh token', async () => {
  const page = await following('hotline@abri.test');
  edge.clock.aheadMs = 31 * 60_000;
  await until('the stream to end', async () => (page.got.ended ? true : undefined), { withinMs: 5_000 });
  edge.clock.aheadMs = 0;
}, 60_000);
