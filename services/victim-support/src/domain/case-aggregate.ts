import { type CaseState, evolve } from './case-state.js';
import { decide } from './decide-case.js';
import { nextDue } from './time.js';

/** The support case as the write path knows it. */
export const caseAggregate = {
  name: 'supportCase',
  initial: null as CaseState,
  decide,
  evolve,
  publicState: (state: CaseState) =>
    state && {
      kind: 'case' as const,
      category: state.category,
      door: state.door,
      open: state.open,
      countedYears: state.countedYears,
    },
  dueAt: nextDue,
};
