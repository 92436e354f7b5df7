// `node load-tests/ranking.mjs [--record]`: how long matching's ranking takes over 10,000, 100,000 and 1,000,000 places (beds),
// beside the least that a scan can cost (one look at each house's free beds). Half of the houses are full. No server; a minute or two.
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { createPlaces } from '../services/matching/dist/domain/places/places.js';
import { rank } from '../services/matching/dist/domain/ranking/rank.js';
import { householdOf } from './dist/run/households.js';
import { randomOf } from './dist/run/random.js';
import { sheltersWithBeds } from './dist/run/shelters.js';
import { median, significant } from './dist/run/statistics.js';
import { world } from './dist/run/world.js';
import { table, writeSection } from './section.mjs';

const seed = 596;
const shareFull = 0.5;
const runs = 7;
/** Milliseconds that the ranking may take at p99. */
const aims = new Map([
  [10_000, 0.15],
  [100_000, 0.5],
  [1_000_000, 1.5],
]);

/** Houses with so many beds; in a full one every unit is held. */
const situation = (beds) =>
  sheltersWithBeds(seed, beds).map(({ address: _, ...house }, number) => {
    const holds = house.units.map(({ unitId, beds: all, cots }) => ({
      ...{ holdId: `h-${number}-${unitId}`, requestId: `r-${number}-${unitId}`, token: 1, state: 'arrived' },
      ...{ allocations: [{ unitId, beds: all, cots }], people: 1, expiresAt: null },
    }));
    return {
      ...house,
      units: house.units.map((unit) => ({ ...unit, service: { state: 'inService' } })),
      holds: randomOf(seed, number).chance(shareFull) ? holds : [],
    };
  });

const wishes = (from, count) =>
  Array.from({ length: count }, (_, number) => {
    const { household, needs, surroundings } = householdOf(world, seed, from + number);
    return { household, needs, surroundings, zones: [], triedShelters: [], minuteOfDay: 720 };
  });

/** p50 and p99 in ms: medians over the runs, since other work on the machine falls into some of them. */
function timed(work, asked) {
  const found = Array.from({ length: runs }, () => {
    const times = asked.map((wish) => {
      const began = performance.now();
      work(wish);
      return performance.now() - began;
    });
    times.sort((a, b) => a - b);
    return [0.5, 0.99].map((share) => times[Math.floor(share * (times.length - 1))]);
  });
  const [p50, p99] = [0, 1].map((at) => significant(median(found.map((one) => one[at]))));
  return { p50, p99 };
}

const rows = [];
for (const [beds, aim] of aims) {
  const houses = situation(beds);
  const places = createPlaces();
  for (const house of houses) places.apply(house, 1);
  const { room } = places.facts;
  const freeBeds = Uint16Array.from(houses, (_, row) => room.at(row).beds);
  let seen = 0;
  const floor = ({ household: { adults, children } }) => {
    const people = adults.length + children.length;
    for (let row = 0; row < houses.length; row++) if (freeBeds[row] >= people) seen++;
  };
  const ours = (wish) => rank(places, wish);
  for (const wish of wishes(0, 300)) ours(wish);
  const count = beds >= 1_000_000 ? 500 : 2_000;
  rows.push({
    ...{ beds, houses: houses.length, aim },
    ours: timed(ours, wishes(1_000, count)),
    floor: timed(floor, wishes(1_000, count)),
  });
  if (seen === 0) throw new Error('nothing was free');
}
console.log(JSON.stringify(rows, null, 1));
if (process.argv.includes('--record')) {
  const machine = `${cpus().length} cores, node ${process.version}, load ${significant(loadavg()[0])}`;
  writeFileSync(
    new URL('results/ranking.json', import.meta.url),
    `${JSON.stringify({ at: new Date().toISOString(), machine, shareFull, rows }, null, 2)}\n`,
  );
  const head = ['places', 'houses', 'p50, ms', 'p99, ms', 'aim p99, ms', 'one look, p50, ms', 'one look, p99, ms'];
  const lines = rows.map(({ beds, houses, aim, ours, floor }) => [
    ...[beds, houses, ours.p50, ours.p99, aim, floor.p50, floor.p99],
  ]);
  await writeSection(
    'ranking',
    `One ranking of one household; medians of ${runs} runs; ${machine}.\n\n${table(head, lines)}`,
  );
}
