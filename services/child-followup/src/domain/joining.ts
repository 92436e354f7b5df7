import type { ChildCase } from '@abri/contracts/child-case';
import type { ChildFollowupFact } from '@abri/contracts/child-followup-events';
import { dangerOrder } from '@abri/contracts/vocabulary';
import type { Carried, Command } from './commands.js';
import { refuse, type Result } from './refusal.js';
import type { CaseState } from './state.js';
import { taskIdOf } from './tasks.js';

/**
 * The first half of joining two cases of one child: this case takes over every open task of the other. A repeat takes
 * what has come since. The other case ends only in the second half, `joinInto`, once all of its tasks are here.
 */
export function absorb(command: Command<'absorb'>, state: CaseState, child: ChildCase): Result {
  const { from, carried, by } = command;
  if (from === child.caseId) return refuse('sameCase');
  if (child.status.state === 'joined') return refuse('caseJoined', { into: child.status.into });
  const reopened: ChildFollowupFact[] =
    child.status.state === 'closed' ? [{ type: 'CaseReopened', data: { because: 'absorbed', by } }] : [];
  const absorbed: ChildFollowupFact[] = child.joined.includes(from)
    ? []
    : [{ type: 'CaseAbsorbed', data: { from, by } }];
  const missing = carried.filter(({ taskId, stepId }) => !carries(child, from, taskId) && !hasOpenStep(child, stepId));
  const opened = missing.map((task, index): ChildFollowupFact => {
    const { taskId, stepId, kind, who, dueAt, repeats } = task;
    const carriesOn = { caseId: from, taskId };
    return {
      type: 'TaskOpened',
      data: {
        taskId: taskIdOf(state.tasks + index + 1),
        stepId,
        kind,
        who,
        dueAt,
        repeats,
        assignee: null,
        carries: carriesOn,
      },
    };
  });
  if (absorbed.length + opened.length === 0) return [];
  const danger = graver(child.danger, command.danger);
  const raised: ChildFollowupFact[] = danger === child.danger ? [] : [{ type: 'DangerChanged', data: { danger, by } }];
  return [...reopened, ...absorbed, ...raised, ...opened];
}

const carries = (child: ChildCase, caseId: string, taskId: string) =>
  child.tasks.some((task) => task.carries?.caseId === caseId && task.carries.taskId === taskId);
const hasOpenStep = (child: ChildCase, stepId: string | null) =>
  stepId !== null && child.tasks.some((task) => task.state === 'open' && task.stepId === stepId);

/** The second half: this case ends, unless it has an open task that the other has not taken over. */
export function joinInto(command: Command<'joinInto'>, child: ChildCase): Result {
  const { into, carried, by } = command;
  if (into === child.caseId) return refuse('sameCase');
  if (child.status.state === 'joined')
    return child.status.into === into ? [] : refuse('caseJoined', { into: child.status.into });
  // Two people join the same two cases in opposite ways at once: one of the cases must go on living.
  if (child.joined.includes(into) && child.caseId < into) return refuse('joinedOtherWay', { into: child.caseId });
  const left = openTasks(child).filter(({ taskId }) => !carried.includes(taskId));
  if (left.length > 0) return refuse('tasksLeft', { tasks: left.length });
  return [{ type: 'CaseJoined', data: { into, by } }];
}

/** The open tasks of a case, as another one would take them over. */
export const openTasks = (child: ChildCase): Carried => child.tasks.filter((task) => task.state === 'open');

const graver = (one: ChildCase['danger'], other: ChildCase['danger']): ChildCase['danger'] =>
  dangerOrder.indexOf(one) >= dangerOrder.indexOf(other) ? one : other;
