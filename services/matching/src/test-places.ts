import type { Household, Needs, Surroundings } from '@abri/contracts/household';
import type { Hold, Shelter, Unit } from '@abri/contracts/shelter';
import fc from 'fast-check';
import { createPlaces, type Places } from './domain/places/places.js';
import type { Wish } from './domain/ranking/query.js';

export const unit = (unitId: string, more: Partial<Unit> = {}): Unit => ({
  unitId,
  label: unitId,
  beds: 3,
  cots: 1,
  sharing: 'exclusive',
  stepFree: false,
  service: { state: 'inService' },
  ...more,
});
export const shelter = (shelterId: string, more: Partial<Shelter> = {}): Shelter => ({
  shelterId,
  name: `House ${shelterId}`,
  kind: 'shelter',
  commune: '59606',
  rules: {
    takesWomen: true,
    takesMen: false,
    takesChildren: true,
    highestBoyAge: 17,
    takesPets: false,
    arrivals: { from: '00:00', to: '00:00' },
  },
  languages: ['fr'],
  services: [],
  equipment: [],
  acceptance: 'asked',
  units: [unit('u1')],
  holds: [],
  ...more,
});
/** A hold that somebody else has. */
export const heldBy = (requestId: string, allocations: Hold['allocations']): Hold => ({
  holdId: `hold-of-${requestId}`,
  token: 1,
  requestId,
  state: 'offered',
  allocations,
  party: { women: 1, men: 0, children: [], pets: 0 },
  heldAt: '2026-01-05T20:00:00.000Z',
  expiresAt: '2026-01-05T20:15:00.000Z',
});
export const wish = (more: Partial<Wish> = {}): Wish => ({
  household: { adults: [{ sex: 'woman', pregnant: false }], children: [] },
  needs: { stepFree: false, pets: 0, languages: [], equipment: [] },
  surroundings: { minimumDistanceKm: 0, avoid: [] },
  zones: [],
  triedShelters: [],
  minuteOfDay: 12 * 60,
  ...more,
});
export const mother = (...ages: number[]): Household => ({
  adults: [{ sex: 'woman', pregnant: false }],
  children: ages.map((ageYears) => ({ sex: 'girl', ageYears })),
});
/** The read model of these shelters, each at number 1. */
export function placesOf(...shelters: Shelter[]): Places {
  const places = createPlaces();
  for (const each of shelters) places.apply(each, 1);
  return places;
}

/** Valenciennes, a neighbour, two farther ones, and one that the district does not know. */
export const communeCodes = ['59606', '59014', '59526', '59153', '59350'] as const;
/** True most of the time: a test in which nothing ever fits finds nothing. */
const mostly = fc.integer({ min: 0, max: 9 }).map((n) => n > 0);
const seldom = mostly.map((is) => !is);
const commune = fc.constantFrom(...communeCodes);
const clock = fc.constantFrom('00:00', '08:00', '12:00', '20:00', '23:30');
const anyUnit = fc.record({
  beds: fc.integer({ min: 1, max: 5 }),
  cots: fc.integer({ min: 0, max: 2 }),
  sharing: fc.constantFrom('exclusive' as const, 'shared' as const),
  stepFree: fc.boolean(),
  service: fc.oneof(
    { weight: 5, arbitrary: fc.constant({ state: 'inService' as const }) },
    {
      weight: 1,
      arbitrary: fc.constant({
        state: 'outOfService' as const,
        reason: 'works' as const,
        since: '2026-01-01T00:00:00.000Z',
      }),
    },
  ),
});
/** Any shelter, with some of its beds taken. */
export const anyShelter = (shelterId: string): fc.Arbitrary<Shelter> =>
  fc
    .record({
      kind: fc.constantFrom('shelter' as const, 'hotel' as const),
      commune,
      rules: fc.record({
        takesWomen: mostly,
        takesMen: fc.boolean(),
        takesChildren: mostly,
        highestBoyAge: fc.constantFrom(3, 12, 17, 17),
        takesPets: fc.boolean(),
        arrivals: fc.oneof(fc.constant({ from: '00:00', to: '00:00' }), fc.record({ from: clock, to: clock })),
      }),
      languages: fc.subarray(['fr', 'ar', 'pl'] as const).map((list) => [...list]),
      services: fc.subarray(['legal', 'childCare', 'medical'] as const).map((list) => [...list]),
      equipment: fc.subarray(['oxygen', 'medicalBed'] as const).map((list) => [...list]),
      acceptance: fc.constantFrom('asked' as const, 'automatic' as const),
      units: fc.array(anyUnit, { minLength: 1, maxLength: 4 }),
      taken: fc.array(fc.tuple(seldom, fc.integer({ min: 1, max: 5 })), { minLength: 4, maxLength: 4 }),
    })
    .map(({ units, taken, ...details }) => {
      const named = units.map((each, index) => unit(`u${index}`, each));
      const holds = named.flatMap((each, index) => {
        const [isTaken, beds] = taken[index] ?? [false, 0];
        if (!isTaken || each.service.state !== 'inService') return [];
        return [
          heldBy(`other-${shelterId}-${index}`, [{ unitId: each.unitId, beds: Math.min(beds, each.beds), cots: 0 }]),
        ];
      });
      return shelter(shelterId, { ...details, units: named, holds });
    });
