import type { RankedPlace, Ranking, RuleName, ScoreName } from '@abri/contracts/placement';
import { freePlaces, type Shelter } from '@abri/contracts/shelter';
import { distanceKm } from '@abri/geo/distance';
import { communeOf } from '@abri/geo/district';
import fc from 'fast-check';
import { anyShelter, anyWish, communeCodes, mother, placesOf, shelter, unit, wish } from '../../test-places.js';
import { allocationsOf, type Fit, fitIn } from './fit.js';
import { toQuery, type Wish } from './query.js';
import { rank } from './rank.js';

// The ranking once more, as it is defined: one house after the other, one rule after the other, on whole shelters.

const km = (from: string | undefined, { commune }: Shelter): number => {
  if (from === commune) return 0;
  const [origin, place] = [communeOf(from ?? ''), communeOf(commune)];
  return origin && place ? distanceKm(origin, place) : Number.NaN;
};
const isInside = (areas: Wish['zones'], house: Shelter) =>
  areas.some(({ commune, radiusKm }) =>
    radiusKm === 0 ? commune === house.commune : !(km(commune, house) > radiusKm),
  );
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const isOpen = ({ rules: { arrivals } }: Shelter, now: number) => {
  const [from, to] = [minutes(arrivals.from), minutes(arrivals.to)];
  return from === to || (from < to ? from <= now && now < to : from <= now || now < to);
};
function fitOf(house: Shelter, asked: Wish, stepFree: boolean): Fit | null {
  const places = placesOf(house);
  return fitIn(places, 0, toQuery(asked, places), stepFree);
}

type Excludes = (house: Shelter, asked: Wish) => boolean;
const has = (sex: string, { household: { adults, children } }: Wish) =>
  [...adults, ...children].some((person) => person.sex === sex);
const hardRules: [RuleName, Excludes][] = [
  ['alreadyTried', ({ shelterId }, { triedShelters }) => triedShelters.includes(shelterId)],
  ['avoidedPlace', (house, { surroundings }) => isInside(surroundings.avoid, house)],
  ['exclusionZone', (house, { zones }) => isInside(zones, house)],
  [
    'minimumDistance',
    (house, { surroundings: { callerCommune, minimumDistanceKm } }) =>
      minimumDistanceKm > 0 && !(km(callerCommune, house) >= minimumDistanceKm),
  ],
  [
    'maximumDistance',
    (house, { surroundings: { callerCommune, maximumDistanceKm } }) =>
      maximumDistanceKm !== undefined && !(km(callerCommune, house) <= maximumDistanceKm),
  ],
  ['houseTakesWomen', ({ rules }, asked) => has('woman', asked) && !rules.takesWomen],
  ['houseTakesMen', ({ rules }, asked) => has('man', asked) && !rules.takesMen],
  ['houseTakesChildren', ({ rules }, { household }) => household.children.length > 0 && !rules.takesChildren],
  [
    'boyAge',
    ({ rules }, { household }) =>
      household.children.some(({ sex, ageYears }) => sex === 'boy' && ageYears > rules.highestBoyAge),
  ],
  ['pets', ({ rules }, { needs }) => needs.pets > 0 && !rules.takesPets],
  ['equipment', ({ equipment }, { needs }) => needs.equipment.some((thing) => !equipment.includes(thing))],
  ['arrivalHours', (house, { minuteOfDay }) => !isOpen(house, minuteOfDay)],
  ['capacity', (house, asked) => fitOf(house, asked, false) === null],
  ['stepFree', (house, asked) => asked.needs.stepFree && fitOf(house, asked, true) === null],
];

const rounded = (points: number) => Math.round(points * 10) / 10;
const fading = (distance: number, most: number, perKm: number) => Math.max(0, most - perKm * distance) || 0;
const known = (distance: number) => (Number.isNaN(distance) ? undefined : rounded(distance));
function softRules(
  house: Shelter,
  { household, needs, surroundings }: Wish,
  fit: Fit,
): [ScoreName, number, (number | undefined)?][] {
  const [home, school] = [km(surroundings.callerCommune, house), km(surroundings.schoolCommune, house)];
  const spoken = needs.languages.filter((language) => house.languages.includes(language)).length;
  const usesMedical = needs.equipment.length > 0 || household.adults.some(({ pregnant }) => pregnant);
  const useful = house.services.filter(
    (service) => (service !== 'medical' || usesMedical) && (service !== 'childCare' || household.children.length > 0),
  ).length;
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  const free = sum(house.units.map((each) => Math.max(0, freePlaces(house, each).beds)));
  const beds = sum(house.units.map((each) => (each.service.state === 'inService' ? each.beds : 0)));
  const freePercent = Math.round((100 * free) / Math.max(beds, 1));
  return [
    ['shelterBeforeHotel', house.kind === 'hotel' ? 0 : 1_000],
    ['near', fading(home, 60, 2), known(home)],
    ['school', fading(school, 45, 3), known(school)],
    ['languages', spoken === 0 ? 0 : 25 + 5 * spoken, needs.languages.length === 0 ? undefined : spoken],
    ['services', 8 * useful, useful],
    ['tightFit', Math.max(0, 40 - 10 * fit.sparedBeds - 10 * (fit.slots.length - 1)), fit.sparedBeds],
    ['fairness', freePercent / 5, freePercent],
  ];
}

