import type { PlacementView } from '@abri/contracts/matching-api';
import type { Places } from './domain/places/places.js';
import { liveHold } from './domain/request/state.js';
import type { Standing } from './requests.js';
import type { WaitingList } from './waiting-list.js';

/** A request as the hotline sees it. */
export function viewOf(
  { places, waiting }: { places: Places; waiting: WaitingList },
  standing: Standing,
): PlacementView {
  const { request, seq, ranking } = standing;
  const live = liveHold(request);
  const row = live ? places.rowOf(live.shelterId) : undefined;
  const shelter = row === undefined ? undefined : places.shelters[row];
  return {
    ...request,
    seq,
    house: shelter
      ? {
          shelterId: shelter.shelterId,
          name: shelter.name,
          commune: shelter.commune,
          acceptance: shelter.acceptance,
        }
      : null,
    waitingRank: request.status.state === 'waiting' ? waiting.rankOf(request.requestId) : null,
    ...(ranking ? { ranking } : {}),
  };
}
