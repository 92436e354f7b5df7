import type { AnyEvent } from '@abri/contracts/envelope';
import type { PlacementRequest, SafetyAlert } from '@abri/contracts/placement';
import { createMetrics } from '@abri/service-kit/metrics';
import { createMatchingMetrics } from './matching-metrics.js';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000).toISOString();
const event = (type: string, data: object = {}): AnyEvent => ({
  id: 'e',
  aggregateId: 'r',
  seq: 1,
  at: at(0),
  type,
  data,
});
const request = (danger: string, requestedAt = at(0)) => ({ danger, requestedAt }) as PlacementRequest;

function world() {
  const { registry } = createMetrics('matching');
  const state = { now: 0, waits: [] as PlacementRequest[], alerts: [] as SafetyAlert[] };
  const measures = createMatchingMetrics(registry, {
    clock: { now: () => new Date(at(state.now)) },
    waiting: { counts: () => ({}), inOrder: () => state.waits },
    zones: { inForce: () => 0 },
    alerts: async () => state.alerts,
  });
  const value = async (name: string, ...labels: string[]) => {
    const lines = (await registry.metrics()).split('\n');
    const found = lines.find((line) => line.startsWith(`${name}{`) && labels.every((label) => line.includes(label)));
    return found === undefined ? undefined : Number(found.split('} ')[1]);
  };
  return { state, measures, value };
}

it('measures a bed from the call: to the first hold, and to the confirmed place', async () => {
  const { state, measures, value } = world();
  const household = request('severe');
  state.now = 5;
  const asked = event('PlacementRequested', { receivedAt: at(4) });
  measures.recorded([asked, event('PlacementOffered', { attempt: 1 })], household);
  state.now = 600;
  measures.recorded([event('PlacementOffered', { attempt: 2 })], household);
  state.now = 900;
  measures.recorded([event('OfferAccepted'), event('PlacementConfirmed')], household);
  expect(await value('abri_time_to_bed_seconds_sum', 'until="held"', 'danger="severe"')).toBe(1);
  expect(await value('abri_time_to_bed_seconds_count', 'until="held"')).toBe(1);
  expect(await value('abri_time_to_bed_seconds_sum', 'until="confirmed"', 'danger="severe"')).toBe(900);
});

it('tells the longest wait of each danger, and 0 where nobody waits any more', async () => {
  const { state, value } = world();
  state.now = 100;
  state.waits = [request('extreme', at(40)), request('extreme', at(90)), request('variable', at(10))];
  expect(await value('abri_longest_wait_seconds', 'danger="extreme"')).toBe(60);
  expect(await value('abri_longest_wait_seconds', 'danger="variable"')).toBe(90);
  state.waits = [];
  expect(await value('abri_longest_wait_seconds', 'danger="extreme"')).toBe(0);
});

it('counts who is not safe now, by cause, and since when', async () => {
  const { state, value } = world();
  state.now = 100;
  expect(await value('abri_unsafe_placement_oldest_seconds')).toBe(0);
  state.alerts = [
    { cause: 'insideZone', since: at(70) },
    { cause: 'insideZone', since: at(20) },
  ];
  expect(await value('abri_unsafe_placements', 'cause="insideZone"')).toBe(2);
  expect(await value('abri_unsafe_placements', 'cause="zoneEntered"')).toBe(0);
  expect(await value('abri_unsafe_placement_oldest_seconds')).toBe(80);
});