export const anyShelters = (most: number): fc.Arbitrary<Shelter[]> =>
  fc
    .integer({ min: 1, max: most })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, n) => anyShelter(`s${n}`))));

const anyHousehold: fc.Arbitrary<Household> = fc.record({
  adults: fc.array(
    fc.record({ sex: seldom.map((is) => (is ? ('man' as const) : ('woman' as const))), pregnant: fc.boolean() }),
    { minLength: 1, maxLength: 2 },
  ),
  children: fc.array(
    fc.record({ sex: fc.constantFrom('girl' as const, 'boy' as const), ageYears: fc.integer({ min: 0, max: 17 }) }),
    { maxLength: 4, size: 'small' },
  ),
});
const anyNeeds: fc.Arbitrary<Needs> = fc.record({
  stepFree: seldom,
  pets: seldom.map((has) => (has ? 1 : 0)),
  languages: fc.subarray(['fr', 'ar'] as const).map((list) => [...list]),
  equipment: seldom.map((needs) => (needs ? ['oxygen' as const] : [])),
});
const anySurroundings: fc.Arbitrary<Surroundings> = fc
  .record({
    callerCommune: fc.option(commune, { nil: undefined }),
    minimumDistanceKm: fc.constantFrom(0, 0, 0, 0, 5, 12),
    maximumDistanceKm: fc.constantFrom(undefined, undefined, undefined, undefined, 8, 30),
    avoid: fc.array(fc.record({ commune, radiusKm: fc.constantFrom(0, 0, 3, 10) }), { maxLength: 1 }),
    schoolCommune: fc.option(commune, { nil: undefined }),
  })
  .map(({ callerCommune, maximumDistanceKm, schoolCommune, ...rest }) => ({
    ...rest,
    ...(callerCommune ? { callerCommune } : {}),
    ...(maximumDistanceKm ? { maximumDistanceKm } : {}),
    ...(schoolCommune ? { schoolCommune } : {}),
  }));
export const anyWish: fc.Arbitrary<Wish> = fc.record({
  household: anyHousehold,
  needs: anyNeeds,
  surroundings: anySurroundings,
  zones: fc.array(fc.record({ commune, radiusKm: fc.constantFrom(0, 0, 2, 6) }), { maxLength: 2 }),
  triedShelters: fc.subarray(['s0', 's1'] as const).map((list) => [...list]),
  minuteOfDay: fc.integer({ min: 0, max: 24 * 60 - 1 }),
});
