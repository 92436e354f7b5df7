import type { TeamLoad } from '@abri/contracts/child-followup-api';
import type { TaskDocument } from './rows.js';

/** What each worker has open, and what nobody has taken (null, last); the busiest first. `now` is an instant, ISO 8601. */
export function loadsOf(
  tasks: readonly Pick<TaskDocument, 'caseId' | 'assignee' | 'dueAt'>[],
  workers: readonly string[],
  now: string,
): TeamLoad['loads'] {
  const week = new Date(Date.parse(now) + 7 * 86_400_000).toISOString();
  const of = (workerId: string | null) => {
    const own = tasks.filter(({ assignee }) => assignee === workerId);
    return {
      workerId,
      open: own.length,
      overdue: own.filter(({ dueAt }) => dueAt <= now).length,
      dueThisWeek: own.filter(({ dueAt }) => dueAt > now && dueAt <= week).length,
      cases: new Set(own.map(({ caseId }) => caseId)).size,
    };
  };
  const assigned = tasks.flatMap(({ assignee }) => assignee ?? []);
  return [...[...new Set([...workers, ...assigned])].map(of).sort((a, b) => b.open - a.open), of(null)];
}
