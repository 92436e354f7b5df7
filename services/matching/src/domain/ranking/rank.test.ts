import { distanceKm } from '@abri/geo/distance';
import { communeOf } from '@abri/geo/district';
import { type Allocation, type Shelter } from '@abri/contracts/shelter';
import fc from 'fast-check';
import { hardRules, softRules } from '../rules/all-rules.js';
import { anyShelters, anyWish, heldBy, mother, placesOf, shelter, unit, wish } from '../../test-places.js';
import type { Wish } from './query.js';
import { rank } from './rank.js';

/** The hard rules once more, written from the field's rules and not from the code: on whole shelters, with plain loops. */
function complaints(house: Shelter, asked: Wish, allocations: readonly Allocation[]): string[] {
  const found: string[] = [];
  const { household, needs, surroundings } = asked;
  for (const adult of household.adults) {
    if (adult.sex === 'woman' && !house.rules.takesWomen) found.push('a woman where none is taken');
    if (adult.sex === 'man' && !house.rules.takesMen) found.push('a man where none is taken');
  }
  for (const child of household.children) {
    if (!house.rules.takesChildren) found.push('a child where none is taken');
    if (child.sex === 'boy' && child.ageYears > house.rules.highestBoyAge) found.push('a boy too old');
  }
  if (needs.pets > 0 && !house.rules.takesPets) found.push('a pet');
  for (const thing of needs.equipment) if (!house.equipment.includes(thing)) found.push(`no ${thing}`);
  const km = (from: string | undefined) => {
    if (from === house.commune) return 0;
    const [a, b] = [communeOf(from ?? ''), communeOf(house.commune)];
    return a && b ? distanceKm(a, b) : null;
  };
  const far = km(surroundings.callerCommune);
  if (surroundings.minimumDistanceKm > 0 && (far === null || far < surroundings.minimumDistanceKm))
    found.push('too near');
  if (surroundings.maximumDistanceKm !== undefined && (far === null || far > surroundings.maximumDistanceKm))
    found.push('too far');
  for (const { commune, radiusKm } of surroundings.avoid) {
    if (commune === house.commune) found.push('in a place to avoid');
    const away = km(commune);
    if (radiusKm > 0 && (away === null || away <= radiusKm)) found.push('around a place to avoid');
  }
  for (const { commune, radiusKm } of asked.zones) {
    if (commune === house.commune) found.push('in the commune of a zone');
    const away = km(commune);
    if (radiusKm > 0 && (away === null || away <= radiusKm)) found.push('inside a zone');
  }
  if (asked.triedShelters.includes(house.shelterId)) found.push('asked before');
  if (!openAt(house, asked.minuteOfDay)) found.push('door closed');
  return [...found, ...bedComplaints(house, asked, allocations)];
}

function openAt({ rules: { arrivals } }: Shelter, minute: number): boolean {
  const [from, to] = [arrivals.from, arrivals.to].map((time) => {
    const [hours, minutes] = time.split(':').map(Number);
    return (hours ?? 0) * 60 + (minutes ?? 0);
  });
  if (from === undefined || to === undefined || from === to) return true;
  for (let at = from; at !== to; at = (at + 1) % 1440) if (at === minute) return true;
  return false;
}

function bedComplaints(house: Shelter, { household, needs }: Wish, allocations: readonly Allocation[]): string[] {
  const found: string[] = [];
  let [beds, cots] = [0, 0];
  for (const allocation of allocations) {
    const where = house.units.find(({ unitId }) => unitId === allocation.unitId);
    if (!where || where.service.state !== 'inService') return ['a unit that is not there'];
    if (needs.stepFree && !where.stepFree) found.push('a step');
    const others = house.holds.flatMap((hold) => hold.allocations).filter(({ unitId }) => unitId === where.unitId);
    if (where.sharing === 'exclusive' && others.length > 0) found.push('another household in the room');
    if (where.sharing === 'exclusive' && (allocation.beds !== where.beds || allocation.cots !== where.cots))
      found.push('half a room');
    if (others.reduce((sum, other) => sum + other.beds, 0) + allocation.beds > where.beds) found.push('a bed twice');
    if (others.reduce((sum, other) => sum + other.cots, 0) + allocation.cots > where.cots) found.push('a cot twice');
    if (allocation.beds + allocation.cots === 0) found.push('nothing of a unit');
    beds += allocation.beds;
    cots += allocation.cots;
  }
  if (new Set(allocations.map(({ unitId }) => unitId)).size !== allocations.length) found.push('a unit named twice');
  const babies = household.children.filter(({ ageYears }) => ageYears <= 1).length;
  const inBeds = household.adults.length + household.children.length - Math.min(babies, cots);
  if (inBeds > beds) found.push('somebody without a bed');
  return found;
}

