import fc from 'fast-check';
import { bedsByCommune, shadeOf } from './by-commune.js';

const beds = fc.record({
  total: fc.nat(50),
  free: fc.nat(50),
  held: fc.nat(9),
  occupied: fc.nat(9),
  outOfService: fc.nat(9),
});
const shelters = fc.array(
  fc.record({
    shelterId: fc.uuid(),
    name: fc.string(),
    kind: fc.constantFrom('shelter' as const, 'hotel' as const),
    commune: fc.constantFrom('59606', '59172', '59014'),
    beds,
    cots: beds,
  }),
  { maxLength: 30 },
);

it('counts each house and each free bed in exactly one commune', () => {
  fc.assert(
    fc.property(shelters, (all) => {
      const rows = bedsByCommune(all);
      const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0);
      expect(new Set(rows.map(({ commune }) => commune)).size).toBe(rows.length);
      expect(sum(rows.map(({ houses }) => houses))).toBe(all.length);
      expect(sum(rows.map(({ free }) => free))).toBe(sum(all.map((shelter) => shelter.beds.free)));
      expect(sum(rows.map(({ total }) => total))).toBe(sum(all.map((shelter) => shelter.beds.total)));
    }),
  );
});

it('shades a full commune unlike one without a house, and more free beds never lighter', () => {
  expect(shadeOf(undefined)).toBe('none');
  expect(shadeOf({ free: 0 })).toBe(0);
  fc.assert(
    fc.property(fc.nat(99), fc.nat(99), (a, b) => {
      const [few, many] = a < b ? [a, b] : [b, a];
      expect(Number(shadeOf({ free: few }))).toBeLessThanOrEqual(Number(shadeOf({ free: many })));
    }),
  );
});
