import type { Allocation } from '@abri/contracts/shelter';
import { type UnitColumns, unitFlag } from '../places/columns.js';
import type { Places } from '../places/places.js';
import type { Query } from './query.js';

/** Units of one shelter in which a household sleeps, in the order in which they are filled. */
export interface Fit {
  slots: readonly number[];
  /** Beds that stay empty because a unit of its own is larger than the household. */
  sparedBeds: number;
}
/** A hold names this many units at most. */
export const mostUnits = 10;

/**
 * The tightest place in one shelter, in step-free units only or in any; null when there is none. One unit before
 * several; a unit of its own for a family, a bed in a shared one for somebody alone, so that a family's room is not
 * spent on one person. Babies sleep in cots as far as there are any. An exclusive unit is taken whole. It makes nothing
 * that it does not give.
 */
export function fitIn(places: Places, row: number, query: Query, stepFree: boolean): Fit | null {
  const { shelter, unit: units } = places.columns();
  const start = shelter.unitStart[row] ?? 0;
  const end = start + (shelter.unitCount[row] ?? 0);
  return oneUnit(units, start, end, query, stepFree) ?? severalUnits(units, start, end, query, stepFree);
}

function oneUnit(
  units: UnitColumns,
  start: number,
  end: number,
  { people, babies }: Query,
  stepFree: boolean,
): Fit | null {
  let best = -1;
  let least = Infinity;
  let sparedBeds = 0;
  for (let slot = start; slot < end; slot++) {
    const beds = units.beds[slot] ?? 0;
    const allCots = units.cots[slot] ?? 0;
    const cots = allCots < babies ? allCots : babies;
    if (beds + cots < people || !usable(units, slot, stepFree)) continue;
    const exclusive = isExclusive(units, slot);
    const spared = exclusive ? beds + cots - people : 0;
    const wrongKind = exclusive === people > 1 ? 0 : 1_000;
    const waste = wrongKind + spared * 20 + (exclusive ? allCots - cots : 0);
    if (waste >= least) continue;
    least = waste;
    best = slot;
    sparedBeds = spared;
  }
  return best < 0 ? null : { slots: [best], sparedBeds };
}

function severalUnits(units: UnitColumns, start: number, end: number, query: Query, stepFree: boolean): Fit | null {
  const slots: number[] = [];
  let [left, babies, sparedBeds] = [query.people, query.babies, 0];
  while (left > 0 && slots.length < mostUnits) {
    let best = -1;
    let bestGain = 0;
    for (let slot = start; slot < end; slot++) {
      if (slots.includes(slot) || !usable(units, slot, stepFree)) continue;
      const gain = (units.beds[slot] ?? 0) + Math.min(units.cots[slot] ?? 0, babies, left);
      // The largest first, to use few units; the last one is the smallest that is large enough.
      if (gain >= left && bestGain >= left ? gain >= bestGain : gain <= bestGain) continue;
      bestGain = gain;
      best = slot;
    }
    if (best < 0) return null;
    slots.push(best);
    babies -= Math.min(units.cots[best] ?? 0, babies, left);
    left -= bestGain;
    if (left < 0 && isExclusive(units, best)) sparedBeds = -left;
  }
  return left > 0 ? null : { slots, sparedBeds };
}

const isExclusive = (units: UnitColumns, slot: number) => ((units.flags[slot] ?? 0) & unitFlag.exclusive) !== 0;
const usable = (units: UnitColumns, slot: number, stepFree: boolean) =>
  (units.beds[slot] ?? 0) + (units.cots[slot] ?? 0) > 0 &&
  (!stepFree || ((units.flags[slot] ?? 0) & unitFlag.stepFree) !== 0);

/** A fit as capacity is asked for it: exclusive units whole, of shared ones what is slept in. */
export function allocationsOf(places: Places, row: number, fit: Fit, { people, babies }: Query): Allocation[] {
  const { shelter, unit } = places.columns();
  let [left, inCots] = [people, babies];
  return fit.slots.flatMap((slot) => {
    const [beds, cots] = [unit.beds[slot] ?? 0, unit.cots[slot] ?? 0];
    const cotsUsed = Math.min(cots, inCots, left);
    const bedsUsed = Math.min(beds, left - cotsUsed);
    inCots -= cotsUsed;
    left -= cotsUsed + bedsUsed;
    const unitId = places.shelters[row]?.units[slot - (shelter.unitStart[row] ?? 0)]?.unitId;
    if (unitId === undefined) return [];
    return isExclusive(unit, slot) ? [{ unitId, beds, cots }] : [{ unitId, beds: bedsUsed, cots: cotsUsed }];
  });
}
