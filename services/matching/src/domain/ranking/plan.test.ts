import type { Shelter } from '@abri/contracts/shelter';
import fc from 'fast-check';
import { anyShelters, anyWish, heldBy, mother, placesOf, shelter, unit, wish } from '../../test-places.js';
import { plan, type Planned } from './plan.js';
import { rank } from './rank.js';

const one = (beds: number) => [unit('u1', { beds, cots: 0 })];
const given = (planned: Planned[]) =>
  Object.fromEntries(planned.map(({ requestId, place }) => [requestId, place.shelterId]));

it('lets a household step aside for one that fits nowhere else', () => {
  const places = placesOf(
    shelter('near', { units: one(4) }),
    shelter('women', { commune: '59526', units: one(3), rules: { ...shelter('x').rules, takesChildren: false } }),
  );
  const surroundings = { callerCommune: '59606', minimumDistanceKm: 0, avoid: [] };
  const [first, second] = [
    { requestId: 'first', wish: wish({ surroundings }) },
    { requestId: 'second', wish: wish({ surroundings, household: mother(4, 6) }) },
  ];
  expect(given(plan(places, [first]))).toEqual({ first: 'near' });
  expect(given(plan(places, [first, second]))).toEqual({ first: 'women', second: 'near' });
});

it('does not send anybody away for one who comes later', () => {
  const places = placesOf(shelter('only', { units: one(4) }));
  const [first, second] = ['first', 'second'].map((requestId) => ({ requestId, wish: wish() }));
  expect(first && second && given(plan(places, [first, second]))).toEqual({ first: 'only' });
});

const households = fc
  .array(anyWish, { minLength: 8, maxLength: 14 })
  .map((wishes) => wishes.map((each, n) => ({ requestId: `r${n}`, wish: each })));
/** The places as they are once these have been held. */
const afterHolding = (houses: readonly Shelter[], planned: readonly Planned[]) =>
  placesOf(
    ...houses.map((house) => ({
      ...house,
      holds: [
        ...house.holds,
        ...planned.flatMap(({ requestId, place }) =>
          place.shelterId === house.shelterId ? [heldBy(requestId, place.allocations)] : [],
        ),
      ],
    })),
  );

it('plans only what can be held together, and serves nobody worse off than going down the list would', () => {
  let better = 0;
  fc.assert(
    fc.property(anyShelters(6), households, (houses, waiting) => {
      const places = placesOf(...houses);
      const before = JSON.stringify(waiting.map((each) => rank(places, each.wish)));
      const planned = plan(places, waiting);
      expect(JSON.stringify(waiting.map((each) => rank(places, each.wish)))).toBe(before);
      planned.forEach(({ requestId, place }, index) => {
        const others = planned.filter((_, other) => other !== index);
        const mine = waiting.find((each) => each.requestId === requestId);
        const left = mine && rank(afterHolding(houses, others), mine.wish).places;
        expect(left?.map(({ shelterId }) => shelterId)).toContain(place.shelterId);
      });
      const greedy: Planned[] = [];
      for (const each of waiting) {
        const place = rank(afterHolding(houses, greedy), each.wish).places[0];
        if (place) greedy.push({ requestId: each.requestId, place });
      }
      const served = (list: Planned[]) =>
        waiting.map(({ requestId }) => (list.some((each) => each.requestId === requestId) ? '1' : '0')).join('');
      expect(served(planned) >= served(greedy)).toBe(true);
      if (served(planned) > served(greedy)) better++;
    }),
    { numRuns: 1_000 },
  );
  expect(better).toBeGreaterThan(0);
});
