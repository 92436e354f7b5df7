import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * Everything that happens by chance in a schedule, as one list of whole numbers. 0 is always the harmless choice, so a
 * shorter list, or one of smaller numbers, is a simpler story: that is what shrinking goes by, and a list replays exactly.
 */
export interface Choices {
  /** A whole number from 0 to below `count`. */
  below(count: number): number;
  /** True once in so many times; never when `times` is 0. */
  onceIn(times: number): boolean;
  /** What was chosen so far. */
  readonly made: readonly number[];
}

const choices = (next: (count: number, at: number) => number): Choices => {
  const made: number[] = [];
  const below = (count: number) => {
    const chosen = count <= 1 ? 0 : next(count, made.length);
    made.push(chosen);
    return chosen;
  };
  // The last of the numbers is the rare one, so that 0 is "no".
  return { made, below, onceIn: (times) => times > 0 && below(times) === times - 1 };
};

/** Chosen by a seed, a whole number below 2^32. */
export function seededChoices(seed: number): Choices {
  const generator = xoroshiro128plus(seed);
  return choices((count) => uniformInt(generator, 0, count - 1));
}

/** As recorded before; what is missing at the end is 0. */
export function recordedChoices(recorded: readonly number[]): Choices {
  return choices((count, at) => {
    const value = recorded[at] ?? 0;
    return value < count ? value : count - 1;
  });
}
