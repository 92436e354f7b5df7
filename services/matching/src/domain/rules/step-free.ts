import type { HardRule } from './rule.js';

/** Every room of the household can be reached without a step. */
export const stepFree: HardRule = {
  name: 'stepFree',
  concerns: (query) => query.stepFree,
  excludes: ({ fit }) => fit(true) === null,
};
