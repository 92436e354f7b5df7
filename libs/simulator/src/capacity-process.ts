import { createDueWatch } from '@abri/aggregate/due-watch';
import { createRepository } from '@abri/aggregate/wiring';
import { nextExpiry, type ShelterCommand } from '@abri/capacity-service/dist/domain/decide.js';
import { shelterAggregate } from '@abri/capacity-service/dist/domain/shelter-aggregate.js';
import { holdRoutes } from '@abri/capacity-service/dist/hold-routes.js';
import { allShelters, readShelter, type Shelters, viewOf } from '@abri/capacity-service/dist/shelters.js';
import { topics } from '@abri/contracts/topics';
import type { Role } from '@abri/contracts/vocabulary';
import { HttpProblem } from '@abri/service-kit/errors';
import type { Context, Http } from '@abri/service-kit/http';
import { ServiceAway, ServiceRefused } from '@abri/service-kit/service-client';
import type { Life } from './network.js';
import { clockOf, idsOf, relayOf, type World } from './process.js';
import { storeOver } from './simulated-store.js';

export const offerMinutes = 15;
export const confirmMinutes = 30;

export interface Asked {
  method: 'GET' | 'POST';
  /** Such as /shelters/s0/holds/h1/accept. */
  path: string;
  body?: unknown;
  role: Role;
  key?: string;
}
export interface CapacityProcess {
  execute(shelterId: string, command: ShelterCommand): ReturnType<Shelters['execute']>;
  /** Answers as over HTTP. Throws `ServiceRefused` with the problem, or `ServiceAway` for what would be a 5xx. */
  answer(asked: Asked): Promise<unknown>;
}

type Handler = (context: Context<never, undefined, never>) => Promise<unknown>;

/** Starts capacity's own write path, expiry and routes of holds in a process of the simulation. */
export function startCapacityProcess(world: World, life: Life, ended: () => void): CapacityProcess {
  const { timeline, network, broker } = world;
  const clock = clockOf(world, life);
  const { repository, relay } = createRepository({
    type: shelterAggregate,
    store: storeOver(network, life, 'shelter', world.shelters),
    clock,
    ids: idsOf(life),
    topics: { events: topics.capacityEvents, state: topics.capacityState },
    bus: broker.busOf(life),
    ...relayOf(world, life),
  });
  const execute: Shelters['execute'] = async (shelterId, command, o) => {
    const result = await repository.execute(shelterId, command, o);
    expiry.watch(shelterId, nextExpiry(result.state));
    return result;
  };
  const expiry = createDueWatch({
    clock,
    timers: { after: (delayMs, wake) => timeline.after(delayMs, wake), sweepEveryMs: 20_000 },
    due: (instant, limit) => repository.due(instant, limit),
    handle: async (shelterId, now) => void (await execute(shelterId, { do: 'expire', now })),
    failed: () => undefined,
  });

  const routes = new Map<string, Handler>();
  const http: Pick<Http, 'route'> = {
    route: ({ path, handler }) => void routes.set(path, handler as unknown as Handler),
  };
  holdRoutes(http, {
    execute: (shelterId, command, idempotencyKey) => execute(shelterId, command, { idempotencyKey }),
    now: () => clock.now().toISOString(),
    offerMinutes,
    confirmMinutes,
  });
  const handle = async ({ method, path, body, role, key }: Asked): Promise<unknown> => {
    const [, , shelterId = '', , holdId, step] = path.split('/');
    if (method === 'GET') return viewOf(await readShelter(repository, shelterId));
    const route = ['/shelters/:shelterId/holds', ...(step ? [`:holdId/${step}`] : [])].join('/');
    const handler = routes.get(route);
    if (!handler) throw new Error(`capacity has no ${route}`);
    const user = { id: role, roles: [role], shelterIds: [shelterId], teamIds: [] };
    const request = { params: { shelterId, holdId }, body, user, idempotencyKey: key, req: { method, path } };
    return handler(request as unknown as Parameters<Handler>[0]);
  };

  const begin = async () => {
    await relay.start();
    for (const { state } of await allShelters(repository))
      if (state.shelter) expiry.watch(state.shelter.shelterId, nextExpiry(state));
    await expiry.start();
  };
  // A service whose start fails ends, and its supervisor starts it anew.
  void begin().catch(ended);
  return {
    execute,
    answer: (asked) =>
      handle(asked).catch((error: unknown) => {
        if (error instanceof HttpProblem) throw new ServiceRefused(error.problem.status, error.problem);
        throw new ServiceAway('answered 500');
      }),
  };
}
