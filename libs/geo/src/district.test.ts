import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { communeOf, communes } from './district.js';
import { outlines } from './outlines.js';

/** Whether a point lies inside a ring: a ray to the east crosses it an odd number of times. */
function inside(ring: number[][], lon: number, lat: number): boolean {
  const crossings = ring.filter(([x1 = 0, y1 = 0], index) => {
    const [x2 = 0, y2 = 0] = ring[(index + 1) % ring.length] ?? [];
    return y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1);
  });
  return crossings.length % 2 === 1;
}

describe('the district', () => {
  it('is the 82 communes with the 350,157 inhabitants of the official register', () => {
    expect(communes).toHaveLength(82);
    expect(new Set(communes.map(({ code }) => code)).size).toBe(82);
    expect(communes.reduce((sum, { population }) => sum + population, 0)).toBe(350_157);
  });

  it('puts the centre of each commune inside its outline', () => {
    expect(outlines.map(({ code }) => code)).toEqual(communes.map(({ code }) => code));
    const outsiders = communes.filter(
      ({ lon, lat }, index) => !inside(outlines[index]?.coordinates[0] ?? [], lon, lat),
    );
    expect(outsiders).toEqual([]);
  });

  it('finds a commune by its code, and none outside the district', () => {
    expect(communeOf('59606')?.name).toBe('Valenciennes');
    expect(communeOf('59350')).toBeUndefined();
  });

  it('is what the sources give', () => {
    const generate = path.join(__dirname, '..', 'data', 'generate.mjs');
    expect(execFileSync(process.execPath, [generate, '--check'], { encoding: 'utf8' })).toBe('');
  }, 60_000);
});
