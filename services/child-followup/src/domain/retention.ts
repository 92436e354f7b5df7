import { accessesOf } from './break-glass.js';
import type { CaseState } from './state.js';

/**
 * Whether nothing keeps a case any longer: it is closed, and was so at `closedBefore` (ISO 8601) already. Closing plans a
 * day to look again: while that look, or any task, is open, somebody still needs the case. While the departmental unit has
 * not acknowledged a report, that it was made must be shown; and while nobody has reviewed an opening in an emergency, what
 * was opened must be there. A joined case goes with the one it was joined to.
 */
export function retentionIsOver(state: CaseState, closedBefore: string): boolean {
  if (state.child?.status.state !== 'closed' || state.child.status.at > closedBefore) return false;
  const { tasks, reports } = state.child;
  return (
    tasks.every((task) => task.state !== 'open') &&
    reports.every(({ acknowledgedAt }) => acknowledgedAt !== null) &&
    accessesOf(state).every(({ review }) => review !== null)
  );
}
