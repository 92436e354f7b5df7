import { freePlaces, type Hold, type Unit } from '@abri/contracts/shelter';
import fc from 'fast-check';
import { unitState } from './unit-state.js';

const at = '2026-01-01T00:00:00.000Z';
const unit = (change: Partial<Unit> = {}): Unit => ({
  unitId: 'u1',
  label: '1',
  beds: 4,
  cots: 0,
  sharing: 'shared',
  stepFree: false,
  service: { state: 'inService' },
  ...change,
});
const party = { women: 1, men: 0, children: [], pets: 0 };
const held = (state: Hold['state'], beds: number, n = 0): Hold => {
  const fields = { holdId: `h${n}`, token: n + 1, requestId: `r${n}`, party, heldAt: at };
  const allocations = [{ unitId: 'u1', beds, cots: 0 }];
  if (state === 'offered' || state === 'accepted') return { ...fields, allocations, state, expiresAt: at };
  return state === 'confirmed'
    ? { ...fields, allocations, state, confirmedAt: at }
    : { ...fields, allocations, state, arrivedAt: at };
};

it('calls a unit occupied only when everybody in it has arrived', () => {
  expect(unitState({ holds: [held('arrived', 4)] }, unit()).state).toBe('occupied');
  expect(unitState({ holds: [held('arrived', 2), held('accepted', 2, 1)] }, unit()).state).toBe('held');
});

it('shows a unit out of service as such, whoever is in it', () => {
  const out = unit({ service: { state: 'outOfService', reason: 'works', since: at } });
  expect(unitState({ holds: [held('arrived', 4)] }, out).state).toBe('out');
});

it('says free or partly free exactly where a bed can be given', () => {
  const holds = fc.array(fc.tuple(fc.constantFrom('offered', 'accepted', 'confirmed', 'arrived'), fc.constant(1)), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(holds, fc.constantFrom('exclusive', 'shared'), (made, sharing) => {
      const shelter = { holds: made.map(([state, beds], n) => held(state, beds, n)) };
      const { state } = unitState(shelter, unit({ sharing }));
      expect(state === 'free' || state === 'part').toBe(freePlaces(shelter, unit({ sharing })).beds > 0);
    }),
  );
});
