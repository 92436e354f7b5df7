import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Randomness from a seed. Two of the same seed and labels give the same, whatever else was drawn before. */
export interface Random {
  /** From 0 to below 1. */
  fraction(): number;
  /** A whole number, both ends included. */
  whole(least: number, most: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of these. Throws when there is none. */
  pick<const T>(list: readonly T[]): T;
  /** One of these by weight. Throws when there is none. */
  weighted<const T>(list: readonly (readonly [T, number])[]): T;
  /** Log-normal, by its median and the spread (sigma) of its logarithm. */
  lognormal(median: number, sigma: number): number;
}

/** A stream of its own for each thing: what is added to one story changes no other. */
export function randomOf(seed: number, ...labels: readonly (string | number)[]): Random {
  const rng = xoroshiro128plus(hash(JSON.stringify([seed, ...labels])));
  const fraction = () => uniformFloat64(rng);
  const pick = <T>(list: readonly T[]): T => {
    const found = list[uniformInt(rng, 0, Math.max(list.length - 1, 0))];
    if (found === undefined) throw new Error('there is nothing to pick from');
    return found;
  };
  return {
    fraction,
    whole: (least, most) => uniformInt(rng, least, most),
    chance: (probability) => fraction() < probability,
    pick,
    weighted(list) {
      let left = fraction() * list.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of list) {
        left -= weight;
        if (left < 0) return value;
      }
      return pick(list)[0];
    },
    lognormal(median, sigma) {
      const normal = Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction());
      return median * Math.exp(sigma * normal);
    },
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 2_166_136_261;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 16_777_619) >>> 0;
  return value | 0;
}

/** Draws indices by weight, quickly where there are many: by bisection of the running sums. */
export function drawIndex(sums: readonly number[], random: Random): number {
  const wanted = random.fraction() * (sums.at(-1) ?? 0);
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Running sums of weights, for `drawIndex`. */
export function runningSums(weights: readonly number[]): number[] {
  let sum = 0;
  return weights.map((weight) => (sum += weight));
}

/** Parts of random size between two bounds that add up to a total exactly; the last ones share what is left. */
export function partsOf(total: number, least: number, most: number, random: Random): number[] {
  if (total <= 0) return [];
  const parts: number[] = [];
  let left = total;
  while (left > most) {
    const part = Math.min(random.whole(least, most), left - least);
    parts.push(part);
    left -= part;
  }
  return [...parts, left];
}
