import fc from 'fast-check';
import { communeOf, communes } from './district.js';
import { distanceKm } from './distance.js';

const point = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
});

describe('distanceKm', () => {
  it('measures one degree of a meridian as 111.195 km, and half the equator as half the circumference', () => {
    expect(distanceKm({ lat: 0, lon: 0 }, { lat: 1, lon: 0 })).toBeCloseTo(111.195, 2);
    expect(distanceKm({ lat: 0, lon: -90 }, { lat: 0, lon: 90 })).toBeCloseTo(20_015.11, 1);
  });

  it('puts Denain 9 to 11 km from Valenciennes', () => {
    const [valenciennes, denain] = [communeOf('59606'), communeOf('59172')];
    if (!valenciennes || !denain) throw new Error('both are in the district');
    expect(distanceKm(valenciennes, denain)).toBeGreaterThan(9);
    expect(distanceKm(valenciennes, denain)).toBeLessThan(11);
  });

  it('is the same both ways, nought to itself, never over half the Earth, and no detour is shorter', () => {
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        expect(distanceKm(a, a)).toBe(0);
        expect(distanceKm(a, b)).toBeCloseTo(distanceKm(b, a), 6);
        expect(distanceKm(a, b)).toBeLessThanOrEqual(20_015.2);
        expect(distanceKm(a, c)).toBeLessThanOrEqual(distanceKm(a, b) + distanceKm(b, c) + 1e-3);
      }),
    );
  });

  it('holds the whole district within 45 km', () => {
    const longest = Math.max(...communes.flatMap((from) => communes.map((to) => distanceKm(from, to))));
    expect(longest).toBeGreaterThan(25);
    expect(longest).toBeLessThan(45);
  });
});
