import { distanceKm } from '@abri/geo/distance';
import { type Commune, communes } from '@abri/geo/district';

/** The least that must stay possible, whatever is asked: communes, and communes with a house among them. */
export const leastCommunes = 20;
export const leastWithHouse = 5;

type Part = readonly Commune[];

/**
 * The district cut into parts, by the communes' codes, each with `leastCommunes` communes of which `leastWithHouse` have a
 * house; as many and as narrow as that allows (the Mondrian cut of k-anonymity: LeFevre and others, 2006). Made from what
 * is public alone. None where the district as a whole has too few.
 */
export function partsOf(withHouse: ReadonlySet<string>): string[][] {
  return enough(communes, withHouse) ? cut(communes, withHouse).map((part) => part.map(({ code }) => code).sort()) : [];
}

function cut(part: Part, withHouse: ReadonlySet<string>): Part[] {
  let best: { halves: [Part, Part]; widthKm: number } | undefined;
  for (const axis of ['lon', 'lat'] as const) {
    const sorted = [...part].sort((one, other) => one[axis] - other[axis] || (one.code < other.code ? -1 : 1));
    for (let at = 1; at < sorted.length; at++) {
      const halves: [Part, Part] = [sorted.slice(0, at), sorted.slice(at)];
      if (!halves.every((half) => enough(half, withHouse))) continue;
      const widthKm = Math.max(...halves.map((half) => widthOf(half, withHouse)));
      if (!best || widthKm < best.widthKm) best = { halves, widthKm };
    }
  }
  return best ? best.halves.flatMap((half) => cut(half, withHouse)) : [part];
}

const enough = (part: Part, withHouse: ReadonlySet<string>) =>
  part.length >= leastCommunes && part.filter(({ code }) => withHouse.has(code)).length >= leastWithHouse;

/** The greatest distance between two houses of a part, in km. */
function widthOf(part: Part, withHouse: ReadonlySet<string>): number {
  const houses = part.filter(({ code }) => withHouse.has(code));
  return Math.max(...houses.flatMap((one) => houses.map((other) => distanceKm(one, other))));
}
