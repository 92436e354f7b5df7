import type { RequestPlacement } from '@abri/contracts/matching-api';
import { type Random, randomOf } from './random.js';

/** What the generator needs to know of the district and of the danger questionnaire. */
export interface World {
  communes: readonly { code: string; population: number }[];
  instrument: string;
  questions: readonly string[];
}
type Household = RequestPlacement['household'];

// Shares after the district's published year (743 women, 15 men, 516 children taken care of: 0.68 children an adult).
const childrenCounts = [
  [0, 59],
  [1, 21],
  [2, 13],
  [3, 5],
  [4, 2],
] as const;
const otherLanguages = [
  ['ar', 6],
  ['tr', 2],
  ['en', 2],
  ['it', 1],
  ['pl', 1],
  ['pt', 1],
  ['uk', 2],
  ['ps', 1],
  ['ro', 2],
  ['lsf', 1],
] as const;

/**
 * The household of one call, in `assign` mode: the same seed and number give the same household. Its make-up, needs,
 * surroundings and danger vary as calls do; nothing in it comes from a person.
 */
export function householdOf(world: World, seed: number, call: number): RequestPlacement {
  const random = randomOf(seed, call);
  const household = people(random);
  return {
    mode: 'assign',
    household,
    needs: {
      stepFree: random.chance(0.03),
      pets: random.chance(0.07) ? random.whole(1, 2) : 0,
      languages: random.chance(0.15) ? [random.weighted(otherLanguages)] : [],
      equipment: random.chance(0.02) ? ['refrigeratedMedicine'] : [],
    },
    surroundings: surroundings(world, household, random),
    assessment: { instrument: world.instrument, answers: answers(world, random) },
  };
}

function people(random: Random): Household {
  const sex = random.chance(0.02) ? 'man' : 'woman';
  const adults: Household['adults'] = [{ sex, pregnant: sex === 'woman' && random.chance(0.06) }];
  if (random.chance(0.03)) adults.push({ sex: 'woman', pregnant: false });
  const children = Array.from({ length: random.weighted(childrenCounts) }, () => ({
    sex: random.pick(['girl', 'boy'] as const),
    ageYears: random.whole(0, 15),
  }));
  return { adults, children };
}

function surroundings(world: World, household: Household, random: Random): RequestPlacement['surroundings'] {
  const communes = world.communes.map(({ code, population }) => [code, population] as const);
  const callerCommune = random.weighted(communes);
  const inSchool = household.children.some(({ ageYears }) => ageYears >= 3);
  return {
    callerCommune,
    minimumDistanceKm: random.weighted([
      [0, 70],
      [5, 20],
      [10, 10],
    ]),
    ...(random.chance(0.1) ? { maximumDistanceKm: 30 } : {}),
    avoid: random.chance(0.3) ? [{ commune: random.weighted(communes), radiusKm: random.pick([0, 3]) }] : [],
    ...(inSchool && random.chance(0.5) ? { schoolCommune: callerCommune } : {}),
  };
}

function answers(world: World, random: Random): RequestPlacement['assessment']['answers'] {
  const severity = random.next() * 0.8;
  return Object.fromEntries(
    world.questions.map((question) => [
      question,
      random.chance(0.1) ? 'unknown' : random.chance(severity) ? 'yes' : 'no',
    ]),
  );
}
