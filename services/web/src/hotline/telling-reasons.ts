import type { RankedPlace, Reason } from '@abri/contracts/placement';

/**
 * The reasons worth reading of each place: those that gave it points, without the ones that gave every listed place the
 * same, because they do not tell why one stands before another. A single place keeps all of its reasons.
 */
export function tellingReasons(places: readonly RankedPlace[]): (place: RankedPlace) => Reason[] {
  const pointsOf = (place: RankedPlace, rule: Reason['rule']) =>
    place.reasons.find((reason) => reason.rule === rule)?.points ?? 0;
  const [first] = places;
  const same = ({ rule, points }: Reason) =>
    places.length > 1 && first !== undefined && places.every((place) => pointsOf(place, rule) === points);
  return (place) => place.reasons.filter((reason) => reason.points !== 0 && !same(reason));
}
