/** A seeded source of chance (mulberry32): the same seed gives the same history. */
export interface Chance {
  /** A whole number from 0 to `below` - 1. */
  upTo(below: number): number;
  oneOf<T>(options: readonly T[]): T;
  /** True so many times in a hundred. */
  percent(times: number): boolean;
}
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (below: number) => Math.floor(next() * below);
  return {
    upTo,
    oneOf: <T>(options: readonly T[]) => options[upTo(options.length)] as T,
    percent: (times) => upTo(100) < times,
  };
}
