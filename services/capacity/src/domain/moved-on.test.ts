import type { CapacityFact } from '@abri/contracts/capacity-events';
import { evolve, type ShelterState } from './state.js';
import { given, holdOf, now, registered } from './test-shelters.js';

const envelope = { at: now, aggregateId: 'sh-1' };
const ref = (holdId: string) => ({ holdId, requestId: `r-${holdId}` });
const held = (state: ShelterState, holdId: string): ShelterState =>
  evolve(state, { type: 'PlaceHeld', data: { ...placeHeld, ...ref(holdId) } }, envelope);
const placeHeld = {
  token: 1,
  allocations: [{ unitId: 'u1', beds: 1, cots: 0 }],
  party: { women: 1, men: 0, children: [], pets: 0 },
  expiresAt: now,
};
const after = (state: ShelterState, ...facts: CapacityFact[]) =>
  facts.reduce((known, fact) => evolve(known, fact, envelope), state);
const released = (holdId: string, reason: 'moved' | 'withdrawn'): CapacityFact => ({
  type: 'HoldReleased',
  data: { ...ref(holdId), reason },
});

it('remembers who was moved to another house, and whether they had arrived', () => {
  const expected = after(held(given(registered), 'h1'), released('h1', 'moved')).shelter;
  expect(expected?.movedOn).toEqual([{ ...ref('h1'), allocations: placeHeld.allocations, arrived: false, at: now }]);
  const stayed = after(
    held(given(registered), 'h1'),
    { type: 'HouseholdArrived', data: ref('h1') },
    released('h1', 'moved'),
  ).shelter;
  expect(stayed).toMatchObject({ holds: [], movedOn: [{ holdId: 'h1', arrived: true }] });
});

it('remembers no other end of a hold', () => {
  const ended = given(registered, holdOf('h1'), { do: 'release', holdId: 'h1', token: 1, reason: 'withdrawn' });
  expect(ended.shelter?.movedOn).toBeUndefined();
  const left = after(held(given(registered), 'h2'), { type: 'HouseholdLeft', data: ref('h2') });
  expect(left.shelter?.movedOn).toBeUndefined();
});

it('remembers the latest ten only', () => {
  const many = Array.from({ length: 12 }, (_, n) => `h${n}`);
  const state = many.reduce((known, id) => after(held(known, id), released(id, 'moved')), given(registered));
  expect(state.shelter?.movedOn?.map(({ holdId }) => holdId)).toEqual(many.slice(2));
});
