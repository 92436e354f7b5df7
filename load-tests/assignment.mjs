// `node load-tests/assignment.mjs [--record]`: a waiting list and free places solved together. 200 households wait for about 200
// free units; compared are going down the list (greedy), the plan that matching makes, and the most that could be served at all, by
// a solver of the assignment problem (linear-sum-assignment, Jonker and Volgenant) over households and units.
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { linearSumAssignment } from 'linear-sum-assignment';
import { defaultInstrument, assessDanger } from '../libs/contracts/dist/danger-instrument.js';
import { dangerOrder } from '../libs/contracts/dist/vocabulary.js';
import { createPlaces } from '../services/matching/dist/domain/places/places.js';
import { plan } from '../services/matching/dist/domain/ranking/plan.js';
import { rank } from '../services/matching/dist/domain/ranking/rank.js';
import { householdOf } from './dist/run/households.js';
import { sheltersFor } from './dist/run/shelters.js';
import { world } from './dist/run/world.js';
import { table, writeSection } from './section.mjs';

const households = 200;
const runs = 30;
const infeasible = -1e9;

function situation(seed, units) {
  const places = createPlaces();
  for (const { address: _, ...house } of sheltersFor(seed, units))
    places.apply(
      { ...house, units: house.units.map((unit) => ({ ...unit, service: { state: 'inService' } })), holds: [] },
      1,
    );
  const waiting = Array.from({ length: households }, (_, number) => {
    const { household, needs, surroundings, assessment } = householdOf(world, seed, number);
    const wish = { household, needs, surroundings, zones: [], triedShelters: [], minuteOfDay: 720 };
    return {
      requestId: `r${number}`,
      wish,
      danger: dangerOrder.indexOf(assessDanger(defaultInstrument, assessment).level),
    };
  }).sort((a, b) => b.danger - a.danger);
  return { places, waiting };
}

function greedy({ places, waiting }) {
  const given = [];
  for (const { requestId, wish } of waiting) {
    const [place] = rank(places, wish).places;
    if (!place) continue;
    places.reserve(requestId, place.shelterId, place.allocations);
    given.push({ requestId, place });
  }
  for (const { requestId } of given) places.unreserve(requestId);
  return given;
}

/** How many could be served at all if each takes one unit: nobody cares who. */
function most({ places, waiting }) {
  const units = places.shelters.flatMap(({ shelterId, units: all }) => all.map((unit) => ({ shelterId, unit })));
  const gains = waiting.map(({ wish }) => {
    const suits = new Set(
      places.shelters.flatMap(({ shelterId }) =>
        rank(places, wish, { only: [shelterId] }).places.length > 0 ? shelterId : [],
      ),
    );
    const people = wish.household.adults.length + wish.household.children.length;
    const babies = wish.household.children.filter(({ ageYears }) => ageYears < 2).length;
    return units.map(({ shelterId, unit }) =>
      suits.has(shelterId) &&
      unit.beds + Math.min(unit.cots, babies) >= people &&
      (!wish.needs.stepFree || unit.stepFree)
        ? 1
        : infeasible,
    );
  });
  const began = performance.now();
  const { rowAssignments } = linearSumAssignment(gains, { maximaze: true });
  const ms = performance.now() - began;
  const served = waiting.filter((_, row) => gains[row]?.[rowAssignments[row]] === 1).length;
  return { served, ms };
}

const timed = (work) => {
  const began = performance.now();
  const value = work();
  return { value, ms: performance.now() - began };
};
const middle = (values, share = 0.5) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))];
const rows = [];
for (const units of [100, 200, 300]) {
  const found = Array.from({ length: runs }, (_, seed) => {
    const given = situation(seed + 1, units);
    const down = timed(() => greedy(given));
    const planned = timed(() => plan(given.places, given.waiting));
    const bound = most(given);
    const urgent = new Set(given.waiting.filter(({ danger }) => danger >= 2).map(({ requestId }) => requestId));
    const of = (list) => list.filter(({ requestId }) => urgent.has(requestId)).length;
    return {
      greedy: down.value.length,
      planned: planned.value.length,
      most: bound.served,
      urgentGreedy: of(down.value),
      urgentPlanned: of(planned.value),
      greedyMs: down.ms,
      plannedMs: planned.ms,
      solverMs: bound.ms,
    };
  });
  const sum = (name) => found.reduce((all, one) => all + one[name], 0);
  rows.push({
    units,
    ...Object.fromEntries(
      ['greedy', 'planned', 'most', 'urgentGreedy', 'urgentPlanned'].map((name) => [name, sum(name) / runs]),
    ),
    ...Object.fromEntries(
      ['greedyMs', 'plannedMs', 'solverMs'].flatMap((name) => [
        [`${name}P50`, middle(found.map((one) => one[name]))],
        [`${name}Max`, Math.max(...found.map((one) => one[name]))],
      ]),
    ),
  });
}
const round = (value) => Math.round(value * 10) / 10;
console.table(rows);
if (process.argv.includes('--record')) {
  const machine = `${cpus().length} cores, node ${process.version}, load ${round(loadavg()[0])}`;
  const record = { at: new Date().toISOString(), machine, households, runs, rows };
  writeFileSync(new URL('results/assignment.json', import.meta.url), `${JSON.stringify(record, null, 2)}\n`);
  const head = [
    'free units',
    'down the list',
    'planned',
    'most possible',
    'in severe danger: down the list',
    'planned',
    'plan, ms p50',
    'plan, ms max',
    'solver, ms p50',
  ];
  const lines = rows.map((row) =>
    [
      row.units,
      row.greedy,
      row.planned,
      row.most,
      row.urgentGreedy,
      row.urgentPlanned,
      row.plannedMsP50,
      row.plannedMsMax,
      row.solverMsP50,
    ].map(round),
  );
  await writeSection(
    'assignment',
    `${households} households wait; means of ${runs} situations; ${machine}.\n\n${table(head, lines)}`,
  );
}
