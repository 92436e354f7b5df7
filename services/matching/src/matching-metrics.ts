import type { AnyEvent } from '@abri/contracts/envelope';
import { type PlacementRequest, type SafetyAlert, UnsafeCause } from '@abri/contracts/placement';
import { dangerOrder } from '@abri/contracts/vocabulary';
import { countedGauge, type MetricsRegistry } from '@abri/service-kit/metrics';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Zones } from './domain/zones/zones.js';
import type { WaitingList } from './waiting-list.js';

export type MatchingMetrics = ReturnType<typeof createMatchingMetrics>;

/** How an offer went on, by the event that says so. */
const outcomes: Readonly<Record<string, string>> = {
  PlacementOffered: 'offered',
  OfferAccepted: 'accepted',
  PlacementConfirmed: 'confirmed',
};

/** When the worker asked, which is before the request and its outcome were recorded together. */
type Received = { receivedAt?: string };

const moveOutcomes: Readonly<Record<string, string>> = {
  MoveOffered: 'offered',
  MoveAccepted: 'accepted',
  PlacementMoved: 'moved',
};

/** The service's own metrics. No id is a label. */
export function createMatchingMetrics(
  registry: MetricsRegistry,
  o: {
    clock: { now(): Date };
    waiting: Pick<WaitingList, 'counts' | 'inOrder'>;
    zones: Pick<Zones, 'inForce'>;
    alerts(): Promise<readonly SafetyAlert[]>;
  },
) {
  const secondsSince = (instant: string) => Math.max(0, (o.clock.now().getTime() - Date.parse(instant)) / 1_000);
  const placementSeconds = new Histogram({
    name: 'abri_placement_seconds',
    help: 'From the request to its recorded outcome',
    labelNames: ['mode', 'outcome'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const offers = new Counter({
    name: 'abri_offers_total',
    help: 'Steps of offers by outcome',
    labelNames: ['outcome'] as const,
    registers: [registry],
  });
  const lag = new Histogram({
    name: 'abri_read_model_lag_seconds',
    help: "From a shelter's commit in capacity to its being in this read model",
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
    registers: [registry],
  });
  new Gauge({
    name: 'abri_waiting_households',
    help: 'Households on the waiting list by danger',
    labelNames: ['danger'] as const,
    registers: [registry],
    collect() {
      for (const [danger, count] of Object.entries(o.waiting.counts())) this.set({ danger }, count);
    },
  });
  new Gauge({
    name: 'abri_longest_wait_seconds',
    help: 'How long the household that waits longest has been waiting, by danger; 0 where none waits',
    labelNames: ['danger'] as const,
    registers: [registry],
    collect() {
      for (const danger of dangerOrder) {
        const waits = o.waiting.inOrder().filter((request) => request.danger === danger);
        this.set({ danger }, Math.max(0, ...waits.map(({ requestedAt }) => secondsSince(requestedAt))));
      }
    },
  });
  const toBedSeconds = new Histogram({
    name: 'abri_time_to_bed_seconds',
    help: 'From the call to the first hold, and to the confirmed place',
    labelNames: ['until', 'danger'] as const,
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 120, 600, 1_800, 3_600, 14_400, 43_200, 86_400, 259_200],
    registers: [registry],
  });
  countedGauge(registry, {
    name: 'abri_unsafe_placements',
    help: 'Households whose place is not safe now, by cause',
    labelNames: ['cause'],
    count: async () => {
      const alerts = await o.alerts();
      return UnsafeCause.options.map((cause) => ({
        labels: { cause },
        value: alerts.filter((alert) => alert.cause === cause).length,
      }));
    },
  });
  countedGauge(registry, {
    name: 'abri_unsafe_placement_oldest_seconds',
    help: 'How long the household that has been in an unsafe place longest has been there; 0 where none is',
    count: async () => {
      const ages = (await o.alerts()).map(({ since }) => secondsSince(since));
      return [{ labels: {}, value: Math.max(0, ...ages) }];
    },
  });
  const alerts = new Counter({
    name: 'abri_safety_alerts_total',
    help: 'Placements that were told not to be safe any more, by cause; safeAgain counts their ends other than a move',
    labelNames: ['cause'] as const,
    registers: [registry],
  });
  const moves = new Counter({
    name: 'abri_moves_total',
    help: 'Steps of moves from one house to another by outcome',
    labelNames: ['outcome'] as const,
    registers: [registry],
  });
  const zoneSeconds = new Histogram({
    name: 'abri_zone_check_seconds',
    help: "From a zone's commit to every case that it protects having been looked at by this replica",
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
    registers: [registry],
  });
  new Gauge({
    name: 'abri_exclusion_zones_in_force',
    help: 'Exclusion zones in force that this replica knows',
    registers: [registry],
    collect() {
      this.set(o.zones.inForce());
    },
  });
  return {
    placementSeconds,
    /** What was recorded of a request, which is as it is afterwards. */
    recorded(events: readonly AnyEvent[], request: PlacementRequest | null): void {
      const { receivedAt } = (events.find(({ type }) => type === 'PlacementRequested')?.data ?? {}) as Received;
      for (const { type, data } of events) {
        const first = type === 'PlacementOffered' && (data as { attempt: number }).attempt === 1;
        if (request && (first || type === 'PlacementConfirmed')) {
          const seconds = secondsSince(receivedAt ?? request.requestedAt);
          toBedSeconds.observe({ until: first ? 'held' : 'confirmed', danger: request.danger }, seconds);
        }
        const outcome = type === 'OfferEnded' ? (data as { reason: string }).reason : outcomes[type];
        if (outcome) offers.inc({ outcome });
        const moved = type === 'MoveEnded' ? (data as { reason: string }).reason : moveOutcomes[type];
        if (moved) moves.inc({ outcome: moved });
        if (type === 'PlacementUnsafe') alerts.inc({ cause: (data as { cause: string }).cause });
        if (type === 'PlacementSafeAgain') alerts.inc({ cause: 'safeAgain' });
      }
    },
    applied: (committedAt: string): void => lag.observe(secondsSince(committedAt)),
    zoneLooked: (committedAt: string): void => zoneSeconds.observe(secondsSince(committedAt)),
  };
}
