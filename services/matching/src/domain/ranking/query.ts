import type { ZoneArea } from '@abri/contracts/penal-file';
import type { Household, Needs, Surroundings } from '@abri/contracts/household';
import type { DistanceRow, Distances } from '../places/distances.js';
import { equipmentMask, languageMask } from '../places/masks.js';
import type { Places } from '../places/places.js';

/** A child younger than this many years may sleep in a cot (capacity has the same rule). */
export const cotUntilYears = 2;

/** What is asked: a household, and what this call adds to it. */
export interface Wish {
  household: Household;
  needs: Needs;
  surroundings: Surroundings;
  /** The exclusion zones of the case that are in force. */
  zones: readonly ZoneArea[];
  /** Shelters that said no to this request, or nothing. */
  triedShelters: readonly string[];
  /** Local time of arrival, in minutes since midnight. */
  minuteOfDay: number;
}

/** A wish made ready for the rules: counts, bits, and distances by the number of a shelter's commune. */
export interface Query {
  women: number;
  men: number;
  children: number;
  people: number;
  babies: number;
  /** Age of the oldest boy, or -1. */
  oldestBoy: number;
  pregnant: boolean;
  pets: number;
  stepFree: boolean;
  languages: number;
  equipment: number;
  /** Kilometres from the caller's commune; null when it was not told. */
  fromCaller: DistanceRow | null;
  minimumKm: number;
  maximumKm: number;
  /** By commune number: 1 where the household must not be, or where that is not known. */
  avoided: Uint8Array | null;
  /** The same for the exclusion zones of the case. */
  forbidden: Uint8Array | null;
  fromSchool: DistanceRow | null;
  minuteOfDay: number;
  tried: ReadonlySet<string>;
}

/** Takes the wish and the places it will be asked of. To be used at once: it knows the communes of now. */
export function toQuery(wish: Wish, places: Places): Query {
  const { household, needs, surroundings } = wish;
  const boys = household.children.filter(({ sex }) => sex === 'boy');
  const { callerCommune, schoolCommune } = surroundings;
  return {
    women: household.adults.filter(({ sex }) => sex === 'woman').length,
    men: household.adults.filter(({ sex }) => sex === 'man').length,
    children: household.children.length,
    people: household.adults.length + household.children.length,
    babies: household.children.filter(({ ageYears }) => ageYears < cotUntilYears).length,
    oldestBoy: Math.max(-1, ...boys.map(({ ageYears }) => ageYears)),
    pregnant: household.adults.some(({ pregnant }) => pregnant),
    pets: needs.pets,
    stepFree: needs.stepFree,
    languages: languageMask(needs.languages),
    equipment: equipmentMask(needs.equipment),
    fromCaller: callerCommune === undefined ? null : places.distances.from(callerCommune),
    minimumKm: surroundings.minimumDistanceKm,
    maximumKm: surroundings.maximumDistanceKm ?? Infinity,
    avoided: communesIn(surroundings.avoid, places.distances),
    forbidden: communesIn(wish.zones, places.distances),
    fromSchool: schoolCommune === undefined ? null : places.distances.from(schoolCommune),
    minuteOfDay: wish.minuteOfDay,
    tried: new Set(wish.triedShelters),
  };
}

/** A radius of 0 is that commune alone, which is known by its code; a wider ring needs a distance, and fails safe. */
function communesIn(areas: readonly ZoneArea[], distances: Distances): Uint8Array | null {
  if (areas.length === 0) return null;
  const rings = areas.map(({ commune, radiusKm }) => ({ row: distances.from(commune), radiusKm }));
  const communes = rings[0]?.row.length ?? 0;
  return Uint8Array.from({ length: communes }, (_, number) =>
    rings.some(({ row, radiusKm }) => {
      const km = row[number] ?? Number.NaN;
      return radiusKm === 0 ? km === 0 : !(km > radiusKm);
    })
      ? 1
      : 0,
  );
}
