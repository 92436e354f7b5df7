import type { Bus } from '@abri/bus/port';
import type { Shelter } from '@abri/contracts/shelter';
import type { MetricsRegistry } from '@abri/service-kit/metrics';
import { Counter, Gauge, Histogram } from 'prom-client';

const placeStates = ['free', 'held', 'occupied', 'outOfService'] as const;
type Places = Record<(typeof placeStates)[number], number>;

/** Beds and cots of a house by what is with them. An exclusive unit that somebody has counts as a whole. */
export function countPlaces(shelter: Shelter, what: 'beds' | 'cots'): Places {
  const places: Places = { free: 0, held: 0, occupied: 0, outOfService: 0 };
  for (const unit of shelter.units) {
    if (unit.service.state === 'outOfService') {
      places.outOfService += unit[what];
      continue;
    }
    let left = unit[what];
    for (const hold of shelter.holds) {
      for (const allocation of hold.allocations) {
        if (allocation.unitId !== unit.unitId) continue;
        const taken = unit.sharing === 'exclusive' ? unit[what] : allocation[what];
        places[hold.state === 'arrived' ? 'occupied' : 'held'] += taken;
        left -= taken;
      }
    }
    places.free += left;
  }
  return places;
}

/** How a hold went on, by the event that says so. */
const outcomes: Readonly<Record<string, string>> = {
  PlaceHeld: 'held',
  HoldAccepted: 'accepted',
  HoldDeclined: 'declined',
  HoldExpired: 'expired',
  HoldReleased: 'released',
  HoldConfirmed: 'confirmed',
  HouseholdArrived: 'arrived',
  HouseholdLeft: 'left',
};

/** The service's own metrics. Beds are counted from the store when somebody asks. */
export function createCapacityMetrics(
  registry: MetricsRegistry,
  o: { clock: { now(): Date }; eventsTopic: string; shelters(): Promise<readonly Shelter[]> },
) {
  const counted = async (gauge: Gauge<'kind' | 'state'>, what: 'beds' | 'cots') => {
    gauge.reset();
    for (const kind of ['shelter', 'hotel'] as const) for (const state of placeStates) gauge.set({ kind, state }, 0);
    for (const shelter of await o.shelters().catch(() => [])) {
      const places = countPlaces(shelter, what);
      for (const state of placeStates) gauge.inc({ kind: shelter.kind, state }, places[state]);
    }
  };
  new Gauge({
    name: 'abri_beds',
    help: 'Beds by kind of house and by what is with them',
    labelNames: ['kind', 'state'] as const,
    registers: [registry],
    collect() {
      return counted(this, 'beds');
    },
  });
  new Gauge({
    name: 'abri_cots',
    help: 'Cots by kind of house and by what is with them',
    labelNames: ['kind', 'state'] as const,
    registers: [registry],
    collect() {
      return counted(this, 'cots');
    },
  });
  const holds = new Counter({
    name: 'abri_holds_total',
    help: 'Steps of holds by outcome',
    labelNames: ['outcome'] as const,
    registers: [registry],
  });
  const refused = new Counter({
    name: 'abri_hold_refusals_total',
    help: 'Holds that were refused, by reason',
    labelNames: ['reason'] as const,
    registers: [registry],
  });
  const lag = new Histogram({
    name: 'abri_publish_lag_seconds',
    help: 'From the decision on an event to Kafka having it in all in-sync replicas',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
    registers: [registry],
  });
  return {
    recorded(events: readonly { type: string }[]): void {
      for (const { type } of events) {
        const outcome = outcomes[type];
        if (outcome) holds.inc({ outcome });
      }
    },
    refused: (reason: string): void => refused.inc({ reason }),
    /** The same bus, which also measures how long events wait before they are on it. */
    measured<B extends Bus>(bus: B): B {
      return {
        ...bus,
        async publish(topic, messages) {
          await bus.publish(topic, messages);
          if (topic !== o.eventsTopic) return;
          for (const { value } of messages)
            lag.observe((o.clock.now().getTime() - Date.parse((value as { at: string }).at)) / 1_000);
        },
      };
    },
  };
}
