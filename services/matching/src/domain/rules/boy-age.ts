import type { HardRule } from './rule.js';

/** Many houses take boys up to an age only. */
export const boyAge: HardRule<'highestBoyAge'> = {
  name: 'boyAge',
  looksAt: 'highestBoyAge',
  concerns: ({ oldestBoy }) => oldestBoy >= 0,
  excludes: (highestBoyAge, { oldestBoy }) => oldestBoy > highestBoyAge,
};
