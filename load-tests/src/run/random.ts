/** Numbers that follow from a seed alone, so that every system is asked the same questions (mulberry32). */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** Whole, from `least` to `most`. */
  whole(least: number, most: number): number;
  /** True in about `share` of the calls, 0 to 1. */
  chance(share: number): boolean;
  /** One of the items. Throws when there is none. */
  pick<T>(items: readonly T[]): T;
  /** One of the items, as often as its weight says. Throws when there is none. */
  weighted<T>(items: readonly (readonly [T, number])[]): T;
}

/** Takes any whole numbers as the seed: the same ones give the same sequence. */
export function randomOf(...seed: readonly number[]): Random {
  let state = seed.reduce((hash, part) => Math.imul(hash ^ part, 0x9e3779b1) >>> 0, 0x811c9dc5);
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const some = <T>(item: T | undefined): T => {
    if (item === undefined) throw new Error('there is nothing to choose from');
    return item;
  };
  return {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (share) => next() < share,
    pick: (items) => some(items[Math.floor(next() * items.length)]),
    weighted(items) {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      const found = items.find(([, weight]) => (left -= weight) < 0) ?? items.at(-1);
      return some(found)[0];
    },
  };
}
