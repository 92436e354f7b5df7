import type { Hold } from '@abri/contracts/shelter';
import type { RequestCommand } from './domain/request/decide.js';
import { liveHold } from './domain/request/state.js';
import { moveOn } from './following.js';
import type { Desk } from './requests.js';
import type { RequestQueries } from './store.js';

/** Mends what a process that died, or an event that came before its request was written, has left undone. */
export interface Repair {
  /** One look at everything; gives how much was mended. */
  once(): Promise<number>;
  start(): void;
  stop(): Promise<void>;
}

const batch = 100;

/**
 * Compares holds in capacity with the requests they are for, and requests with their holds. `graceMs` is how old
 * something must be before it counts as left undone: longer than any operation takes.
 */
export function createRepair(o: {
  desk: Desk;
  queries: RequestQueries;
  failed(error: unknown): void;
  graceMs?: number;
  everyMs?: number;
}): Repair {
  const { desk, queries } = o;
  const graceMs = o.graceMs ?? 60_000;
  /** Holds that agree with their request, by the step they were at: looked at once a step, not at every sweep. */
  const agreed = new Map<string, Hold['state']>();
  let running: Promise<unknown> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const before = () => new Date(desk.clock.now().getTime() - graceMs).toISOString();

  const mendHold = (shelterId: string, hold: Hold): Promise<boolean> =>
    desk.inTurn(hold.requestId, async () => {
      const found = await desk.requests.read(hold.requestId);
      const live = found?.state.request ? liveHold(found.state.request) : null;
      if (live?.holdId !== hold.holdId) {
        if (hold.state === 'arrived') return false;
        await desk.placing.giveBack({ shelterId, ...hold }, 'superseded');
        return true;
      }
      const command = catchUp(hold);
      const result = command && (await desk.execute(hold.requestId, command));
      return Boolean(result?.ok && result.events.length > 0);
    });

  const holds = async () => {
    let mended = 0;
    const seen = new Set<string>();
    for (const { shelterId, holds: live } of desk.places.shelters) {
      for (const hold of live) {
        seen.add(hold.holdId);
        if (hold.heldAt > before() || agreed.get(hold.holdId) === hold.state) continue;
        if (await mendHold(shelterId, hold)) mended++;
        agreed.set(hold.holdId, hold.state);
      }
    }
    for (const holdId of agreed.keys()) if (!seen.has(holdId)) agreed.delete(holdId);
    return mended;
  };

  /** Offers whose time is over, and whose hold capacity no longer has: the news of its end came to nobody. */
  const offers = async () => {
    let mended = 0;
    for (const requestId of await queries.overdue(before(), batch)) {
      const { request } = await desk.read(requestId);
      const live = liveHold(request);
      if (!live || desk.places.holdsOf(requestId).some(({ hold }) => hold.holdId === live.holdId)) continue;
      const result = await desk.execute(requestId, { do: 'offerEnded', holdId: live.holdId, reason: 'expired' });
      if (result.ok && result.events.length > 0) mended++;
    }
    return mended;
  };

  const stuck = async () => {
    const requestIds = await queries.stuck(batch);
    for (const requestId of requestIds) await moveOn(desk, requestId);
    return requestIds.length;
  };

  const once = async () => (await holds()) + (await offers()) + (await stuck());
  return {
    once,
    start() {
      timer = setInterval(() => {
        running ??= once()
          .catch(o.failed)
          .finally(() => (running = undefined));
      }, o.everyMs ?? 15_000);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** The step that capacity has taken and the request may not have heard of. */
function catchUp(hold: Hold): RequestCommand | null {
  const { holdId } = hold;
  switch (hold.state) {
    case 'offered':
      return null;
    case 'accepted':
      return { do: 'accepted', holdId, expiresAt: hold.expiresAt };
    case 'confirmed':
      return { do: 'confirmed', holdId };
    case 'arrived':
      return { do: 'arrived', holdId };
  }
}
