import { setTimeout as pause } from 'node:timers/promises';
import type { Bus, BusLog } from '@abri/bus/port';
import { keepTrying } from '@abri/bus/keep-trying';
import { parseMessage } from '@abri/bus/parse';
import { CapacityEvent, CapacityState } from '@abri/contracts/capacity-events';
import { AnyState } from '@abri/contracts/envelope';
import { ZoneEvent, ZoneState } from '@abri/contracts/hosting-events';
import { topics } from '@abri/contracts/topics';
import { reasonOf } from '@abri/service-kit/log';
import { follow } from './following.js';
import type { MatchingMetrics } from './matching-metrics.js';
import type { Repair } from './repair.js';
import type { Desk } from './requests.js';
import type { Safety } from './safety.js';
import type { Serving } from './serving.js';

/** Who has not been let into a group after so long is not waited for at the end. */
const mostLeavingMs = 2_000;

/** What the service listens to. */
export interface Consumers {
  /** Whether the read model has caught up with what lay there when it began. */
  caughtUp(): boolean;
  /** Resolves with the reason when a consumption ends by itself. */
  failed: Promise<Error>;
  stop(): Promise<void>;
}

/**
 * The state of every shelter and of every exclusion zone into the read models; capacity's events and breaches of zones,
 * which become commands of requests (one replica gets each); and requests that other replicas wrote, for the waiting
 * list. Every replica looks at the cases of a zone by what it knows itself, so that the last one to know has the last
 * word. Resolves when the read models run; the groups are joined meanwhile.
 */
export async function startConsumers(o: {
  bus: Bus;
  desk: Desk;
  serving: Serving;
  safety: Safety;
  repair: Pick<Repair, 'hearAgain' | 'changed'>;
  metrics: Pick<MatchingMetrics, 'applied' | 'zoneLooked'>;
  log: BusLog;
  stopping(): boolean;
}): Promise<Consumers> {
  const { bus, desk, serving, safety } = o;
  let caughtUp = false;
  const open = <T>(what: string, work: () => Promise<T>) => keepTrying(what, work, o);

  const states = await open(topics.capacityState, () =>
    bus.replay({
      topics: [topics.capacityState],
      name: 'matching.places',
      async handler(message) {
        // Most of it is known from capacity's own answers, and need not be read whole.
        const { aggregateId, seq, at } = parseMessage(AnyState, message);
        if (!desk.places.isNews(aggregateId, seq)) return;
        const { data } = parseMessage(CapacityState, message);
        const outcome = desk.places.apply(data, seq);
        if (!caughtUp) return;
        o.metrics.applied(at);
        if (outcome === 'freed') serving.wake(data.shelterId);
      },
    }),
  );
  void states?.caughtUp.then(() => (caughtUp = true));
  let zonesKnown = false;
  const zones = await open(topics.zoneState, () =>
    bus.replay({
      topics: [topics.zoneState],
      name: 'matching.zones',
      async handler(message) {
        const { aggregateId, seq, at, data } = parseMessage(ZoneState, message);
        const links = desk.zones.apply(aggregateId, data, seq);
        if (!zonesKnown || links.length === 0) return;
        // What fails here the repair takes up: the read model must not stand still for it.
        const waiting = await safety.look(links).catch((error: unknown) => {
          o.log.warn({ reason: reasonOf(error) }, 'the cases of a zone will be looked at later');
          return [];
        });
        o.metrics.zoneLooked(at);
        if (waiting.length > 0) void serving.everywhere();
      },
    }),
  );
  void zones?.caughtUp.then(() => (zonesKnown = true));
  const others = await open(topics.matchingState, () =>
    bus.follow({
      topics: [topics.matchingState],
      name: 'matching.waiting',
      async handler(message) {
        const { aggregateId, seq } = parseMessage(AnyState, message);
        o.repair.changed(aggregateId);
        if (!desk.waiting.isNews(aggregateId, seq)) return;
        const found = await desk.requests.read(aggregateId);
        if (found?.state.request) desk.waiting.note(found.state.request, found.seq);
      },
    }),
  );
  await states?.caughtUp;
  await zones?.caughtUp;
  const events = open(topics.capacityEvents, () =>
    bus.subscribe({
      topics: [topics.capacityEvents],
      group: 'matching',
      handler: (message) =>
        follow(desk, o.repair, parseMessage(CapacityEvent, message), (error) =>
          o.log.warn({ reason: reasonOf(error) }, 'a request will move on later'),
        ),
    }),
  );
  const breaches = open(topics.zoneEvents, () =>
    bus.subscribe({
      topics: [topics.zoneEvents],
      group: 'matching.breaches',
      async handler(message) {
        const { type, aggregateId, seq, data } = parseMessage(ZoneEvent, message);
        if (type === 'ZoneBreached') await safety.entered(data.links, `${aggregateId}/${seq}`);
      },
    }),
  );
  // A group lets nobody in while it waits for a member that was killed: until the session of that one is over. Placing needs
  // none of its messages, so the service is ready without it.
  const joining = [events, breaches];
  const running = [states, zones, others].flatMap((subscription) => subscription ?? []);
  const never = new Promise<Error>(() => {});
  return {
    caughtUp: () => caughtUp && zonesKnown,
    failed: Promise.race([
      ...running.map(({ failed }) => failed),
      ...joining.map((joined) => joined.then((subscription) => subscription?.failed ?? never)),
    ]),
    async stop() {
      const left = joining.map((joined) => joined.then((subscription) => subscription?.stop()));
      await Promise.all(running.map((subscription) => subscription.stop()));
      await Promise.race([Promise.all(left), pause(mostLeavingMs, undefined, { ref: false })]);
    },
  };
}
