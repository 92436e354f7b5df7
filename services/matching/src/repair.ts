import type { Hold } from '@abri/contracts/shelter';
import type { HoldNews, RequestCommand } from './domain/request/commands.js';
import { isItsOwn, liveHold, type RequestState } from './domain/request/state.js';
import { moveOn } from './following.js';
import type { Desk } from './requests.js';
import type { Safety } from './safety.js';
import type { RequestQueries } from './store.js';

/** Mends what a process that died, or an event that came before its request was written, has left undone. */
export interface Repair {
  /** One look at everything; gives how much was mended. */
  once(): Promise<number>;
  /**
   * Takes news of a hold that has ended, to be heard once more after the grace: the request may be recorded only just now, and would
   * know of no such hold yet. It is kept in memory; where the process dies before, the time of the offer must run out.
   */
  hearAgain(requestId: string, news: HoldNews): void;
  /** A request has changed, here or in another process: whether it agrees with its holds is to be looked at anew. */
  changed(requestId: string): void;
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
  safety: Pick<Safety, 'lookAtAll'>;
  failed(error: unknown): void;
  graceMs?: number;
  everyMs?: number;
}): Repair {
  const { desk, queries } = o;
  const graceMs = o.graceMs ?? 60_000;
  /** Requests that agree with their holds, by the steps they were at: looked at once a step and change, not at every sweep. */
  const agreed = new Map<string, string>();
  const early: { requestId: string; news: HoldNews; heardAt: string }[] = [];
  let running: Promise<unknown> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const before = () => new Date(desk.clock.now().getTime() - graceMs).toISOString();

  /** Whether the request has changed by it. */
  const mend = async (requestId: string, command: RequestCommand): Promise<boolean> => {
    const result = await desk.execute(requestId, command);
    return result.ok && result.events.length > 0;
  };

  const mendHold = (requestId: string, { shelterId, hold }: Held): Promise<boolean> =>
    desk.inTurn(requestId, async () => {
      const found = await desk.requests.read(requestId);
      const request = found?.state.request;
      if (!request || !isItsOwn(request, hold.holdId)) return giveBack(found?.state, { shelterId, hold });
      const command = catchUp(hold);
      return command !== null && mend(requestId, command);
    });
  /**
   * Nobody is put out of a house; but a household that has moved to another one is not in its former one any more. A hold that nobody
   * has recorded may be recorded, and go on, while this gives it back: then it stays.
   */
  const giveBack = async (state: RequestState | undefined, { shelterId, hold }: Held): Promise<boolean> => {
    const hasMovedOut = state?.movedOutOf.some(({ holdId }) => holdId === hold.holdId) ?? false;
    if (hold.state === 'arrived' && !hasMovedOut) return false;
    if (hasMovedOut) await desk.placing.giveBack({ shelterId, ...hold }, 'moved');
    else await desk.placing.giveBack({ shelterId, ...hold }, 'superseded', hold.state);
    return true;
  };

  const holds = async () => {
    let mended = 0;
    const byRequest = heldByRequest(desk.places.shelters);
    for (const [requestId, held] of byRequest) {
      const steps = held.map(({ hold: { holdId, state } }) => `${holdId} ${state}`).join();
      if (agreed.get(requestId) === steps) continue;
      const old = held.filter(({ hold }) => hold.heldAt <= before());
      // Said before the look, so that a change in the meantime takes it back.
      if (old.length === held.length) agreed.set(requestId, steps);
      try {
        for (const each of old) if (await mendHold(requestId, each)) mended++;
      } catch (error) {
        agreed.delete(requestId);
        throw error;
      }
    }
    for (const requestId of agreed.keys()) if (!byRequest.has(requestId)) agreed.delete(requestId);
    return mended;
  };

  /** Offers and moves whose time is over, and whose hold capacity no longer has: the news of its end came to nobody. */
  const offers = async () => {
    let mended = 0;
    for (const requestId of await queries.overdue(before(), batch)) {
      const { request } = await desk.read(requestId);
      const overdue = [liveHold(request), request.moving].flatMap((hold) =>
        hold && 'expiresAt' in hold && hold.expiresAt < before() ? [hold.holdId] : [],
      );
      for (const holdId of overdue) {
        if (desk.places.holdsOf(requestId).some(({ hold }) => hold.holdId === holdId)) continue;
        if (await mend(requestId, { do: 'offerEnded', holdId, reason: 'expired' })) mended++;
      }
    }
    return mended;
  };

  /** News that is known already, or is overtaken, changes nothing. */
  const again = async () => {
    let mended = 0;
    for (let [first] = early; first && first.heardAt <= before(); [first] = early) {
      const { requestId, news } = first;
      if (await desk.inTurn(requestId, () => mend(requestId, news))) mended++;
      early.shift();
    }
    return mended;
  };

  const stuck = async () => {
    const requestIds = await queries.stuck(batch);
    for (const requestId of requestIds) await moveOn(desk, requestId);
    return requestIds.length;
  };

  const once = async () =>
    (await holds()) + (await again()) + (await offers()) + (await stuck()) + (await o.safety.lookAtAll());
  return {
    once,
    changed: (requestId) => void agreed.delete(requestId),
    hearAgain: (requestId, news) => void early.push({ requestId, news, heardAt: desk.clock.now().toISOString() }),
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

type Held = { shelterId: string; hold: Hold };
function heldByRequest(shelters: Desk['places']['shelters']): Map<string, Held[]> {
  const held = new Map<string, Held[]>();
  for (const { shelterId, holds } of shelters)
    for (const hold of holds) held.set(hold.requestId, [...(held.get(hold.requestId) ?? []), { shelterId, hold }]);
  return held;
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
