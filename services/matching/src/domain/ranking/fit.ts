import type { Allocation } from '@abri/contracts/shelter';
import { unitFlag } from '../places/columns.js';
import type { Places } from '../places/places.js';
import type { Query } from './query.js';

/** Units of one shelter in which a household sleeps. */
export interface Fit {
  units: { slot: number; beds: number; cots: number }[];
  /** Beds that stay empty because a unit of its own is larger than the household. */
  sparedBeds: number;
}
/** A hold names this many units at most. */
const mostUnits = 10;

/** A shelter's units as the fit sees them. */
interface Units {
  start: number;
  count: number;
  beds: Uint8Array;
  cots: Uint8Array;
  flags: Uint8Array;
}

/**
 * The tightest place in one shelter, or null. One unit before several; a unit of its own for a family, a bed in a
 * shared one for somebody alone, so that a family's room is not spent on one person. Babies sleep in cots as far as
 * there are any. An exclusive unit is taken whole.
 */
export function fitIn(places: Places, row: number, query: Query, stepFree: boolean): Fit | null {
  const { shelter, unit } = places.columns();
  const units = { start: shelter.unitStart[row] ?? 0, count: shelter.unitCount[row] ?? 0, ...unit };
  return oneUnit(units, query, stepFree) ?? severalUnits(units, query, stepFree);
}

function oneUnit(units: Units, { people, babies }: Query, stepFree: boolean): Fit | null {
  let best = -1;
  let least = Infinity;
  for (let slot = units.start; slot < units.start + units.count; slot++) {
    if (!usable(units, slot, stepFree)) continue;
    const beds = units.beds[slot] ?? 0;
    const cots = Math.min(units.cots[slot] ?? 0, babies);
    if (beds + cots < people) continue;
    const exclusive = isExclusive(units, slot);
    const wrongKind = exclusive === people > 1 ? 0 : 1_000;
    const spared = exclusive ? (beds + cots - people) * 20 + (units.cots[slot] ?? 0) - cots : 0;
    if (wrongKind + spared >= least) continue;
    least = wrongKind + spared;
    best = slot;
  }
  return best < 0 ? null : fitOf(units, [best], people, babies);
}

function severalUnits(units: Units, { people, babies }: Query, stepFree: boolean): Fit | null {
  const chosen: number[] = [];
  let [left, inCots] = [people, babies];
  while (left > 0 && chosen.length < mostUnits) {
    let best = -1;
    let bestGain = 0;
    for (let slot = units.start; slot < units.start + units.count; slot++) {
      if (chosen.includes(slot) || !usable(units, slot, stepFree)) continue;
      const gain = sleeps(units, slot, left, inCots);
      const completes = gain >= left;
      const bestCompletes = bestGain >= left;
      // The largest first, to use few units; the last one is the smallest that is large enough.
      if (completes && bestCompletes ? gain >= bestGain : gain <= bestGain) continue;
      bestGain = gain;
      best = slot;
    }
    if (best < 0) return null;
    chosen.push(best);
    inCots -= Math.min(units.cots[best] ?? 0, inCots, left);
    left -= bestGain;
  }
  return left > 0 ? null : fitOf(units, chosen, people, babies);
}

const isExclusive = (units: Units, slot: number) => ((units.flags[slot] ?? 0) & unitFlag.exclusive) !== 0;
const usable = (units: Units, slot: number, stepFree: boolean) =>
  (units.beds[slot] ?? 0) + (units.cots[slot] ?? 0) > 0 &&
  (!stepFree || ((units.flags[slot] ?? 0) & unitFlag.stepFree) !== 0);
const sleeps = (units: Units, slot: number, left: number, babies: number) =>
  (units.beds[slot] ?? 0) + Math.min(units.cots[slot] ?? 0, babies, left);

function fitOf(units: Units, slots: readonly number[], people: number, babies: number): Fit {
  let [left, inCots, sparedBeds] = [people, babies, 0];
  const taken = slots.map((slot) => {
    const [beds, cots] = [units.beds[slot] ?? 0, units.cots[slot] ?? 0];
    const cotsUsed = Math.min(cots, inCots, left);
    const bedsUsed = Math.min(beds, left - cotsUsed);
    inCots -= cotsUsed;
    left -= cotsUsed + bedsUsed;
    if (!isExclusive(units, slot)) return { slot, beds: bedsUsed, cots: cotsUsed };
    sparedBeds += beds - bedsUsed;
    return { slot, beds, cots };
  });
  return { units: taken, sparedBeds };
}

/** A fit as capacity is asked for it. */
export function allocationsOf(places: Places, row: number, fit: Fit): Allocation[] {
  const start = places.columns().shelter.unitStart[row] ?? 0;
  return fit.units.flatMap(({ slot, beds, cots }) => {
    const unitId = places.shelters[row]?.units[slot - start]?.unitId;
    return unitId === undefined ? [] : [{ unitId, beds, cots }];
  });
}
