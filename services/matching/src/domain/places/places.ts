import { type Allocation, freePlaces, type Hold, type Shelter } from '@abri/contracts/shelter';
import { grown, shelterColumns, unitColumns, unitFlag } from './columns.js';
import { createDistances, type Distances } from './distances.js';
import { type FactColumns, factColumns, flag } from './facts.js';
import { equipmentMask, languageMask, minutesOf, serviceMask } from './masks.js';

/** All shelters as matching sees them: facts and units in columns, and each shelter's last public state. */
export interface Places {
  readonly shelters: readonly Shelter[];
  readonly distances: Distances;
  readonly facts: FactColumns;
  /** The present columns; they are replaced when they grow, so nobody keeps them. */
  columns(): { shelter: ReturnType<typeof shelterColumns>; unit: ReturnType<typeof unitColumns> };
  rowOf(shelterId: string): number | undefined;
  /** Whether a shelter's state with this number would be new. */
  isNews(shelterId: string, seq: number): boolean;
  /** Takes a shelter's state unless it is older than what is known. Says whether a household may fit now that did not. */
  apply(shelter: Shelter, seq: number): 'old' | 'taken' | 'freed';
  /** Keeps a place from others in this process while capacity is asked for it. */
  reserve(holdId: string, shelterId: string, allocations: readonly Allocation[]): void;
  unreserve(holdId: string): void;
  /** Live holds and stays of a request, as capacity has published them. */
  holdsOf(requestId: string): { shelterId: string; hold: Hold }[];
}

