import type { RegisterShelter } from '@abri/contracts/capacity-api';
import { communes } from '@abri/geo/district';
import { type Random, randomOf } from './random.js';

const languages = ['fr', 'en', 'ar', 'tr', 'it', 'pl', 'pt', 'uk', 'ro', 'ps'] as const;
const services = ['legal', 'psychological', 'childCare', 'medical', 'social'] as const;

/** Made-up houses over the communes of the district, more where more people live, until `units` units stand. */
export function sheltersFor(seed: number, units: number): RegisterShelter[] {
  const shelters: RegisterShelter[] = [];
  for (let built = 0; built < units;) {
    const shelter = shelterOf(randomOf(seed, shelters.length), shelters.length);
    built += shelter.units.length;
    shelters.push(shelter);
  }
  return shelters;
}

/** The first of these houses, until so many beds stand. */
export function sheltersWithBeds(seed: number, beds: number): RegisterShelter[] {
  let built = 0;
  // No unit is without a bed, so that many units hold as many beds and more.
  const all = sheltersFor(seed, beds);
  const enough = all.findIndex(({ units }) => (built += units.reduce((sum, unit) => sum + unit.beds, 0)) >= beds);
  return all.slice(0, enough + 1);
}

function shelterOf(random: Random, index: number): RegisterShelter {
  const hotel = random.chance(0.15);
  const takesMen = hotel || random.chance(0.15);
  return {
    shelterId: `load-${index}`,
    name: `${hotel ? 'Hôtel' : 'Maison'} ${index}`,
    kind: hotel ? 'hotel' : 'shelter',
    commune: random.weighted(communes.map(({ code, population }) => [code, population] as const)),
    rules: {
      ...{ takesWomen: true, takesMen, takesChildren: hotel || random.chance(0.85) },
      highestBoyAge: random.weighted([
        [17, 50],
        [14, 25],
        [12, 25],
      ]),
      takesPets: random.chance(0.3),
      arrivals: { from: '00:00', to: '00:00' },
    },
    languages: ['fr', ...languages.slice(1).filter(() => random.chance(0.15))],
    services: services.filter(() => random.chance(0.4)),
    equipment: random.chance(0.4) ? ['refrigeratedMedicine'] : [],
    acceptance: hotel || random.chance(0.3) ? 'automatic' : 'asked',
    address: { street: '1 rue inventée', postalCode: '59300', city: 'Ville inventée' },
    units: Array.from({ length: random.whole(3, hotel ? 20 : 14) }, (_, unit) => ({
      unitId: `u${unit}`,
      label: String(unit + 1),
      beds: random.weighted([
        [2, 45],
        [3, 25],
        [4, 20],
        [6, 10],
      ]),
      cots: random.chance(0.4) ? 1 : 0,
      sharing: 'exclusive',
      stepFree: random.chance(0.25),
    })),
  };
}

/** Equipment that no other house of the load test has: who needs it can go to the one-bed house only. */
export const rareEquipment = 'oxygen';

/** A house with a single bed, which says yes by itself. */
export function oneBedHouse(shelterId: string, commune: string): RegisterShelter {
  return {
    shelterId,
    name: 'Maison au lit unique',
    kind: 'shelter',
    commune,
    rules: {
      ...{ takesWomen: true, takesMen: false, takesChildren: false, highestBoyAge: 0, takesPets: false },
      arrivals: { from: '00:00', to: '00:00' },
    },
    languages: ['fr'],
    services: [],
    equipment: [rareEquipment],
    acceptance: 'automatic',
    address: { street: '1 rue inventée', postalCode: '59300', city: 'Ville inventée' },
    units: [{ unitId: 'u1', label: '1', beds: 1, cots: 0, sharing: 'exclusive', stepFree: false }],
  };
}