/** Every way to take whole units, tried one by one: does anything at all work here? */
function somethingWorks(house: Shelter, asked: Wish): boolean {
  for (let choice = 1; choice < 2 ** house.units.length; choice++) {
    const allocations = house.units
      .filter((_, index) => (choice >> index) % 2 === 1)
      .map(({ unitId, beds, cots, sharing }) => {
        const others = house.holds.flatMap((hold) => hold.allocations).filter((other) => other.unitId === unitId);
        const left = sharing === 'shared' ? others.reduce((sum, other) => sum - other.beds, beds) : beds;
        return { unitId, beds: left, cots };
      });
    if (complaints(house, asked, allocations).length === 0) return true;
  }
  return false;
}

describe('ranking', () => {
  it('never shows a place that breaks a hard rule, and never hides one that breaks none', () => {
    let shown = 0;
    fc.assert(
      fc.property(anyShelters(8), anyWish, (houses, asked) => {
        const ranking = rank(placesOf(...houses), asked);
        for (const place of ranking.places) {
          const house = houses.find(({ shelterId }) => shelterId === place.shelterId);
          expect(house && complaints(house, asked, place.allocations)).toEqual([]);
        }
        const works = houses.filter((house) => somethingWorks(house, asked)).map(({ shelterId }) => shelterId);
        expect(ranking.places.map(({ shelterId }) => shelterId).sort()).toEqual(works.sort());
        shown += works.length;
      }),
      { numRuns: 1_500 },
    );
    expect(shown).toBeGreaterThan(300);
  });

  it('counts each shelter once: shown, or under one rule', () => {
    fc.assert(
      fc.property(anyShelters(8), anyWish, (houses, asked) => {
        const { places, exclusions, considered } = rank(placesOf(...houses), asked);
        expect(considered).toBe(houses.length);
        expect(places.length + exclusions.reduce((sum, each) => sum + each.shelters, 0)).toBe(considered);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same in whatever order the shelters became known', () => {
    const shuffled = anyShelters(8).chain((houses) =>
      fc.record({ houses: fc.constant(houses), again: fc.shuffledSubarray(houses, { minLength: houses.length }) }),
    );
    fc.assert(
      fc.property(shuffled, anyWish, ({ houses, again }, asked) => {
        expect(rank(placesOf(...again), asked)).toEqual(rank(placesOf(...houses), asked));
      }),
      { numRuns: 300 },
    );
  });

  it('stands best first, and no hotel before a shelter', () => {
    fc.assert(
      fc.property(anyShelters(8), anyWish, (houses, asked) => {
        const { places } = rank(placesOf(...houses), asked);
        const scores = places.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        expect(places.map(({ kind }) => kind).join()).not.toMatch(/hotel.*shelter/);
        for (const { reasons, score } of places)
          expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 0);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the ten best of many', () => {
    const names = Array.from({ length: 40 }, (_, n) => `s${String(n).padStart(2, '0')}`);
    const houses = names.map((name, n) => shelter(name, { languages: n % 3 === 0 ? ['ar'] : ['fr'] }));
    const asked = wish({ needs: { stepFree: false, pets: 0, languages: ['ar'], equipment: [] } });
    const expected = names.filter((_, n) => n % 3 === 0).slice(0, 10);
    for (const known of [houses, houses.toReversed()])
      expect(rank(placesOf(...known), asked).places.map(({ shelterId }) => shelterId)).toEqual(expected);
  });

  it('explains each place by every soft rule, and asks every rule of the contract', () => {
    const [place] = rank(placesOf(shelter('a')), wish()).places;
    expect(place?.reasons.map(({ rule }) => rule)).toEqual(softRules.map(({ name }) => name));
    expect(new Set(hardRules.map(({ name }) => name)).size).toBe(14);
  });
});

describe('where a household sleeps', () => {
  const first = (house: Shelter, asked: Wish) => rank(placesOf(house), asked).places[0]?.allocations;

  it('gives a person alone a shared bed, and a family a room of its own', () => {
    const units = [unit('family', { beds: 4, cots: 0 }), unit('dorm', { beds: 6, cots: 0, sharing: 'shared' })];
    expect(first(shelter('a', { units }), wish())).toEqual([{ unitId: 'dorm', beds: 1, cots: 0 }]);
    expect(first(shelter('a', { units }), wish({ household: mother(5, 9) }))).toEqual([
      { unitId: 'family', beds: 4, cots: 0 },
    ]);
  });
  it('takes the smallest room that is large enough', () => {
    const units = [unit('large', { beds: 5 }), unit('right', { beds: 3, cots: 0 }), unit('small', { beds: 2 })];
    expect(first(shelter('a', { units }), wish({ household: mother(5, 9) }))?.[0]?.unitId).toBe('right');
  });
  it('lays babies in cots, and in beds where cots are missing', () => {
    const units = [unit('u1', { beds: 2, cots: 1 })];
    expect(first(shelter('a', { units }), wish({ household: mother(0, 5) }))).toEqual([
      { unitId: 'u1', beds: 2, cots: 1 },
    ]);
    expect(first(shelter('a', { units }), wish({ household: mother(2, 5) }))).toBeUndefined();
    expect(
      first(shelter('a', { units: [unit('u1', { beds: 2, cots: 0 })] }), wish({ household: mother(0) })),
    ).toHaveLength(1);
  });
  it('takes several rooms of one house when none is large enough, few and tight', () => {
    const units = [
      unit('u1', { beds: 2, cots: 0 }),
      unit('u2', { beds: 3, cots: 0 }),
      unit('u3', { beds: 4, cots: 0 }),
    ];
    const chosen = first(shelter('a', { units }), wish({ household: mother(3, 5, 7, 9, 11) }));
    expect(chosen?.map(({ unitId }) => unitId)).toEqual(['u3', 'u1']);
  });
  it('leaves the room of another household alone', () => {
    const holds = [heldBy('other', [{ unitId: 'u1', beds: 1, cots: 0 }])];
    expect(rank(placesOf(shelter('a', { holds })), wish())).toMatchObject({
      places: [],
      exclusions: [{ rule: 'capacity', shelters: 1 }],
    });
  });
});

describe('places that are dangerous or too far', () => {
  const ranked = (commune: string, surroundings: Partial<Wish['surroundings']>) => {
    const asked = wish({ surroundings: { minimumDistanceKm: 0, avoid: [], ...surroundings } });
    const { places, exclusions } = rank(placesOf(shelter('a', { commune })), asked);
    return places.length > 0 ? 'shown' : exclusions[0]?.rule;
  };
  it('avoids a commune, and a ring around it', () => {
    expect(ranked('59606', { avoid: [{ commune: '59606', radiusKm: 0 }] })).toBe('avoidedPlace');
    expect(ranked('59014', { avoid: [{ commune: '59606', radiusKm: 0 }] })).toBe('shown');
    expect(ranked('59014', { avoid: [{ commune: '59606', radiusKm: 5 }] })).toBe('avoidedPlace');
  });
  it('keeps out of the zones of the case, and out of a zone whose distance is not known', () => {
    const inZone = (commune: string, ...zones: Wish['zones']) => {
      const { places, exclusions } = rank(placesOf(shelter('a', { commune })), wish({ zones }));
      return places.length > 0 ? 'shown' : exclusions[0]?.rule;
    };
    expect(inZone('59606', { commune: '59606', radiusKm: 0 })).toBe('exclusionZone');
    expect(inZone('59014', { commune: '59606', radiusKm: 0 })).toBe('shown');
    expect(inZone('59014', { commune: '59153', radiusKm: 0 }, { commune: '59606', radiusKm: 5 })).toBe('exclusionZone');
    expect(inZone('59606', { commune: '75056', radiusKm: 10 })).toBe('exclusionZone');
    expect(inZone('75056', { commune: '59606', radiusKm: 1 })).toBe('exclusionZone');
  });
  it('is safe where the district does not know a commune', () => {
    expect(ranked('59606', { avoid: [{ commune: '75056', radiusKm: 10 }] })).toBe('avoidedPlace');
    expect(ranked('59606', { avoid: [{ commune: '75056', radiusKm: 0 }] })).toBe('shown');
    expect(ranked('75056', { callerCommune: '59606', minimumDistanceKm: 10 })).toBe('minimumDistance');
    expect(ranked('75056', { callerCommune: '59606', maximumDistanceKm: 100 })).toBe('maximumDistance');
  });
});

it('prefers a place that is near, that keeps the school, and where the language is spoken', () => {
  const winner = (asked: Partial<Wish>, ...houses: Shelter[]) =>
    rank(placesOf(...houses), wish(asked)).places[0]?.shelterId;
  const [here, there] = [shelter('here', { commune: '59606' }), shelter('there', { commune: '59526' })];
  const at = (more: object) => ({ surroundings: { minimumDistanceKm: 0, avoid: [], ...more } });
  expect(winner(at({ callerCommune: '59526' }), here, there)).toBe('there');
  expect(winner(at({ schoolCommune: '59526' }), here, there)).toBe('there');
  const polish = shelter('polish', { languages: ['pl'] });
  expect(winner({ needs: { stepFree: false, pets: 0, languages: ['pl'], equipment: [] } }, here, polish)).toBe(
    'polish',
  );
  const full = shelter('a-full', {
    units: [unit('u1'), unit('u2')],
    holds: [heldBy('x', [{ unitId: 'u1', beds: 3, cots: 1 }])],
  });
  expect(winner({}, full, shelter('b-empty', { units: [unit('u1'), unit('u2')] }))).toBe('b-empty');
});
