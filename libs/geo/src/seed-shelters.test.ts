import { readFileSync } from 'node:fs';
import { RegisterShelter } from '@abri/contracts/capacity-api';
import { communeOf, communes } from './district.js';
import { seedShelters } from './seed-shelters.js';

const register: { code: string; codesPostaux?: string[] }[] = JSON.parse(
  readFileSync(require.resolve('@etalab/decoupage-administratif/data/communes.json'), 'utf8'),
);
const distinct = (values: readonly unknown[]) => new Set(values).size === values.length;

describe('the seed of shelters', () => {
  it('is what capacity registers, unchanged by the check', () => {
    for (const shelter of seedShelters) expect(RegisterShelter.parse(shelter)).toEqual(shelter);
  });

  it('has the houses of the demo accounts', () => {
    expect(seedShelters.find(({ shelterId }) => shelterId === 'sh-tilleuls')).toMatchObject({
      name: 'Les Tilleuls',
      kind: 'shelter',
      acceptance: 'asked',
    });
    expect(seedShelters.find(({ shelterId }) => shelterId === 'sh-hotel-gare')).toMatchObject({ kind: 'hotel' });
  });

  it('has one family place per 10,000 inhabitants, hotels not counted', () => {
    const inhabitants = communes.reduce((sum, { population }) => sum + population, 0);
    const familyPlaces = seedShelters
      .filter(({ kind }) => kind === 'shelter')
      .flatMap(({ units }) => units)
      .filter(({ sharing, beds }) => sharing === 'exclusive' && beds >= 3);
    expect(familyPlaces).toHaveLength(Math.round(inhabitants / 10_000));
  });

  it('gives every house and every unit an id and a label of its own', () => {
    expect(distinct(seedShelters.map(({ shelterId }) => shelterId))).toBe(true);
    expect(distinct(seedShelters.flatMap(({ units }) => units.map(({ unitId }) => unitId)))).toBe(true);
    for (const { units } of seedShelters) expect(distinct(units.map(({ label }) => label))).toBe(true);
  });

  it('puts each house in a commune of the district, with a postal code of that commune', () => {
    for (const { commune, address } of seedShelters) {
      expect(communeOf(commune)?.name).toBe(address.city);
      expect(register.find(({ code }) => code === commune)?.codesPostaux).toContain(address.postalCode);
    }
  });

  it('sends nobody to a real door or telephone', () => {
    for (const { address } of seedShelters) {
      expect(address.street).toMatch(/Adresse-Fictive|Exemple|Décor|Démonstration/);
      expect(address.phone).toMatch(/^03 53 01 \d\d \d\d$/);
    }
    expect(distinct(seedShelters.map(({ address }) => address.phone))).toBe(true);
  });

  it('has somewhere for a man with children, for a wheelchair, for a dog, and for a boy of 17', () => {
    const offers = (wanted: (shelter: RegisterShelter) => boolean) =>
      expect(seedShelters.filter((shelter) => shelter.kind === 'shelter' && wanted(shelter))).not.toHaveLength(0);
    offers(({ rules }) => rules.takesMen && rules.takesChildren);
    offers(({ units }) => units.some(({ stepFree, beds }) => stepFree && beds >= 4));
    offers(({ rules }) => rules.takesPets);
    offers(({ rules }) => rules.takesChildren && rules.highestBoyAge === 17);
  });
});
