import { type Day, isoDay } from './calendar.js';
import type { Random } from './random.js';

/** Names that nobody would take for a real person’s: plants, birds and weathers. */
const families = [
  'Aubépine', 'Bruyère', 'Coquelicot', 'Églantine', 'Fougère', 'Genêt', 'Hirondelle', 'Jonquille', 'Lavande', 'Mésange',
  'Noisetier', 'Orage', 'Pervenche', 'Quenouille', 'Roseau', 'Sauterelle', 'Tournesol', 'Véronique', 'Alouette', 'Bourrasque',
  'Châtaigne', 'Dahlia', 'Épervier', 'Framboise', 'Giboulée', 'Houblon', 'Iris', 'Jasmin', 'Lilas', 'Marjolaine',
  'Nénuphar', 'Ortie', 'Pivoine', 'Romarin', 'Sarriette', 'Tramontane', 'Verveine', 'Bleuet', 'Capucine', 'Bergeronnette',
].map((name) => `${name}-Fiction`); // prettier-ignore
const women = ['Adèle', 'Baya', 'Célie', 'Dounia', 'Élise', 'Fanny', 'Ghita', 'Hanna', 'Irène', 'Jeanne', 'Karima', 'Lise', 'Maud', 'Nour', 'Odile', 'Paola', 'Rose', 'Sonia', 'Tess', 'Zoé']; // prettier-ignore
const men = ['Adrien', 'Bilal', 'Cédric', 'Driss', 'Étienne', 'Farid', 'Gaël', 'Hugues', 'Ivan', 'Joris', 'Kamel', 'Loïc', 'Marin', 'Nils', 'Omar', 'Paul', 'Rémi', 'Samy', 'Théo', 'Yann']; // prettier-ignore

export const familyName = (random: Random): string => random.pick(families);
export const givenName = (sex: 'female' | 'male', random: Random): string =>
  random.pick(sex === 'female' ? women : men);

/** A birth date by which somebody has this many whole years on a day. */
export function birthDate(on: Day, years: number, random: Random): string {
  const day = on - Math.floor((years + 1) * 365.25) + random.whole(2, 362);
  return isoDay(day);
}
