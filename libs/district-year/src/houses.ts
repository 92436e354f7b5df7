import type { RegisterShelter } from '@abri/contracts/capacity-api';
import { type District, populationOf } from './district.js';
import { drawIndex, randomOf, runningSums } from './random.js';

/** One family place for every so many inhabitants (Istanbul Convention, article 23; explanatory report, paragraph 135). */
const inhabitantsOfAPlace = 10_000;
const placesOfAHouse = 6;

/** How many family places a district should have, times a scale. */
export const familyPlacesFor = (district: District, scale: number): number =>
  Math.ceil(populationOf(district) / inhabitantsOfAPlace) * scale;

/**
 * Invented houses with so many family places, spread over the communes by their inhabitants, and a hotel beside every
 * third one. Always the same for the same district and seed. Streets exist nowhere.
 */
export function inventedHouses(
  district: District,
  o: { familyPlaces: number; seed: number; prefix: string },
): RegisterShelter[] {
  const random = randomOf(o.seed, district.code, 'houses');
  const sums = runningSums(district.communes.map(({ population }) => population));
  const houses: RegisterShelter[] = [];
  const house = (kind: 'shelter' | 'hotel', number: number, units: number): RegisterShelter => {
    const commune = district.communes[drawIndex(sums, random)];
    const shelterId = `${o.prefix}-${kind === 'hotel' ? 'hotel-' : ''}${number}`;
    const hotel = kind === 'hotel';
    return {
      shelterId,
      name: `${hotel ? 'Hôtel' : 'Maison'} d’exemple ${number}`,
      kind,
      commune: commune?.code ?? '',
      rules: {
        takesWomen: true,
        takesMen: hotel || random.chance(0.2),
        takesChildren: true,
        highestBoyAge: hotel ? 17 : random.pick([12, 14, 17]),
        takesPets: random.chance(0.3),
        arrivals: { from: '00:00', to: '00:00' },
      },
      languages: ['fr'],
      services: hotel ? [] : ['social', random.pick(['legal', 'psychological', 'childCare'])],
      equipment: [],
      acceptance: hotel || random.chance(0.3) ? 'automatic' : 'asked',
      address: {
        street: `${number} rue de l’Adresse-Fictive`,
        postalCode: commune?.postalCode ?? '00000',
        city: commune?.name ?? 'Exemple',
        directions: 'Adresse fictive : elle ne mène nulle part.',
      },
      units: Array.from({ length: units }, (_, index) => ({
        unitId: `${shelterId}-${index + 1}`,
        label: `F${index + 1}`,
        beds: random.pick([3, 4, 5, 6]),
        cots: random.whole(0, 2),
        sharing: 'exclusive' as const,
        stepFree: index === 0,
      })),
    };
  };
  for (let left = o.familyPlaces, number = 1; left > 0; left -= placesOfAHouse, number++) {
    houses.push(house('shelter', number, Math.min(placesOfAHouse, left)));
    if (number % 3 === 1) houses.push(house('hotel', number, 10));
  }
  return houses;
}
