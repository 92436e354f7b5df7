import { RequestPlacement } from '@abri/contracts/matching-api';
import fc from 'fast-check';
import { world } from '../run/world.js';
import { householdOf } from './households.js';
import { onlyLoopback } from '../k6/loopback.js';

const many = Array.from({ length: 4_000 }, (_, call) => householdOf(world, 7, call));

describe('generated households', () => {
  it('are valid requests, whatever the seed and the call', () =>
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, call) => {
        expect(RequestPlacement.safeParse(householdOf(world, seed, call)).error).toBeUndefined();
      }),
    ));
  it('are the same for the same seed and call, and differ between calls', () => {
    expect(householdOf(world, 3, 14)).toEqual(householdOf(world, 3, 14));
    expect(new Set(many.map((household) => JSON.stringify(household))).size).toBeGreaterThan(3_900);
  });
  it('look like the district: about 0.68 children an adult woman or man, some men, communes by population', () => {
    const adults = many.flatMap(({ household }) => household.adults);
    const children = many.flatMap(({ household }) => household.children);
    const men = adults.filter(({ sex }) => sex === 'man').length;
    const fromTheLargest = many.filter(({ surroundings }) => surroundings.callerCommune === '59606').length;
    expect(children.length / adults.length).toBeGreaterThan(0.6);
    expect(children.length / adults.length).toBeLessThan(0.76);
    expect(men / adults.length).toBeGreaterThan(0.01);
    expect(men / adults.length).toBeLessThan(0.03);
    expect(fromTheLargest / many.length).toBeGreaterThan(0.09);
  });
});

describe('addresses of a load test', () => {
  it.each(['http://127.0.0.1:4102/placements', 'http://localhost/', 'http://[::1]:80'])('allow %s', (url) =>
    expect(onlyLoopback(url)).toBe(url),
  );
  it.each(['http://10.0.0.1/', 'https://127.0.0.1/', 'http://127.0.0.1.example.org/', 'http://localhost@example.org/'])(
    'refuse %s',
    (url) => expect(() => onlyLoopback(url)).toThrow('this machine only'),
  );
});
