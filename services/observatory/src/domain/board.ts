import type { Board } from '@abri/contracts/board-api';
import type { CapacityEvent, CapacityState } from '@abri/contracts/capacity-events';
import { referenceOf } from '@abri/contracts/placement';
import type { Shelter } from '@abri/contracts/shelter';
import { dangerOrder } from '@abri/contracts/vocabulary';
import { add, noBeds, shelterCounts } from './beds.js';
import { flowAt } from './flow.js';
import { callsByHour } from './hours.js';
import { byMinute, count, emptyLastHour, forget, type LastHour, percentiles } from './last-hour.js';
import { lagsAt, type Lags } from './lags.js';
import { noRequests, type Requests } from './requests.js';

/** What the operators' board is made from. Built from the topics alone; see `boardAt` for what it shows. */
export interface Projection {
  shelters: Map<string, { seq: number; shelter: Shelter }>;
  requests: Requests;
  declines: { counted: LastHour; seqs: Map<string, number>; newestMs: number };
}
export const emptyProjection = (): Projection => ({
  shelters: new Map(),
  requests: noRequests(),
  declines: { counted: emptyLastHour(), seqs: new Map(), newestMs: 0 },
});

/** Applies a message of `capacity.state.v1`. Returns whether it was news. */
export function applyShelter(projection: Projection, { aggregateId, seq, data }: CapacityState): boolean {
  const known = projection.shelters.get(aggregateId);
  if (known && seq <= known.seq) return false;
  projection.shelters.set(aggregateId, { seq, shelter: data });
  return true;
}

/** Applies an event of `capacity.events.v1`, `atMs` being its time. Returns whether it was news. */
export function applyCapacity({ declines }: Projection, event: CapacityEvent, atMs: number): boolean {
  if (event.seq <= (declines.seqs.get(event.aggregateId) ?? 0)) return false;
  declines.seqs.set(event.aggregateId, event.seq);
  declines.newestMs = Math.max(declines.newestMs, atMs);
  if (event.type !== 'HoldDeclined') return false;
  forget(declines.counted, declines.newestMs);
  count(declines.counted, atMs, 0, declines.newestMs);
  return true;
}

/** The board at a moment, given as text and as milliseconds. `lags`: how long events took to be on it. */
export function boardAt(projection: Projection, lags: Lags, at: string, nowMs: number): Board {
  const shelters = [...projection.shelters.values()]
    .map(({ shelter }) => ({
      shelterId: shelter.shelterId,
      name: shelter.name,
      kind: shelter.kind,
      commune: shelter.commune,
      beds: shelterCounts(shelter, 'beds'),
      cots: shelterCounts(shelter, 'cots'),
    }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.shelterId, b.shelterId));
  const sumOf = (kind: Shelter['kind']) =>
    shelters.filter((shelter) => shelter.kind === kind).reduce((sum, { beds }) => add(sum, beds), noBeds());
  const [shelter, hotel] = [sumOf('shelter'), sumOf('hotel')];
  const { requests, declines } = projection;
  return {
    at,
    beds: { all: add(shelter, hotel), shelter, hotel },
    shelters,
    holds: holdsOf(projection),
    waiting: waitingOf(requests),
    timeToAnswer: percentiles(requests.toAnswer, nowMs),
    timeToOffer: percentiles(requests.toOffer, nowMs),
    timeToPlace: percentiles(requests.toPlace, nowMs),
    placementsLastHour: percentiles(requests.placements, nowMs).count,
    declinesLastHour: percentiles(declines.counted, nowMs).count,
    placementsByMinute: byMinute(requests.placements, nowMs),
    ...lagsAt(lags, nowMs),
    flow: flowAt(requests.flow, nowMs),
    callsByHour: callsByHour(requests.hours, nowMs),
  };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Holds that run out, the first to run out first. */
function holdsOf({ shelters }: Projection): Board['holds'] {
  const holds: Board['holds'] = [];
  for (const [shelterId, { shelter }] of shelters)
    for (const hold of shelter.holds)
      if (hold.state === 'offered' || hold.state === 'accepted') {
        const { holdId, requestId, state, allocations, expiresAt } = hold;
        const beds = allocations.reduce((sum, allocation) => sum + allocation.beds, 0);
        holds.push({ holdId, requestId, shelterId, state, beds, expiresAt });
      }
  return holds.sort(
    (a, b) => compare(a.expiresAt, b.expiresAt) || compare(a.holdId, b.holdId) || compare(a.shelterId, b.shelterId),
  );
}

/** Waiting households in the order in which they are served: highest danger first, then longest wait. */
function waitingOf({ live }: Requests): Board['waiting'] {
  const waiting: Board['waiting'] = [];
  for (const [requestId, { danger, people, waitingSince }] of live)
    if (waitingSince !== null)
      waiting.push({ requestId, reference: referenceOf(requestId), danger, people, since: waitingSince });
  return waiting.sort(
    (a, b) =>
      dangerOrder.indexOf(b.danger) - dangerOrder.indexOf(a.danger) ||
      compare(a.since, b.since) ||
      compare(a.requestId, b.requestId),
  );
}
