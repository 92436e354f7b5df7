import type { MatchingEvent } from '@abri/contracts/matching-events';
import type { DangerLevel } from '@abri/contracts/vocabulary';
import { count, emptyLastHour, forget, isForgotten, type LastHour } from './last-hour.js';

interface FollowedRequest {
  seq: number;
  danger: DangerLevel;
  people: number;
  requestedMs: number;
  waitingSince: string | null;
  wasOffered: boolean;
  wasPlaced: boolean;
}

/** The placement requests that have not ended, and what the last hour's took. */
export interface Requests {
  live: Map<string, FollowedRequest>;
  /** Ended ones, kept for an hour so that an event told twice is not counted twice: when they ended, and their `seq`. */
  ended: Map<string, { endedMs: number; seq: number }>;
  toOffer: LastHour;
  toPlace: LastHour;
  placements: LastHour;
  newestMs: number;
  sweptMs: number;
}
export const noRequests = (): Requests => ({
  live: new Map(),
  ended: new Map(),
  toOffer: emptyLastHour(),
  toPlace: emptyLastHour(),
  placements: emptyLastHour(),
  newestMs: 0,
  sweptMs: 0,
});

const sweepEveryMs = 10_000;

/** Applies an event of `matching.events.v1`, `atMs` being its time. Returns whether it was news. */
export function applyMatching(requests: Requests, event: MatchingEvent, atMs: number): boolean {
  if (atMs > requests.newestMs) requests.newestMs = atMs;
  sweep(requests);
  const { aggregateId, seq, at } = event;
  if (seq <= (requests.ended.get(aggregateId)?.seq ?? 0)) return false;
  if (event.type === 'PlacementRequested' && !requests.live.has(aggregateId)) {
    const { party, danger, receivedAt } = event.data;
    const people = party.women + party.men + party.children.length;
    const fresh = { waitingSince: null, wasOffered: false, wasPlaced: false };
    requests.live.set(aggregateId, {
      seq,
      danger,
      people,
      requestedMs: receivedAt ? Date.parse(receivedAt) : atMs,
      ...fresh,
    });
    return true;
  }
  const request = requests.live.get(aggregateId);
  if (!request || seq <= request.seq) return false;
  request.seq = seq;
  request.waitingSince = event.type === 'WaitingListJoined' ? at : null;
  const tookMs = atMs - request.requestedMs;
  const { newestMs } = requests;
  switch (event.type) {
    case 'PlacementOffered':
      if (!request.wasOffered) count(requests.toOffer, atMs, tookMs, newestMs);
      request.wasOffered = true;
      break;
    case 'PlacementConfirmed':
      if (!request.wasPlaced) count(requests.toPlace, atMs, tookMs, newestMs);
      request.wasPlaced = true;
      count(requests.placements, atMs, 0, newestMs);
      break;
    case 'PlacementEnded':
    case 'RequestWithdrawn':
    case 'RequestReferred':
      requests.live.delete(aggregateId);
      requests.ended.set(aggregateId, { endedMs: atMs, seq });
      break;
  }
  return true;
}

/** Lets go of what lies outside every hour that can still be asked for. */
function sweep(requests: Requests): void {
  const { newestMs, ended } = requests;
  if (newestMs - requests.sweptMs < sweepEveryMs) return;
  requests.sweptMs = newestMs;
  for (const [id, { endedMs }] of ended) if (isForgotten(endedMs, newestMs)) ended.delete(id);
  for (const lastHour of [requests.toOffer, requests.toPlace, requests.placements]) forget(lastHour, newestMs);
}
