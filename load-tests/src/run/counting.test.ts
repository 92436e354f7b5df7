import type { ShelterView } from '@abri/contracts/capacity-api';
import { RegisterShelter } from '@abri/contracts/capacity-api';
import { countBeds } from './doubled-beds.js';
import { between, bucketsOf, quantile } from './histogram.js';
import { oneBedHouse, sheltersFor } from './shelters.js';
import { median } from './statistics.js';

const party = { women: 1, men: 0, children: [], pets: 0 };
const houseWith = (holds: { unitId: string; beds: number }[]): ShelterView => {
  const { address, shelterId = '', units, ...details } = oneBedHouse('sh-one', '59606');
  expect(address).toBeDefined();
  return {
    ...details,
    shelterId,
    seq: 1,
    units: units.map((unit) => ({ ...unit, unitId: 'u1', service: { state: 'inService' } })),
    holds: holds.map(({ unitId, beds }, index) => ({
      ...{ holdId: `h${index}`, requestId: `r${index}`, token: index + 1, party, state: 'offered' },
      allocations: [{ unitId, beds, cots: 0 }],
      heldAt: '2026-01-01T00:00:00.000Z',
      expiresAt: '2026-01-01T00:15:00.000Z',
    })),
  };
};

describe('counting doubled beds', () => {
  it('finds none where each bed has one household', () =>
    expect(countBeds([houseWith([{ unitId: 'u1', beds: 1 }])])).toEqual({ holds: 1, doubled: 0 }));
  it('finds the second household of one bed', () =>
    expect(
      countBeds([
        houseWith([
          { unitId: 'u1', beds: 1 },
          { unitId: 'u1', beds: 1 },
        ]),
      ]).doubled,
    ).toBeGreaterThan(0));
  it('finds a hold of a unit that does not exist', () =>
    expect(countBeds([houseWith([{ unitId: 'u9', beds: 1 }])]).doubled).toBe(1));
});

describe('shelters of a load test', () => {
  const shelters = sheltersFor(5, 1_000);
  it('are valid, and as many units as were asked for', () => {
    expect(shelters.map((shelter) => RegisterShelter.safeParse(shelter).error)).toEqual(shelters.map(() => undefined));
    expect(shelters.flatMap(({ units }) => units).length).toBeGreaterThanOrEqual(1_000);
  });
  it('have distinct ids and follow from the seed', () => {
    expect(new Set(shelters.map(({ shelterId }) => shelterId)).size).toBe(shelters.length);
    expect(sheltersFor(5, 1_000)).toEqual(shelters);
  });
});

describe('reading a histogram', () => {
  const page = (counts: [number, number, number]) =>
    ['0.1', '0.2', '+Inf'].map((le, i) => `lag_seconds_bucket{service="m",le="${le}"} ${counts[i]}`).join('\n');
  const read = (counts: [number, number, number]) => bucketsOf(page(counts), 'lag_seconds');
  it('interpolates what was counted between two readings', () => {
    const counted = between(read([10, 10, 10]), read([10, 20, 20]));
    expect(quantile(counted, 0.5)).toBeCloseTo(0.15);
  });
  it('gives the last finite bound for what lies above it', () => expect(quantile(read([0, 0, 4]), 0.5)).toBe(0.2));
  it('gives nothing when nothing was counted or there is no such histogram', () => {
    expect(quantile(between(read([1, 2, 3]), read([1, 2, 3])), 0.5)).toBeNull();
    expect(quantile(bucketsOf(page([1, 2, 3]), 'other_seconds'), 0.5)).toBeNull();
  });
  it('sums over labels', () =>
    expect(bucketsOf(`${page([1, 2, 3])}\n${page([1, 2, 3])}`, 'lag_seconds').get(0.1)).toBe(2));
});

describe('the median', () => {
  it('is the middle, or the mean of both middles', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([null])).toBeNull();
  });
});
