import { communes } from '@abri/geo/district';
import { seedShelters } from '@abri/geo/seed-shelters';
import { allOutside, widestPadKm } from '../src/domain/safety/circle.js';
import { answer, firstBudget, type Ledger, noQuestions } from '../src/domain/safety/ledger.js';
import { partsOf } from '../src/domain/safety/parts.js';
import { padKm } from '../src/safety-pad.js';

// The numbers of decision 0016, and not the constants of the code: lowering those must show here.
const leastCommunes = 20;
const leastWithHouse = 5;

const codes = communes.map(({ code }) => code);
const withHouse = new Set(seedShelters.map(({ commune }) => commune));
const parts = partsOf(withHouse);
const keys = Array.from({ length: 200 }, (_, number) => `the key of installation ${number}`);
const day = (days: number) => new Date(Date.parse('2026-03-02T09:00:00.000Z') + days * 86_400_000).toISOString();

/** Asks one question of the code that answers them all. */
const askOf = (ledger: Ledger, place: string, commune: string, now: string, pad: (part: readonly string[]) => number) =>
  answer(ledger, { place, commune, withHouse, parts, now, padKm: pad });
/** The rule that was planned first: the answer is about the commune itself. Kept here to show what the attacker can do. */
const exact = (place: string, commune: string, pad: number) => allOutside([place], commune, pad);
const built = (place: string, commune: string, pad: number) =>
  askOf(noQuestions, place, commune, day(0), () => pad).safe;

/**
 * The attacker has the program, the map of the houses and all the time there is; only the key is not theirs. From the
 * program they know how likely a yes is for each place and each question, over the pads that the key may give.
 */
function attacker(rule: (place: string, commune: string, pad: number) => boolean) {
  const pads = [0, 1, 2, 3, 4, 5].map((step) => (step / 5) * widestPadKm);
  const yes = new Map(
    codes.map((commune) => [
      commune,
      codes.map((place) => pads.filter((pad) => rule(place, commune, pad)).length / pads.length),
    ]),
  );
  const likely = (commune: string, safe: boolean) => (yes.get(commune) ?? []).map((p) => (safe ? p : 1 - p));
  const chosen = new Map<string, string>();
  /** The question whose answer is expected to leave the least uncertainty; the same history has the same best question. */
  const next = (history: readonly [string, boolean][], weights: readonly number[]): string => {
    const past = JSON.stringify(history);
    const known = chosen.get(past);
    if (known !== undefined) return known;
    const asked = new Set(history.map(([commune]) => commune));
    const left = codes.filter((commune) => !asked.has(commune));
    const expected = left.map((commune) =>
      [true, false].reduce((sum, safe) => sum + spread(after(weights, likely(commune, safe))), 0),
    );
    const best = left[expected.indexOf(Math.min(...expected))] ?? '';
    chosen.set(past, best);
    return best;
  };
  return {
    /** Asks and hears, so many times; gives the communes in which the household may still live. */
    attack(questions: number, hear: (commune: string, number: number) => boolean): string[] {
      let weights: readonly number[] = codes.map((code) => (withHouse.has(code) ? 1 : 0.1));
      const history: [string, boolean][] = [];
      for (let number = 0; number < questions; number++) {
        const commune = next(history, weights);
        const safe = hear(commune, number);
        history.push([commune, safe]);
        weights = after(weights, likely(commune, safe));
      }
      return codes.filter((_, index) => (weights[index] ?? 0) > 0);
    },
  };
}
const after = (weights: readonly number[], likelihood: readonly number[]) =>
  weights.map((weight, index) => weight * (likelihood[index] ?? 0));
/** Total weight times entropy: what an answer of this likelihood leaves to be found out, in expectation. */
function spread(weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.reduce((sum, weight) => (weight > 0 ? sum - weight * Math.log2(weight / total) : sum), 0);
}

/** The fewest candidates that an attack leaves, over every commune as the secret and these keys. */
function worst(keys: readonly string[], attack: (secret: string, key: string) => string[]) {
  let [all, houses] = [Infinity, Infinity];
  for (const secret of codes)
    for (const key of keys) {
      const left = attack(secret, key);
      if (!left.includes(secret)) throw new Error('the attacker has lost the secret: the attack proves nothing');
      all = Math.min(all, left.length);
      houses = Math.min(houses, left.filter((code) => withHouse.has(code)).length);
    }
  return { all, houses };
}
const padOf = (key: string, commune: string) => (part: readonly string[]) => padKm(key, 'case', part, commune);

describe('an attacker who chooses each question by all answers before', () => {
  it('finds the commune when answers are about the commune itself: the attack is a good one', () => {
    const { attack } = attacker(exact);
    const after = (questions: number) =>
      worst(keys.slice(0, 20), (secret, key) =>
        attack(questions, (commune) => exact(secret, commune, padOf(key, commune)([secret]))),
      );
    // Decision 0016 shows these numbers.
    const measured = [1, 2, 3, 4, 5, 6].map(after);
    expect(measured.map(({ all }) => all)).toEqual([42, 22, 11, 7, 3, 1]);
    expect(measured.map(({ houses }) => houses)).toEqual([7, 3, 1, 0, 0, 0]);
  });

  it('is left with five communes that have a house, and twenty in all, when the whole budget is spent', () => {
    const { attack } = attacker(built);
    const { all, houses } = worst(keys, (secret, key) => {
      let ledger = noQuestions;
      return attack(firstBudget.ever, (commune, number) => {
        const now = day(number < firstBudget.inWindow ? number : 40 + number);
        const answered = askOf(ledger, secret, commune, now, padOf(key, commune));
        if (answered.spent) throw new Error('the budget is spent too early: the attack proves nothing');
        ledger = answered.ledger;
        return answered.safe;
      });
    });
    expect(all).toBeGreaterThanOrEqual(leastCommunes);
    expect(houses).toBeGreaterThanOrEqual(leastWithHouse);
  });

  it('is left with as many when there is no budget at all and every commune was asked about', () => {
    const canHear = codes.map((place) =>
      codes.map((commune) => new Set([built(place, commune, 0), built(place, commune, widestPadKm)])),
    );
    const found = new Map<string, readonly string[]>();
    const leftAfter = (heard: readonly boolean[]) => {
      const all = heard.join();
      const left =
        found.get(all) ?? codes.filter((_, place) => heard.every((one, at) => canHear[place]?.[at]?.has(one)));
      found.set(all, left);
      return left;
    };
    for (const secret of codes)
      for (const key of keys.slice(0, 10)) {
        const heard = codes.map((commune) => askOf(noQuestions, secret, commune, day(0), padOf(key, commune)).safe);
        const left = leftAfter(heard);
        expect(left).toContain(secret);
        expect(left.length).toBeGreaterThanOrEqual(leastCommunes);
        expect(left.filter((code) => withHouse.has(code)).length).toBeGreaterThanOrEqual(leastWithHouse);
      }
  });
});
