import { type Allocation, freePlaces, type Hold, type Shelter } from '@abri/contracts/shelter';
import { flag, grown, shelterColumns, unitColumns, unitFlag } from './columns.js';
import { createDistances, type Distances } from './distances.js';
import { equipmentMask, languageMask, minutesOf, serviceMask } from './masks.js';

/** All shelters as matching sees them: columns for scanning, and each shelter's last public state. */
export interface Places {
  readonly shelters: readonly Shelter[];
  readonly distances: Distances;
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
  const rows = new Map<string, number>();
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
    let [beds, cots, inService] = [0, 0, 0];
    state.units.forEach((each, index) => {
      const at = (shelter.unitStart[row] ?? 0) + index;
      const free = freePlaces(taken, each);
      unit.beds[at] = Math.max(free.beds, 0);
      unit.cots[at] = Math.max(free.cots, 0);
      unit.flags[at] =
        (each.sharing === 'exclusive' ? unitFlag.exclusive : 0) | (each.stepFree ? unitFlag.stepFree : 0);
      beds += Math.max(free.beds, 0);
      cots += Math.max(free.cots, 0);
      if (each.service.state === 'inService') inService += each.beds;
    });
    shelter.unitCount[row] = state.units.length;
    shelter.freeBeds[row] = beds;
    shelter.freeCots[row] = cots;
    shelter.beds[row] = inService;
  };

  const writeRules = (row: number, state: Shelter) => {
    const { rules } = state;
    shelter.flags[row] =
      (rules.takesWomen ? flag.women : 0) |
      (rules.takesMen ? flag.men : 0) |
      (rules.takesChildren ? flag.children : 0) |
      (rules.takesPets ? flag.pets : 0) |
      (state.kind === 'hotel' ? flag.hotel : 0) |
      (state.acceptance === 'automatic' ? flag.automatic : 0);
    shelter.highestBoyAge[row] = rules.highestBoyAge;
    shelter.commune[row] = distances.number(state.commune);
    shelter.arrivalsFrom[row] = minutesOf(rules.arrivals.from);
    shelter.arrivalsTo[row] = minutesOf(rules.arrivals.to);
    shelter.languages[row] = languageMask(state.languages);
    shelter.services[row] = serviceMask(state.services);
    shelter.equipment[row] = equipmentMask(state.equipment);
  };

  const newRow = (shelterId: string) => {
    const row = shelters.length;
    if (row === shelter.seq.length) shelter = grown(shelter, shelterColumns, row * 2);
    rows.set(shelterId, row);
    return row;
  };

  const isNews = (shelterId: string, seq: number) => {
    const row = rows.get(shelterId);
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
    columns: () => ({ shelter, unit }),
    rowOf: (shelterId) => rows.get(shelterId),
    isNews,
    apply(state, seq) {
      if (!isNews(state.shelterId, seq)) return 'old';
      const row = rows.get(state.shelterId) ?? newRow(state.shelterId);
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
      const row = rows.get(shelterId);
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