interface Asked {
  skip?: ReadonlySet<string>;
  only?: readonly string[];
}
function byDefinition(houses: readonly Shelter[], asked: Wish, { skip, only }: Asked): Ranking {
  const considered = houses.filter(
    ({ shelterId }) => !skip?.has(shelterId) && (only === undefined || only.includes(shelterId)),
  );
  const firstRule = (house: Shelter) => hardRules.find(([, excludes]) => excludes(house, asked))?.[0];
  const standing = considered
    .filter((house) => firstRule(house) === undefined)
    .map((house) => placeIn(house, asked))
    .sort((a, b) => b.exact - a.exact || (a.place.shelterId < b.place.shelterId ? -1 : 1));
  return {
    places: standing.slice(0, 10).map(({ place }) => place),
    exclusions: hardRules.flatMap(([rule]) => {
      const shelters = considered.filter((house) => firstRule(house) === rule).length;
      return shelters === 0 ? [] : [{ rule, shelters }];
    }),
    considered: considered.length,
  };
}

function placeIn(house: Shelter, asked: Wish): { exact: number; place: RankedPlace } {
  const { shelterId, name, kind, commune, acceptance } = house;
  const fit = fitOf(house, asked, asked.needs.stepFree);
  if (!fit) throw new Error('there is room');
  const places = placesOf(house);
  const points = softRules(house, asked, fit);
  const exact = points.reduce((total, [, each]) => total + each, 0);
  const distance = km(asked.surroundings.callerCommune, house);
  const place: RankedPlace = {
    ...{ shelterId, shelterName: name, kind, commune, acceptance },
    distanceKm: Number.isNaN(distance) ? null : rounded(distance),
    allocations: allocationsOf(places, 0, fit, toQuery(asked, places)),
    score: rounded(exact),
    reasons: points.map(([rule, each, value]) => ({
      ...{ rule, points: rounded(each) },
      ...(value === undefined ? {} : { value }),
    })),
  };
  return { exact, place };
}

/** Many small rooms: a large household may need more of them than a hold can name. */
const manyRooms = (shelterId: string) =>
  fc
    .array(fc.record({ beds: fc.constantFrom(1, 1, 1, 2), cots: fc.constantFrom(0, 0, 1), stepFree: fc.boolean() }), {
      ...{ minLength: 8, maxLength: 16 },
    })
    .map((units) =>
      shelter(shelterId, { commune: communeCodes[0], units: units.map((each, n) => unit(`u${n}`, each)) }),
    );
const anyHouse = (shelterId: string) =>
  fc.oneof(
    { weight: 4, arbitrary: anyShelter(shelterId) },
    // What most houses are: alike, so that places stand by their ids.
    { weight: 4, arbitrary: fc.constantFrom(...communeCodes).map((commune) => shelter(shelterId, { commune })) },
    { weight: 1, arbitrary: manyRooms(shelterId) },
  );
const anyWorld = fc.integer({ min: 1, max: 40 }).chain((count) => {
  const ids = Array.from({ length: count }, (_, n) => `s${n}`);
  const some = fc.subarray([...ids, 'unknown']);
  return fc.record({
    houses: fc.tuple(...ids.map(anyHouse)),
    skip: fc.option(
      some.map((list) => new Set(list)),
      { nil: undefined, freq: 2 },
    ),
    only: fc.option(some, { nil: undefined, freq: 2 }),
  });
});
const large = fc
  .integer({ min: 7, max: 12 })
  .chain((children) =>
    fc
      .array(fc.integer({ min: 0, max: 8 }), { minLength: children, maxLength: children })
      .map((ages) => mother(...ages)),
  );
/** Little is asked, so that there are more places than an answer shows. */
const anyEasy = anyWish.map(({ household, needs, surroundings: { callerCommune, schoolCommune } }): Wish =>
  wish({
    household: { ...household, adults: household.adults.map((adult) => ({ ...adult, sex: 'woman' as const })) },
    needs: { ...needs, pets: 0, equipment: [] },
    surroundings: {
      ...{ minimumDistanceKm: 0, avoid: [] },
      ...(callerCommune ? { callerCommune } : {}),
      ...(schoolCommune ? { schoolCommune } : {}),
    },
  }),
);
const anyAsked = fc.oneof(
  { weight: 2, arbitrary: anyEasy },
  { weight: 4, arbitrary: anyWish },
  { weight: 1, arbitrary: fc.tuple(anyWish, large).map(([asked, household]): Wish => ({ ...asked, household })) },
);

it('gives the places, scores, reasons and counts of the definition', () => {
  const seen = new Map<string, number>();
  const saw = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
  fc.assert(
    fc.property(anyWorld, anyAsked, ({ houses, skip, only }, asked) => {
      const options = { ...(skip ? { skip } : {}), ...(only ? { only } : {}) };
      const ranking = rank(placesOf(...houses), asked, options);
      expect(ranking).toEqual(byDefinition(houses, asked, options));
      if (ranking.places.length === 10) saw('ten places');
      for (const { rule } of ranking.exclusions) saw(rule);
      if (asked.household.children.length > 6 && ranking.places.length > 0) saw('a large household');
    }),
    { numRuns: 500 },
  );
  expect([...seen.keys()].sort()).toEqual(
    ['a large household', 'ten places', ...hardRules.map(([rule]) => rule)].sort(),
  );
});
