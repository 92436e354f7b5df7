import type { MatchingEvent } from '@abri/contracts/matching-events';
import type { DangerLevel } from '@abri/contracts/vocabulary';
import { type Course, emptyFlow, type Flow, follow, forgetFlow, goneOn, newCourse } from './flow.js';
import { type CallHours, countCall, forgetHours, isCallForgotten, noCallHours } from './hours.js';
import { count, emptyLastHour, forget, type LastHour } from './last-hour.js';

interface FollowedRequest {
  seq: number;
  danger: DangerLevel;
  people: number;
  requestedMs: number;
  waitingSince: string | null;
  wasOffered: boolean;
  wasPlaced: boolean;
  course: Course;
}

/** The placement requests that have not ended, and what the last hour's took. */
export interface Requests {
  live: Map<string, FollowedRequest>;
  /** Ended ones, kept as long as their calls are shown so that none is counted twice: when they ended, and their `seq`. */
  ended: Map<string, { endedMs: number; seq: number }>;
  toAnswer: LastHour;
  toOffer: LastHour;
  toPlace: LastHour;
  placements: LastHour;
  flow: Flow;
  hours: CallHours;
  newestMs: number;
  sweptMs: number;
}
export const noRequests = (): Requests => ({
  live: new Map(),
  ended: new Map(),
  toAnswer: emptyLastHour(),
  toOffer: emptyLastHour(),
  toPlace: emptyLastHour(),
  placements: emptyLastHour(),
  flow: emptyFlow(),
  hours: noCallHours(),
  newestMs: 0,
  sweptMs: 0,
});

const sweepEveryMs = 10_000;
const hourMs = 3_600_000;

/** Applies an event of `matching.events.v1`, `atMs` being its time. Returns whether it was news. */
export function applyMatching(requests: Requests, event: MatchingEvent, atMs: number): boolean {
  if (atMs > requests.newestMs) requests.newestMs = atMs;
  sweep(requests);
  const { aggregateId, seq, at } = event;
  if (seq <= (requests.ended.get(aggregateId)?.seq ?? 0)) return false;
  if (event.type === 'PlacementRequested' && !requests.live.has(aggregateId)) {
    called(requests, event, atMs);
    return true;
  }
  const request = requests.live.get(aggregateId);
  if (!request || seq <= request.seq) return false;
  request.seq = seq;
  request.waitingSince = event.type === 'WaitingListJoined' ? at : null;
  const tookMs = atMs - request.requestedMs;
  const { newestMs } = requests;
  const course = goneOn(request.course, event.type);
  follow(requests.flow, request.course, course, newestMs);
  request.course = course;
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
    case 'HouseholdStaysHome':
      requests.live.delete(aggregateId);
      requests.ended.set(aggregateId, { endedMs: atMs, seq });
      break;
  }
  return true;
}

function called(requests: Requests, event: Extract<MatchingEvent, { type: 'PlacementRequested' }>, atMs: number): void {
  const { party, danger, mode, receivedAt } = event.data;
  const { newestMs } = requests;
  const requestedMs = receivedAt ? Date.parse(receivedAt) : atMs;
  const course = newCourse(requestedMs, mode);
  requests.live.set(event.aggregateId, {
    ...{ seq: event.seq, danger, people: party.women + party.men + party.children.length, requestedMs, course },
    ...{ waitingSince: null, wasOffered: false, wasPlaced: false },
  });
  if (receivedAt) count(requests.toAnswer, atMs, atMs - requestedMs, newestMs);
  follow(requests.flow, null, course, newestMs);
  countCall(requests.hours, requestedMs, newestMs);
}

/** Lets go of what lies outside every time that can still be asked for. */
function sweep(requests: Requests): void {
  const { newestMs, sweptMs, ended } = requests;
  if (newestMs - sweptMs < sweepEveryMs) return;
  requests.sweptMs = newestMs;
  const { toAnswer, toOffer, toPlace, placements } = requests;
  for (const lastHour of [toAnswer, toOffer, toPlace, placements]) forget(lastHour, newestMs);
  if (Math.floor(newestMs / hourMs) === Math.floor(sweptMs / hourMs)) return;
  forgetFlow(requests.flow, newestMs);
  forgetHours(requests.hours, newestMs);
  // They lie in the order in which they were told: the first one that is still needed ends the search.
  for (const [id, { endedMs }] of ended) {
    if (!isCallForgotten(endedMs, newestMs)) break;
    ended.delete(id);
  }
}
