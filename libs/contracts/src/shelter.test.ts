import { freePlaces, type Shelter, type Unit } from './shelter.js';

const unit = (over: Partial<Unit> = {}): Unit => ({
  unitId: 'u1',
  label: '1',
  beds: 4,
  cots: 1,
  sharing: 'shared',
  stepFree: false,
  service: { state: 'inService' },
  ...over,
});
const taking = (beds: number, cots = 0): Pick<Shelter, 'holds'> => ({
  holds: [
    {
      holdId: 'h',
      token: 1,
      requestId: 'r',
      state: 'offered',
      allocations: [{ unitId: 'u1', beds, cots }],
      party: { women: 1, men: 0, children: [], pets: 0 },
      heldAt: '2026-01-01T00:00:00.000Z',
      expiresAt: '2026-01-01T00:15:00.000Z',
    },
  ],
});

describe('free places of a unit', () => {
  it('counts what is left of a shared unit', () => expect(freePlaces(taking(1), unit())).toEqual({ beds: 3, cots: 1 }));
  it('gives nothing of an exclusive unit that somebody has', () =>
    expect(freePlaces(taking(1), unit({ sharing: 'exclusive' }))).toEqual({ beds: 0, cots: 0 }));
  it('gives nothing while out of service', () =>
    expect(
      freePlaces(
        { holds: [] },
        unit({ service: { state: 'outOfService', reason: 'works', since: '2026-01-01T00:00:00.000Z' } }),
      ),
    ).toEqual({ beds: 0, cots: 0 }));
  it('ignores holds of other units', () =>
    expect(freePlaces(taking(4, 1), unit({ unitId: 'u2' }))).toEqual({ beds: 4, cots: 1 }));
});
