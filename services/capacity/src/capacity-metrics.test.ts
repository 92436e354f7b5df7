import type { Shelter } from '@abri/contracts/shelter';
import { countPlaces } from './capacity-metrics.js';
import { apply, given, holdOf, later, mother, now, registered } from './domain/test-shelters.js';

const shelterOf = (state: ReturnType<typeof given>): Shelter => {
  if (!state.shelter) throw new Error('not registered');
  return state.shelter;
};
const inDorm = { allocations: [{ unitId: 'dorm', beds: 1, cots: 0 }], party: mother };

it('counts every bed once: free, held, occupied or out of service', () => {
  const house = given(
    registered,
    holdOf('h1'),
    holdOf('h2', inDorm),
    { do: 'accept', holdId: 'h2', token: 2, now, confirmMinutes: 30 },
    { do: 'confirm', holdId: 'h2', token: 2, now },
    { do: 'arrive', holdId: 'h2', token: 2 },
  );
  expect(countPlaces(shelterOf(house), 'beds')).toEqual({ free: 3, held: 3, occupied: 1, outOfService: 0 });
  expect(countPlaces(shelterOf(house), 'cots')).toEqual({ free: 0, held: 1, occupied: 0, outOfService: 0 });
  const empty = apply(house, { do: 'expire', now: later(60) }).state;
  const out = apply(empty, { do: 'takeOutOfService', unitId: 'u1', reason: 'works' }).state;
  expect(countPlaces(shelterOf(out), 'beds')).toEqual({ free: 3, held: 0, occupied: 1, outOfService: 3 });
});
