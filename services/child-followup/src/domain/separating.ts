import type { ChildCase, Task } from '@abri/contracts/child-case';
import type { ChildFollowupFact } from '@abri/contracts/child-followup-events';
import type { Command, Settled } from './commands.js';
import { refuse, type Result } from './refusal.js';
import type { CaseState } from './state.js';
import { nextRound } from './tasks.js';

/**
 * The first half of undoing a join: the case that was joined lives again, with all that it had open. What was ended in
 * the other case in its place is ended here, too, and goes into its next round. The other case lets go only after this.
 */
export function separate(command: Command<'separate'>, state: CaseState, child: ChildCase): Result {
  const { from, settled, by, now } = command;
  if (child.status.state !== 'joined') return state.different.includes(from) ? [] : refuse('notJoined');
  if (child.status.into !== from) return refuse('caseJoined', { into: child.status.into });
  const facts: ChildFollowupFact[] = [{ type: 'CaseSeparated', data: { from, by } }];
  let tasks = state.tasks;
  for (const { taskId, state: end } of settled) {
    const task = child.tasks.find((one) => one.taskId === taskId && one.state === 'open');
    if (!task) continue;
    if (end === 'cancelled') {
      facts.push({ type: 'TaskCancelled', data: { taskId, reason: 'doneElsewhere', by } });
      continue;
    }
    const next = nextRound(task, now, tasks);
    tasks += next.length;
    facts.push({ type: 'TaskDone', data: { taskId, by } }, ...next);
  }
  return facts;
}

/** The second half: the other case lets go of what it carried on, and is not the same child's any more. */
export function release(command: Command<'release'>, child: ChildCase): Result {
  const { other, by } = command;
  if (!child.joined.includes(other)) return [];
  const carried = child.tasks.filter((task) => task.state === 'open' && task.carries?.caseId === other);
  return [
    ...carried.map(({ taskId }): ChildFollowupFact => ({
      type: 'TaskCancelled',
      data: { taskId, reason: 'doneElsewhere', by },
    })),
    { type: 'CaseReleased', data: { other, by } },
  ];
}

/** Which tasks of a joined case were ended in the one that carried them on. */
export const settledIn = (into: ChildCase, other: string): Settled =>
  into.tasks.flatMap(({ carries, state }: Task) =>
    carries?.caseId === other && state !== 'open' ? [{ taskId: carries.taskId, state }] : [],
  );