/** An empty read model. Pure memory: the same states in any order that keeps each shelter's own give the same model. */
export function createPlaces(): Places {
  let shelter = shelterColumns(64);
  let unit = unitColumns(256);
  let unitsEnd = 0;
  const shelters: Shelter[] = [];
  const facts = factColumns();
  const distances = createDistances();
  const reserved = new Map<string, { row: number; allocations: readonly Allocation[] }>();
  const sheltersOf = new Map<string, Set<number>>();

  const roomFor = (row: number, count: number) => {
    if (count <= (shelter.unitRoom[row] ?? 0)) return;
    const room = shelter.unitRoom[row] ? count * 2 : Math.max(2, count);
    while (unitsEnd + room > unit.beds.length) unit = grown(unit, unitColumns, unit.beds.length * 2);
    shelter.unitStart[row] = unitsEnd;
    shelter.unitRoom[row] = room;
    unitsEnd += room;
  };

  /** What is free of a shelter: by its state, less what this process is asking for right now. */
  const writeFree = (row: number, state: Shelter) => {
    const pending = [...reserved]
      .filter(([holdId, { row: other }]) => other === row && !state.holds.some((hold) => hold.holdId === holdId))
      .map(([, { allocations }]) => ({ allocations: [...allocations] }));
    const taken = { holds: [...state.holds, ...pending] as Hold[] };
    const [room, stepFreeRoom] = [
      { beds: 0, cots: 0 },
      { beds: 0, cots: 0 },
    ];
    let [inService, smallestUnit] = [0, Infinity];
    state.units.forEach((each, index) => {
      const at = (shelter.unitStart[row] ?? 0) + index;
      const free = freePlaces(taken, each);
      const [beds, cots] = [Math.max(free.beds, 0), Math.max(free.cots, 0)];
      unit.beds[at] = beds;
      unit.cots[at] = cots;
      unit.flags[at] =
        (each.sharing === 'exclusive' ? unitFlag.exclusive : 0) | (each.stepFree ? unitFlag.stepFree : 0);
      for (const sum of each.stepFree ? [room, stepFreeRoom] : [room]) {
        sum.beds += beds;
        sum.cots += cots;
      }
      if (beds + cots > 0) smallestUnit = Math.min(smallestUnit, each.sharing === 'exclusive' ? beds : 0);
      if (each.service.state === 'inService') inService += each.beds;
    });
    shelter.unitCount[row] = state.units.length;
    facts.room.set(row, room);
    facts.stepFreeRoom.set(row, stepFreeRoom);
    facts.smallestUnit.set(row, smallestUnit);
    facts.occupancy.set(row, { beds: inService, free: room.beds });
  };

  const writeRules = (row: number, state: Shelter) => {
    const { rules } = state;
    const { from, to } = rules.arrivals;
    facts.flags.set(
      row,
      (rules.takesWomen ? flag.women : 0) |
        (rules.takesMen ? flag.men : 0) |
        (rules.takesChildren ? flag.children : 0) |
        (rules.takesPets ? flag.pets : 0) |
        (state.kind === 'hotel' ? flag.hotel : 0) |
        (state.acceptance === 'automatic' ? flag.automatic : 0),
    );
    facts.highestBoyAge.set(row, rules.highestBoyAge);
    facts.commune.set(row, distances.number(state.commune));
    facts.arrivals.set(row, { from: minutesOf(from), to: minutesOf(to) });
    facts.languages.set(row, languageMask(state.languages));
    facts.services.set(row, serviceMask(state.services));
    facts.equipment.set(row, equipmentMask(state.equipment));
  };

  const newRow = (shelterId: string) => {
    const row = shelters.length;
    if (row === shelter.seq.length) shelter = grown(shelter, shelterColumns, row * 2);
    facts.shelterId.set(row, shelterId);
    return row;
  };

  /** Each id is one house's alone, so that its number is the house's row. */
  const rowOf = (shelterId: string) => facts.shelterId.numberOf(shelterId);

  const isNews = (shelterId: string, seq: number) => {
    const row = rowOf(shelterId);
    return row === undefined || seq > (shelter.seq[row] ?? 0);
  };

  const index = (row: number, holds: readonly Hold[], present: boolean) => {
    for (const { requestId } of holds) {
      const known = sheltersOf.get(requestId) ?? new Set<number>();
      if (present) sheltersOf.set(requestId, known.add(row));
      else if (known.delete(row) && known.size === 0) sheltersOf.delete(requestId);
    }
  };

  return {
    shelters,
    distances,
    facts,
    columns: () => ({ shelter, unit }),
    rowOf,
    isNews,
    apply(state, seq) {
      if (!isNews(state.shelterId, seq)) return 'old';
      const row = rowOf(state.shelterId) ?? newRow(state.shelterId);
      const before = shelters[row];
      if (before) index(row, before.holds, false);
      shelters[row] = state;
      index(row, state.holds, true);
      shelter.seq[row] = seq;
      writeRules(row, state);
      roomFor(row, state.units.length);
      writeFree(row, state);
      return !before || mayFitMore(before, state) ? 'freed' : 'taken';
    },
    reserve(holdId, shelterId, allocations) {
      const row = rowOf(shelterId);
      const state = row === undefined ? undefined : shelters[row];
      if (row === undefined || !state) return;
      reserved.set(holdId, { row, allocations });
      writeFree(row, state);
    },
    unreserve(holdId) {
      const entry = reserved.get(holdId);
      const state = entry && shelters[entry.row];
      if (!state) return;
      reserved.delete(holdId);
      writeFree(entry.row, state);
    },
    holdsOf: (requestId) =>
      [...(sheltersOf.get(requestId) ?? [])].flatMap((row) => {
        const state = shelters[row];
        const holds = state?.holds.filter((hold) => hold.requestId === requestId) ?? [];
        return state ? holds.map((hold) => ({ shelterId: state.shelterId, hold })) : [];
      }),
  };
}

/** Whether the change of a shelter can help anybody: something is free that was not, or the house is not what it was. */
function mayFitMore(before: Shelter, after: Shelter): boolean {
  const house = ({ units: _units, holds: _holds, ...details }: Shelter) => JSON.stringify(details);
  if (house(before) !== house(after)) return true;
  return after.units.some((unit) => {
    const earlier = before.units.find(({ unitId }) => unitId === unit.unitId);
    if (!earlier || earlier.stepFree !== unit.stepFree || earlier.sharing !== unit.sharing) return true;
    const [was, is] = [freePlaces(before, earlier), freePlaces(after, unit)];
    return is.beds > was.beds || is.cots > was.cots;
  });
}
