import type { ChildFollowupEvent } from '@abri/contracts/child-followup-events';
import { momentAt } from './calendar.js';
import { add, type Figure, type Tally } from './tally.js';

interface TaskRecord {
  dueAt: string;
  first: boolean;
}
/** A follow-up with its tasks: when each is due, and how it ended. */
export interface ChildRecord {
  year: number;
  age: string;
  source: string;
  tasks: Map<string, TaskRecord>;
  ended: Map<string, TaskRecord & { as: string }>;
  /** It was joined to another case, and counts there until somebody undoes the join. */
  joined: boolean;
}
export type Children = Map<string, ChildRecord>;

export const ageBands = ['0-2', '3-5', '6-10', '11-14', '15-17'] as const;
const bandOf = (years: number) =>
  ageBands.find((band) => years <= Number(band.slice(band.indexOf('-') + 1))) ?? ageBands[ageBands.length - 1] ?? '';

/** Counts an event of `child-followup.events.v1`. A task counts in the year in which it is due. */
export function foldChild(tally: Tally, children: Children, event: ChildFollowupEvent): void {
  const { year } = momentAt(event.at);
  if (event.type === 'CaseOpened') {
    const { ageYears, source } = event.data;
    const record = {
      year,
      age: bandOf(ageYears),
      source: source.from === 'placement' ? 'placement' : source.by,
      tasks: new Map(),
      ended: new Map(),
      joined: false,
    };
    children.set(event.aggregateId, record);
    return countCase(tally, record, 1);
  }
  const record = children.get(event.aggregateId);
  if (!record) return;
  if (event.type === 'CaseSeparated' && record.joined) {
    record.joined = false;
    for (const task of record.tasks.values()) countOpen(tally, task, 1);
    return countCase(tally, record, 1);
  }
  if (record.joined) return;
  switch (event.type) {
    case 'TaskOpened': {
      const task = { dueAt: event.data.dueAt, first: event.data.kind === 'firstContact' };
      record.tasks.set(event.data.taskId, task);
      return countOpen(tally, task, 1);
    }
    case 'TaskDone':
      return taskEnds(tally, record, event.data.taskId, (dueAt) =>
        Date.parse(event.at) <= Date.parse(dueAt) ? 'inTime' : 'late',
      );
    case 'TaskCancelled':
      return taskEnds(tally, record, event.data.taskId, () => 'cancelled');
    case 'TaskReopened':
      return taskGoesOn(tally, record, event.data.taskId);
    case 'CaseJoined':
      // The same child's other case carries the open tasks on, as tasks of its own.
      for (const task of record.tasks.values()) countOpen(tally, task, -1);
      countCase(tally, record, -1);
      record.joined = true;
      return;
    case 'LeadAlerted':
      return add(tally, year, 'single', 'leadAlerts');
    case 'WorryingReportMade':
      return add(tally, year, 'worryingReports', event.data.urgent ? 'urgent' : 'notUrgent');
    case 'CaseClosed':
      return add(tally, year, 'childOutcomes', event.data.reason);
  }
}

function countCase(tally: Tally, { year, age, source }: ChildRecord, by: 1 | -1): void {
  add(tally, year, 'childrenByAge', age, by);
  add(tally, year, 'childrenBySource', source, by);
}

function countOpen(tally: Tally, task: TaskRecord, by: 1 | -1): void {
  const { year, day } = momentAt(task.dueAt);
  add(tally, year, 'tasksOpen', day, by);
  if (task.first) add(tally, year, 'firstContactOpen', day, by);
}

function countEnded(tally: Tally, task: TaskRecord, as: string, by: 1 | -1): void {
  const figures: Figure[] = task.first ? ['tasks', 'firstContact'] : ['tasks'];
  for (const figure of figures) add(tally, momentAt(task.dueAt).year, figure, as, by);
}

function taskEnds(tally: Tally, record: ChildRecord, taskId: string, howOf: (dueAt: string) => string): void {
  const task = record.tasks.get(taskId);
  if (!task) return;
  const as = howOf(task.dueAt);
  record.tasks.delete(taskId);
  record.ended.set(taskId, { ...task, as });
  countOpen(tally, task, -1);
  countEnded(tally, task, as, 1);
}

/** A task that had ended by mistake counts as open again, and not as what it had ended as. */
function taskGoesOn(tally: Tally, record: ChildRecord, taskId: string): void {
  const task = record.ended.get(taskId);
  if (!task) return;
  record.ended.delete(taskId);
  record.tasks.set(taskId, { dueAt: task.dueAt, first: task.first });
  countEnded(tally, task, task.as, -1);
  countOpen(tally, task, 1);
}
