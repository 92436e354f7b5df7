import type { RegisterShelter } from '@abri/contracts/capacity-api';
import { communeOf } from './district.js';
import { flats, hotels } from './seed-flats-and-hotels.js';
import type { SeedHouse } from './seed-house.js';
import { houses } from './seed-houses.js';

/** Streets that exist nowhere: nobody must be sent to, or ring at, a real door because of a demonstration. */
const streets = ['rue de l’Adresse-Fictive', 'impasse de l’Exemple', 'allée du Décor', 'rue de la Démonstration'];
const everyDoor: RegisterShelter['rules'] = {
  takesWomen: true,
  takesMen: false,
  takesChildren: true,
  highestBoyAge: 17,
  takesPets: false,
  arrivals: { from: '00:00', to: '00:00' },
};

/** The telephone numbers lie in 03 53 01, one of the six blocks that Arcep's numbering plan keeps for fiction: nobody has them. */
function register(house: SeedHouse, index: number): RegisterShelter {
  const city = communeOf(house.commune)?.name ?? house.commune;
  const two = (n: number) => String(n).padStart(2, '0');
  return {
    shelterId: house.id,
    name: house.name,
    kind: house.kind,
    commune: house.commune,
    rules: { ...everyDoor, ...house.rules },
    languages: [...house.languages],
    services: [...house.services],
    equipment: [...house.equipment],
    acceptance: house.acceptance,
    address: {
      street: `${index * 3 + 1} ${streets[index % streets.length]}`,
      postalCode: house.postalCode,
      city,
      phone: `03 53 01 ${two(index + 10)} ${two((index * 37) % 100)}`,
      directions: 'Adresse fictive de démonstration : elle ne mène nulle part.',
    },
    units: house.units.flatMap(({ count, prefix, ...unit }) =>
      Array.from({ length: count }, (_, n) => ({
        unitId: `${house.id.slice(3)}-${prefix.toLowerCase()}${n + 1}`,
        label: `${prefix}${n + 1}`,
        ...unit,
      })),
    ),
  };
}

/**
 * A realistic set of invented houses for the district, always the same, in the shape that capacity registers: 35 family
 * places (one per 10,000 inhabitants, Istanbul Convention, article 23 and paragraph 135 of its explanatory report),
 * rooms for single people, and four hotels beside them.
 */
export const seedShelters: readonly RegisterShelter[] = [...houses, ...flats, ...hotels].map(register);
