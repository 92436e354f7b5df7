import type { PlacementView } from '@abri/contracts/matching-api';
import { communeOf } from '@abri/geo/district';

/** A house's name and commune, such as "Les Tilleuls, Valenciennes"; nothing for none. */
export const houseWords = (house: PlacementView['house']): string =>
  house ? `${house.name}, ${communeOf(house.commune)?.name ?? house.commune}` : '';
