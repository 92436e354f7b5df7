import type { RankedPlace } from '@abri/contracts/placement';
import type { Places } from '../places/places.js';
import type { Wish } from './query.js';
import { rank } from './rank.js';

/** A household that waits, and what it wishes for. */
export interface Candidate {
  requestId: string;
  wish: Wish;
}
export interface Planned {
  requestId: string;
  place: RankedPlace;
}

/**
 * Who gets which free place, solved as a whole: down the order, each takes its best among what is left; a household for
 * which nothing is left takes the place of an earlier one that can have another. Nobody who was given a place loses it,
 * so more danger never waits for less. Places are kept back in the read model only while this runs.
 */
export function plan(places: Places, inOrder: readonly Candidate[]): Planned[] {
  const planned = new Map<Candidate, RankedPlace>();
  /** Whether there is room for a planned household beside the place that it has; known until the plan changes. */
  const spare = new Map<Candidate, boolean>();
  const give = (candidate: Candidate, place: RankedPlace) => {
    planned.set(candidate, place);
    places.reserve(`plan-${candidate.requestId}`, place.shelterId, place.allocations);
  };
  const take = (candidate: Candidate) => places.unreserve(`plan-${candidate.requestId}`);
  const bestOf = ({ wish }: Candidate, only?: string) => rank(places, wish, only ? { only: [only] } : {}).places[0];

  const hasSpare = (earlier: Candidate): boolean => {
    const known = spare.get(earlier) ?? bestOf(earlier) !== undefined;
    spare.set(earlier, known);
    return known;
  };

  /** Lets one earlier household step aside, the one with least danger first. */
  const stepAside = (candidate: Candidate): boolean =>
    [...planned].reverse().some(([earlier, place]) => {
      if (!hasSpare(earlier)) return false;
      take(earlier);
      const mine = bestOf(candidate, place.shelterId);
      if (mine) {
        give(candidate, mine);
        const another = bestOf(earlier);
        if (another) {
          give(earlier, another);
          return true;
        }
        take(candidate);
        planned.delete(candidate);
      }
      give(earlier, place);
      return false;
    });

  for (const candidate of inOrder) {
    const place = bestOf(candidate);
    if (place) give(candidate, place);
    if (place ?? stepAside(candidate)) spare.clear();
  }
  for (const candidate of planned.keys()) take(candidate);
  return inOrder.flatMap((candidate) => {
    const place = planned.get(candidate);
    return place ? [{ requestId: candidate.requestId, place }] : [];
  });
}
