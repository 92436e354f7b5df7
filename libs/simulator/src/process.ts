import type { Choices } from './choices.js';
import type { Documents } from './simulated-store.js';
import type { Life, Network } from './network.js';
import type { Broker } from './simulated-broker.js';
import type { Timeline } from './timeline.js';
import type { ShelterState } from '@abri/capacity-service/dist/domain/state.js';
import type { RequestState } from '@abri/matching-service/dist/domain/request/state.js';

/** What all processes stand in. */
export interface World {
  timeline: Timeline;
  network: Network;
  broker: Broker;
  choices: Choices;
  shelters: Documents<ShelterState>;
  requests: Documents<RequestState>;
  tell(line: () => string): void;
}

/** Ids that say who made them: the same in every run of a schedule. */
export function idsOf(life: Life): { next(): string } {
  let last = 0;
  return { next: () => `${life.name.replace('.', '-')}-${(last += 1)}` };
}
export const clockOf = ({ timeline }: World, life: Life) => ({ now: () => new Date(timeline.nowMs() + life.skewMs) });

/** A relay's own settings: it sweeps less often than in production, so that a schedule is shorter. */
export const relayOf = ({ timeline }: World, life: Life) => ({
  relayName: life.name,
  elapsed: () => timeline.nowMs(),
  pause: (ms: number) => timeline.pause(ms),
  sweepEveryMs: 12_000,
});
