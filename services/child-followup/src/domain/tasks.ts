import type { ChildCase, Task } from '@abri/contracts/child-case';
import type { ChildFollowupFact } from '@abri/contracts/child-followup-events';
import type { Command, Plan } from './commands.js';
import { isOverdue } from './overdue.js';
import { refuse, type Result } from './refusal.js';
import type { CaseState } from './state.js';

type Opened = Extract<ChildFollowupFact, { type: 'TaskOpened' }>;
/** A case has at most this many tasks in its whole life: its document stays small. */
export const mostTasks = 500;

const daysAfter = (instant: string, days: number) => new Date(Date.parse(instant) + days * 86_400_000).toISOString();
/** The id of the task with this number, counted from 1 through the case's whole life. */
export const taskIdOf = (number: number): string => `t${number}`;

/** The tasks of a plan, due from `now` on; `before` is how many tasks the case has had. */
export function planned(plan: Plan, now: string, before: number): Opened[] {
  return plan.steps.map(({ stepId, kind, who, afterDays, repeats }, index) => ({
    type: 'TaskOpened',
    data: {
      taskId: taskIdOf(before + index + 1),
      stepId,
      kind,
      who,
      dueAt: daysAfter(now, afterDays),
      repeats: repeats ? { everyDays: repeats.everyDays, left: repeats.rounds - 1 } : null,
      assignee: null,
      carries: null,
    },
  }));
}

/** The task of looking again at a case that is closed. */
export const reviewTask = (reviewAt: string, before: number): Opened => ({
  type: 'TaskOpened',
  data: {
    taskId: taskIdOf(before + 1),
    stepId: null,
    kind: 'review',
    who: 'socialWorker',
    dueAt: reviewAt,
    repeats: null,
    assignee: null,
    carries: null,
  },
});

export function addTask(command: Command<'addTask'>, state: CaseState): Result {
  if (state.tasks >= mostTasks) return refuse('tooManyTasks', { most: mostTasks });
  const { kind, who, dueAt, assignee } = command;
  const taskId = taskIdOf(state.tasks + 1);
  return [
    { type: 'TaskOpened', data: { taskId, stepId: null, kind, who, dueAt, repeats: null, assignee, carries: null } },
  ];
}

/** Finish, cancel or reassign one task. A task that repeats opens its next round when it is done. */
export function aboutTask(
  command: Command<'finishTask' | 'cancelTask' | 'reassignTask'>,
  state: CaseState,
  child: ChildCase,
): Result {
  const { taskId, by, now } = command;
  const task = child.tasks.find((known) => known.taskId === taskId);
  if (!task) return refuse('noSuchTask');
  if (task.state !== 'open') {
    const sameEnd = command.do === (task.state === 'done' ? 'finishTask' : 'cancelTask');
    return sameEnd ? [] : refuse('taskEnded', { state: task.state });
  }
  switch (command.do) {
    case 'finishTask':
      return [{ type: 'TaskDone', data: { taskId, by } }, ...nextRound(task, now, state.tasks)];
    case 'cancelTask':
      return [{ type: 'TaskCancelled', data: { taskId, reason: command.reason, by } }];
    case 'reassignTask':
      return task.assignee === command.assignee
        ? []
        : [{ type: 'TaskReassigned', data: { taskId, assignee: command.assignee, by } }];
  }
}

/**
 * Opens a task again that ended by mistake. Its next round, if that is open, is given up for it; a step is never open twice.
 * Of a closed case only the look again is: its other tasks belong to a case that goes on.
 */
export function reopenTask(command: Command<'reopenTask'>, child: ChildCase): Result {
  const { taskId, by } = command;
  const task = child.tasks.find((known) => known.taskId === taskId);
  if (!task) return refuse('noSuchTask');
  if (task.state === 'open') return [];
  if (child.status.state === 'closed' && task.kind !== 'review') return refuse('childCaseClosed');
  const ofStep = child.tasks.filter((other) => task.stepId !== null && other.stepId === task.stepId);
  const later = ofStep.filter((other) => (other.repeats?.left ?? 0) < (task.repeats?.left ?? 0));
  const open = ofStep.find((other) => other.state === 'open');
  const isNext = open && task.state === 'done' && open.repeats?.left === (task.repeats?.left ?? 0) - 1;
  if (open && !isNext) return refuse('stepOpen');
  const gone = later.some((other) => other !== open && other.state !== 'cancelled');
  const given: ChildFollowupFact[] = open
    ? [{ type: 'TaskCancelled', data: { taskId: open.taskId, reason: 'duplicate', by } }]
    : [];
  return [...given, { type: 'TaskReopened', data: { taskId, repeats: gone ? null : task.repeats, by } }];
}

/** The next round of a task that repeats; `before` is how many tasks the case has had. */
export function nextRound(task: Task, now: string, before: number): Opened[] {
  const { repeats, stepId, kind, who, assignee } = task;
  if (!repeats || repeats.left < 1 || before >= mostTasks) return [];
  const round = { everyDays: repeats.everyDays, left: repeats.left - 1 };
  const taskId = taskIdOf(before + 1);
  const dueAt = daysAfter(now, repeats.everyDays);
  return [{ type: 'TaskOpened', data: { taskId, stepId, kind, who, dueAt, repeats: round, assignee, carries: null } }];
}

/** Each overdue task counts as seen when somebody of the team looks at the case. */
export function seen(child: ChildCase, now: string, by: string | null): ChildFollowupFact[] {
  return child.tasks
    .filter((task) => isOverdue(task, now) && task.seenAt === null)
    .map(({ taskId }) => ({ type: 'TaskSeen', data: { taskId, by } }));
}
