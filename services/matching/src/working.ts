import { type CapacityPort } from './capacity-port.js';
import { plan } from './domain/ranking/plan.js';
import { rank } from './domain/ranking/rank.js';
import { serve } from './following.js';
import { createPlacing } from './placing.js';
import { createRepair, type Repair } from './repair.js';
import { createDesk, type Desk } from './requests.js';
import { createSafety, type Safety } from './safety.js';
import { createServing, type Serving } from './serving.js';
import type { RequestQueries } from './store.js';

/** Those who work on requests: at the desk, for who waits, for who is not safe, and after what was left undone. */
export interface Working {
  desk: Desk;
  serving: Serving;
  safety: Safety;
  repair: Repair;
}

/** Lets them know one another. Takes what they work on; `failed` gives who is told that a work will be tried again. */
export function createWorking(
  o: Pick<Desk, 'requests' | 'places' | 'zones' | 'waiting' | 'clock'> & {
    capacity: CapacityPort;
    queries: RequestQueries;
    failed(what: string): (error: unknown) => void;
    repair?: { graceMs?: number; everyMs?: number } | undefined;
  },
): Working {
  const { places, waiting, queries, failed } = o;
  const placing = createPlacing({ places, capacity: o.capacity, onDoubt: () => serving.wakeSoon() });
  const desk = createDesk({
    requests: o.requests,
    places,
    zones: o.zones,
    placing,
    waiting,
    clock: o.clock,
    joined(request) {
      const [free] = rank(places, desk.wishOf(request)).places;
      if (free) serving.wake(free.shelterId);
    },
  });
  const serving = createServing({
    waiting,
    mayFit: (request, only) => rank(places, desk.wishOf(request), only ? { only } : {}).places.length > 0,
    plan: (inOrder) =>
      plan(
        places,
        inOrder.map((request) => ({ requestId: request.requestId, wish: desk.wishOf(request) })),
      ).map(({ requestId, place }) => ({ requestId, shelterId: place.shelterId })),
    serve: (requestId, shelterId) => serve(desk, requestId, shelterId),
    failed: failed('the waiting list'),
  });
  const safety = createSafety({ desk, queries });
  const repair = createRepair({ desk, queries, safety, failed: failed('a repair'), ...o.repair });
  return { desk, serving, safety, repair };
}
