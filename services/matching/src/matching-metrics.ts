import type { AnyEvent } from '@abri/contracts/envelope';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { WaitingList } from './waiting-list.js';

export type MatchingMetrics = ReturnType<typeof createMatchingMetrics>;

/** How an offer went on, by the event that says so. */
const outcomes: Readonly<Record<string, string>> = {
  PlacementOffered: 'offered',
  OfferAccepted: 'accepted',
  PlacementConfirmed: 'confirmed',
};

/** The service's own metrics. No id is a label. */
export function createMatchingMetrics(registry: Registry, o: { clock: { now(): Date }; waiting: WaitingList }) {
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
  return {
    placementSeconds,
    recorded(events: readonly AnyEvent[]): void {
      for (const { type, data } of events) {
        const outcome = type === 'OfferEnded' ? (data as { reason: string }).reason : outcomes[type];
        if (outcome) offers.inc({ outcome });
      }
    },
    applied: (committedAt: string): void =>
      lag.observe(Math.max(0, (o.clock.now().getTime() - Date.parse(committedAt)) / 1_000)),
  };
}
