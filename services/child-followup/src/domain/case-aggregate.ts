import type { ChildCase, PublicChildCase } from '@abri/contracts/child-case';
import type { CaseCommand } from './commands.js';
import { decide, type Limits } from './decide.js';
import { nextAlert } from './overdue.js';
import { type CaseState, evolve, noCase } from './state.js';

/** A child's case as the write path knows it. */
export const caseAggregate = (limits: Limits) => ({
  name: 'child-case',
  initial: noCase,
  decide: (command: CaseCommand, state: CaseState) => decide(command, state, limits),
  evolve,
  publicState: ({ child }: CaseState) => child && publicCase(child),
  dueAt: ({ child }: CaseState) => nextAlert(child, limits.unseenHours),
});

/** What others may see of a case: no worker, no hand-over, no answer of anybody. */
function publicCase(child: ChildCase): PublicChildCase {
  const { caseId, source, sex, ageYears, danger, team, openedAt, status } = child;
  const tasks = child.tasks.map(({ taskId, kind, dueAt, state, alertedAt }) => ({
    taskId,
    kind,
    dueAt,
    state,
    alertedAt,
  }));
  return { caseId, source, sex, ageYears, danger, team, openedAt, status, tasks, reports: child.reports.length };
}
