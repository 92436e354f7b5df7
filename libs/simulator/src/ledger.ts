import type { Stored } from '@abri/aggregate/aggregate';
import type { IncomingMessage } from '@abri/bus/port';
import type { ShelterState } from '@abri/capacity-service/dist/domain/state.js';
import type { AnyEvent } from '@abri/contracts/envelope';
import type { PlacementRequest } from '@abri/contracts/placement';
import { liveHold } from '@abri/matching-service/dist/domain/request/state.js';
import { doubledBeds } from './beds.js';
import { createHouseholds } from './households.js';

/** What was acknowledged to somebody, and what was written and published; it looks at each of them as it comes. */
export interface Ledger {
  readonly problems: readonly string[];
  broken(problem: string): void;
  shelterWritten(before: Stored<ShelterState> | undefined, next: Stored<ShelterState>): void;
  written(before: Stored<unknown> | undefined, next: Stored<unknown>): void;
  appended(message: IncomingMessage): void;
  /** A worker was told that the request stands so. */
  acknowledged(request: PlacementRequest, seq: number, stored: number): void;
  /** Events by aggregate, as they were committed. */
  readonly events: ReadonlyMap<string, readonly AnyEvent[]>;
  /** Events by aggregate, as they first came on their topic. */
  readonly published: ReadonlyMap<string, readonly AnyEvent[]>;
  /** Confirmed places that were acknowledged: request id to hold id. */
  readonly confirmed: ReadonlyMap<string, string>;
}

export function createLedger(): Ledger {
  const problems: string[] = [];
  const events = new Map<string, AnyEvent[]>();
  const published = new Map<string, AnyEvent[]>();
  const confirmed = new Map<string, string>();
  const holds = new Map<string, string>();
  const broken = (problem: string) => void problems.push(problem);
  const households = createHouseholds(broken);

  const written: Ledger['written'] = (before, next) => {
    const known = events.get(next.id) ?? [];
    events.set(next.id, known);
    const from = before?.seq ?? 0;
    const fresh = next.outbox.filter(({ event }) => event.seq > from).map(({ event }) => event);
    if (next.version !== (before?.version ?? 0) + 1) broken(`${next.id}: a write was overwritten`);
    if (fresh.length !== next.seq - from || fresh.some(({ seq }, index) => seq !== from + index + 1))
      broken(`${next.id}: events ${from + 1} to ${next.seq} are not all in its outbox`);
    known.push(...fresh);
  };
  return {
    problems,
    events,
    published,
    confirmed,
    broken,
    written,
    shelterWritten(before, next) {
      written(before, next);
      const { shelter } = next.state;
      if (shelter) problems.push(...doubledBeds(shelter));
      const last = before?.state.lastToken ?? 0;
      for (const event of events.get(next.id)?.slice(before?.seq ?? 0) ?? []) {
        households.happened(event);
        const { type, data } = event;
        if (type !== 'PlaceHeld') continue;
        const { holdId, token, requestId } = data as { holdId: string; token: number; requestId: string };
        if (token <= last) broken(`${next.id}: the token ${token} was given out before`);
        if (holds.has(holdId)) broken(`${next.id}: ${holdId} was held before`);
        holds.set(holdId, requestId);
      }
    },
    appended({ topic, value }) {
      if (!topic.includes('.events.')) return;
      const event = value as AnyEvent;
      const known = published.get(event.aggregateId) ?? [];
      published.set(event.aggregateId, known);
      const same = known[event.seq - 1];
      if (same && same.id !== event.id) broken(`${event.aggregateId}: two events have the number ${event.seq}`);
      if (!same && event.seq !== known.length + 1)
        broken(`${event.aggregateId}: event ${event.seq} came after ${known.length}`);
      if (!same) known.push(event);
    },
    acknowledged(request, seq, stored) {
      const { requestId, status } = request;
      if (stored < seq) broken(`${requestId}: ${seq} was acknowledged, ${stored} is there`);
      const live = liveHold(request);
      if (live && holds.get(live.holdId) !== requestId) broken(`${requestId}: has a hold that capacity never gave`);
      if (status.state === 'placed') confirmed.set(requestId, status.holdId);
      else confirmed.delete(requestId);
    },
  };
}
