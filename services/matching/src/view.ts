import type { PlacementView } from '@abri/contracts/matching-api';
import { liveHold } from './domain/request/state.js';
import type { Desk, Standing } from './requests.js';
import { mayStayHome } from './safety.js';

type Known = Pick<Desk, 'places' | 'zones' | 'waiting'>;

/** A request as the hotline sees it. */
export function viewOf({ places, zones, waiting }: Known, { request, seq, ranking }: Standing): PlacementView {
  return {
    ...request,
    seq,
    house: houseOf(places, liveHold(request)),
    nextHouse: houseOf(places, request.moving),
    mayStayHome: mayStayHome(zones, request),
    waitingRank: request.status.state === 'waiting' ? waiting.rankOf(request.requestId) : null,
    ...(ranking ? { ranking } : {}),
  };
}

function houseOf(places: Known['places'], hold: { shelterId: string } | null): PlacementView['house'] {
  const row = hold ? places.rowOf(hold.shelterId) : undefined;
  const shelter = row === undefined ? undefined : places.shelters[row];
  if (!shelter) return null;
  const { shelterId, name, commune, acceptance } = shelter;
  return { shelterId, name, commune, acceptance };
}
