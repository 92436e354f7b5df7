import { RegisterShelter } from '@abri/contracts/capacity-api';
import { communes } from '@abri/geo/district';
import fc from 'fast-check';
import { familyPlacesFor, inventedHouses } from './houses.js';

const district = { code: '596', name: 'Valenciennes', communes };

it('asks for one family place for every 10,000 inhabitants begun', () => {
  expect(familyPlacesFor(district, 1)).toBe(36);
  expect(familyPlacesFor(district, 3)).toBe(108);
});

it('invents exactly so many family places, in houses that capacity takes, each id once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), (familyPlaces, seed) => {
      const houses = inventedHouses(district, { familyPlaces, seed, prefix: 'x' });
      const units = houses.filter(({ kind }) => kind === 'shelter').flatMap((house) => house.units);
      expect(units.filter(({ beds, sharing }) => beds >= 2 && sharing === 'exclusive')).toHaveLength(familyPlaces);
      expect(new Set(houses.map(({ shelterId }) => shelterId)).size).toBe(houses.length);
      for (const house of houses) RegisterShelter.parse(house);
    }),
    { numRuns: 30 },
  );
});
