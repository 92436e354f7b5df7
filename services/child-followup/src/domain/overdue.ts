import type { ChildCase, Task } from '@abri/contracts/child-case';

const hourMs = 3_600_000;

/** Whether a task is open and its time has come. `now` is an instant, ISO 8601. */
export const isOverdue = (task: Task, now: string): boolean => task.state === 'open' && task.dueAt <= now;

/** Whether nobody has seen the task since it became overdue, and nobody has been alerted. */
const isUnseen = (task: Task): boolean => task.state === 'open' && task.alertedAt === null && task.seenAt === null;

/** The instant at which a task climbs to the lead unless somebody sees it before: so many hours after it is due and assigned. */
export function alertAt(task: Task, unseenHours: number): string | null {
  if (!isUnseen(task)) return null;
  const from = task.dueAt > task.assignedAt ? task.dueAt : task.assignedAt;
  return new Date(Date.parse(from) + unseenHours * hourMs).toISOString();
}

/** The tasks of a case that climb to the lead now. A joined case has handed its tasks on. */
export function unseenTooLong(child: ChildCase, unseenHours: number, now: string): Task[] {
  if (child.status.state === 'joined') return [];
  return child.tasks.filter((task) => {
    const at = alertAt(task, unseenHours);
    return at !== null && at <= now;
  });
}

/** The earliest instant at which some task of a case climbs, or null. */
export function nextAlert(child: ChildCase | null, unseenHours: number): string | null {
  if (!child || child.status.state === 'joined') return null;
  const instants = child.tasks.flatMap((task) => alertAt(task, unseenHours) ?? []);
  return instants.sort()[0] ?? null;
}
