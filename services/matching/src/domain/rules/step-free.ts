import { lacksRoom, mayNeedTooManyUnits } from './capacity.js';
import type { HardRule } from './rule.js';

/** Every room of the household can be reached without a step. */
export const stepFree: HardRule<'stepFreeRoom'> = {
  name: 'stepFree',
  looksAt: 'stepFreeRoom',
  concerns: (query) => query.stepFree,
  excludes: lacksRoom,
  excludesByUnits: { concerns: mayNeedTooManyUnits, excludes: (fitIn) => fitIn(true) === null },
};
