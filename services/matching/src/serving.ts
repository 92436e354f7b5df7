import { setImmediate as breath } from 'node:timers/promises';
import type { PlacementRequest } from '@abri/contracts/placement';
import type { WaitingList } from './waiting-list.js';

/** Serves the waiting list whenever a place may have become free. */
export interface Serving {
  /** A place has become free in this shelter: serve now. */
  wake(shelterId: string): void;
  /** A place may be free, but that is not sure: look again in a moment. */
  wakeSoon(): void;
  /** Looks at every house for all who wait; resolves when that is done. */
  everywhere(): Promise<void>;
  /** Resolves when nothing is being served: those who wait have had their turn. */
  settled(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/** A long list is gone through with pauses, so that callers are answered meanwhile. */
const breathEvery = 50;
/** A plan is made for this many at most, the first that may fit; the others are served in a later round. */
const mostPlanned = 100;

/**
 * Serves round by round: looks who may fit, plans for them as a whole, and holds the places in order of danger. One
 * round at a time; what happens meanwhile makes another.
 */
export function createServing(o: {
  waiting: WaitingList;
  /** Whether there is a place for the household in one of these shelters, or in any: spares asking for those who have none. */
  mayFit(request: PlacementRequest, shelterIds: readonly string[] | undefined): boolean;
  /** Who of these, in this order, gets which shelter. */
  plan(requests: readonly PlacementRequest[]): readonly { requestId: string; shelterId: string }[];
  serve(requestId: string, shelterId: string): Promise<void>;
  failed(error: unknown): void;
  /** Also without news: arrival hours begin, and news may have been missed. */
  everyMs?: number;
  soonMs?: number;
}): Serving {
  const freed = new Set<string>();
  let everywhere = false;
  let running: Promise<void> | undefined;
  let stopping = false;
  let ticking: NodeJS.Timeout | undefined;
  let soon: NodeJS.Timeout | undefined;

  const round = async (shelterIds: readonly string[] | undefined) => {
    const candidates: PlacementRequest[] = [];
    for (const [index, request] of [...o.waiting.inOrder()].entries()) {
      if (stopping || candidates.length === mostPlanned) break;
      if (index % breathEvery === breathEvery - 1) await breath();
      if (o.mayFit(request, shelterIds)) candidates.push(request);
    }
    if (candidates.length === mostPlanned) lookSoon();
    for (const { requestId, shelterId } of candidates.length > 0 ? o.plan(candidates) : []) {
      if (stopping) return;
      await o.serve(requestId, shelterId);
    }
  };
  const run = async () => {
    while ((everywhere || freed.size > 0) && !stopping) {
      const where = everywhere ? undefined : [...freed];
      everywhere = false;
      freed.clear();
      try {
        await round(where);
      } catch (error) {
        o.failed(error);
        lookSoon();
        return;
      }
    }
  };
  const look = () => {
    // Begins after this turn: what wakes it from within a round must find it running.
    if (!stopping)
      running ??= Promise.resolve()
        .then(run)
        .finally(() => {
          running = undefined;
          if (everywhere || freed.size > 0) look();
        });
  };
  const lookSoon = () => {
    if (soon || stopping) return;
    soon = setTimeout(() => {
      soon = undefined;
      everywhere = true;
      look();
    }, o.soonMs ?? 1_000);
    soon.unref();
  };
  const lookEverywhere = () => {
    everywhere = true;
    look();
  };
  return {
    wake(shelterId) {
      freed.add(shelterId);
      look();
    },
    wakeSoon: lookSoon,
    everywhere() {
      lookEverywhere();
      return running ?? Promise.resolve();
    },
    settled: () => running ?? Promise.resolve(),
    start() {
      ticking = setInterval(lookEverywhere, o.everyMs ?? 30_000);
      ticking.unref();
      lookEverywhere();
    },
    async stop() {
      stopping = true;
      clearInterval(ticking);
      clearTimeout(soon);
      await running;
    },
  };
}
