import type { TaskRow as Row, WorklistScope } from '@abri/contracts/child-followup-api';
import type { ChildCase, Task } from '@abri/contracts/child-case';
import type { TaskKind } from '@abri/contracts/child-protocol';
import { referenceOf } from '@abri/contracts/placement';
import { dangerOrder } from '@abri/contracts/vocabulary';
import { type Connection, type FilterQuery, type Model, Schema } from 'mongoose';
import { type Cursor, readCursor, writeCursor } from './cursor.js';

/** What lists need of a case; names are not in it. `danger` counts up from 0. */
export interface CaseDocument {
  _id: string;
  /** The spoken code; several cases may have the same. */
  reference: string;
  seq: number;
  team: string;
  danger: number;
  state: 'open' | 'joined' | 'closed';
  sex: ChildCase['sex'];
  ageYears: number;
  openedAt: string;
  openTasks: number;
  nextDueAt: string | null;
  handOverTo: string | null;
  /** The opening and the id: what cases of one danger are sorted by. */
  order: string;
}
/** An open task as lists see it. `alert` says that it climbed to the lead and nobody has looked since. */
export interface TaskDocument {
  _id: string;
  caseId: string;
  seq: number;
  team: string;
  danger: number;
  kind: TaskKind;
  dueAt: string;
  assignee: string | null;
  alert: boolean;
  /** The due date and the id: what tasks of one danger are sorted by. */
  order: string;
  row: Pick<Row, 'taskId' | 'who' | 'seenAt' | 'alertedAt' | 'sex' | 'ageYears'>;
}
/** One page and where the next begins. */
export interface Page<T> {
  rows: T[];
  next: string | null;
}

/** The lists of cases and open tasks, laid out for reading; made from the aggregates and never the truth. */
export interface Rows {
  /** Lays out a case as it is after event `seq`. An older one than what is there changes nothing. */
  project(child: ChildCase, seq: number): Promise<void>;
  worklist(o: {
    teams: readonly string[];
    scope: WorklistScope;
    worker: string;
    kind: TaskKind | undefined;
    now: string;
    limit: number;
    cursor?: string | undefined;
  }): Promise<Page<TaskDocument>>;
  cases(o: {
    teams: readonly string[];
    state: CaseDocument['state'] | undefined;
    limit: number;
    cursor?: string | undefined;
  }): Promise<Page<CaseDocument>>;
  handOversTo(teams: readonly string[]): Promise<CaseDocument[]>;
  byIds(caseIds: readonly string[]): Promise<CaseDocument[]>;
  /** Ids of the cases of all teams that have this code, at most 20. */
  byReference(reference: string): Promise<string[]>;
  openTasksOf(team: string): Promise<Pick<TaskDocument, 'caseId' | 'assignee' | 'dueAt'>[]>;
  tasksOfWorker(worker: string, teams: readonly string[], limit: number): Promise<TaskDocument[]>;
}

const Text = { type: String };
/** The lists in MongoDB, in `caseRows` and `taskRows`. */
export function mongoRows(connection: Connection): Rows {
  const caseSchema = new Schema<CaseDocument>(
    {
      _id: String,
      reference: Text,
      seq: Number,
      team: Text,
      danger: Number,
      state: Text,
      sex: Text,
      ageYears: Number,
      openedAt: Text,
      openTasks: Number,
      nextDueAt: Text,
      handOverTo: Text,
      order: Text,
    },
    { collection: 'caseRows', versionKey: false },
  );
  caseSchema.index({ team: 1, danger: 1, order: 1 });
  caseSchema.index({ team: 1, state: 1, danger: 1, order: 1 });
  caseSchema.index({ handOverTo: 1 });
  caseSchema.index({ reference: 1 });
  const taskSchema = new Schema<TaskDocument>(
    {
      _id: String,
      caseId: Text,
      seq: Number,
      team: Text,
      danger: Number,
      kind: Text,
      dueAt: Text,
      assignee: Text,
      alert: Boolean,
      order: Text,
      row: {},
    },
    { collection: 'taskRows', versionKey: false, minimize: false },
  );
  taskSchema.index({ team: 1, danger: 1, order: 1 });
  taskSchema.index({ team: 1, assignee: 1, danger: 1, order: 1 });
  taskSchema.index({ team: 1, kind: 1, danger: 1, order: 1 });
  taskSchema.index({ team: 1, alert: 1, danger: 1, order: 1 });
  taskSchema.index({ caseId: 1 });
  const cases = connection.model('caseRow', caseSchema);
  const tasks = connection.model('taskRow', taskSchema);

  /** Gives false when a newer row is there. */
  const put = async (row: CaseDocument): Promise<boolean> => {
    const { _id, ...fields } = row;
    try {
      await cases.updateOne({ _id, seq: { $lt: row.seq } }, { $set: fields }, { upsert: true }).exec();
      return true;
    } catch (error) {
      if ((error as { code?: number }).code !== 11000) throw error;
      return false;
    }
  };
  const putTask = async ({ _id, ...fields }: TaskDocument) => {
    try {
      await tasks.updateOne({ _id, seq: { $lt: fields.seq } }, { $set: fields }, { upsert: true }).exec();
    } catch (error) {
      if ((error as { code?: number }).code !== 11000) throw error;
    }
  };
  return {
    async project(child, seq) {
      if (!(await put(caseRowOf(child, seq)))) return;
      for (const row of taskRowsOf(child, seq)) await putTask(row);
      // Whoever was slower than a newer projection cleans up what it may have put back.
      const latest = (await cases.findById(child.caseId).lean<CaseDocument>().exec())?.seq ?? seq;
      await tasks.deleteMany({ caseId: child.caseId, seq: { $lt: latest } }).exec();
    },
    async worklist({ teams, scope, worker, kind, now, limit, cursor }) {
      const start = readCursor(cursor);
      const at = start?.now ?? now;
      const filter: FilterQuery<TaskDocument> = {
        ...(scope === 'mine' ? { assignee: worker } : {}),
        ...(scope === 'unassigned' ? { assignee: null } : {}),
        ...(scope === 'alerts' ? { alert: true } : {}),
        ...(kind ? { kind } : {}),
      };
      const overdueThenLater = [{ $lte: endOf(at) }, { $gt: endOf(at) }];
      return paged(tasks, teams, filter, overdueThenLater, { limit, start, now: at });
    },
    async cases({ teams, state, limit, cursor }) {
      const filter: FilterQuery<CaseDocument> = state ? { state } : {};
      return paged(cases, teams, filter, [{ $gt: '' }], { limit, start: readCursor(cursor), now: '' });
    },
    handOversTo: (teams) =>
      cases
        .find({ handOverTo: { $in: [...teams] } })
        .sort({ danger: -1 })
        .limit(100)
        .lean<CaseDocument[]>()
        .exec(),
    byIds: (caseIds) =>
      cases
        .find({ _id: { $in: [...caseIds] } })
        .lean<CaseDocument[]>()
        .exec(),
    async byReference(reference) {
      // Rows that an earlier version laid out do not have it.
      const without = await cases.find({ reference: null }).select({ _id: 1 }).lean<{ _id: string }[]>().exec();
      for (const { _id } of without) await cases.updateOne({ _id }, { $set: { reference: referenceOf(_id) } }).exec();
      const found = cases.find({ reference }).select({ _id: 1 }).limit(20);
      return (await found.lean<{ _id: string }[]>().exec()).map(({ _id }) => _id);
    },
    openTasksOf: (team) =>
      tasks
        .find({ team })
        .select({ caseId: 1, assignee: 1, dueAt: 1 })
        .lean<Pick<TaskDocument, 'caseId' | 'assignee' | 'dueAt'>[]>()
        .exec(),
    tasksOfWorker: (worker, teams, limit) =>
      tasks
        .find({ assignee: worker, team: { $in: [...teams] } })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean<TaskDocument[]>()
        .exec(),
  };
}

/** What sorts after every order of this instant, and before those of the next. */
const endOf = (instant: string) => `${instant}~`;

/**
 * Rows section by section, in each by danger downwards, then by order. Each team is asked for as such, so that each
 * question is one range of one index: MongoDB reads one page of it. (secantusd reads the whole range before it cuts the page off: `npm run load:lists` shows that.)
 */
async function paged<T extends { order: string }>(
  model: Model<T>,
  teams: readonly string[],
  filter: FilterQuery<T>,
  sections: readonly Record<string, string>[],
  { limit, start, now }: { limit: number; start: Cursor | null; now: string },
): Promise<Page<T>> {
  const dangers = [...dangerOrder.keys()].reverse();
  const steps = sections.flatMap((section) => dangers.map((danger) => ({ section, danger })));
  const found: { row: T; step: number }[] = [];
  for (const [step, { section, danger }] of steps.entries()) {
    if (step < (start?.step ?? 0) || found.length > limit) continue;
    const order = start?.step === step ? { ...section, $gt: start.after } : section;
    const missing = limit + 1 - found.length;
    const ofTeam = (team: string) =>
      model
        .find({ ...filter, team, danger, order } as FilterQuery<T>)
        .sort({ order: 1 })
        .limit(missing)
        .lean<T[]>()
        .exec();
    const rows = (await Promise.all([...new Set(teams)].map(ofTeam))).flat();
    rows.sort((a, b) => (a.order < b.order ? -1 : 1));
    found.push(...rows.slice(0, missing).map((row) => ({ row, step })));
  }
  const last = found[limit - 1];
  const next = found.length > limit && last ? writeCursor({ now, step: last.step, after: last.row.order }) : null;
  return { rows: found.slice(0, limit).map(({ row }) => row), next };
}

const openOf = (child: ChildCase): Task[] =>
  child.status.state === 'joined' ? [] : child.tasks.filter((task) => task.state === 'open');

function caseRowOf(child: ChildCase, seq: number): CaseDocument {
  const { caseId, team, danger, status, sex, ageYears, openedAt, handOver } = child;
  const due = openOf(child).map(({ dueAt }) => dueAt);
  return {
    _id: caseId,
    reference: referenceOf(caseId),
    seq,
    team,
    danger: dangerOrder.indexOf(danger),
    state: status.state,
    sex,
    ageYears,
    openedAt,
    openTasks: due.length,
    nextDueAt: due.sort()[0] ?? null,
    handOverTo: handOver?.to ?? null,
    order: `${openedAt} ${caseId}`,
  };
}

function taskRowsOf(child: ChildCase, seq: number): TaskDocument[] {
  const { caseId, team, sex, ageYears } = child;
  return openOf(child).map(({ taskId, kind, who, dueAt, assignee, seenAt, alertedAt }) => ({
    _id: `${caseId}.${taskId}`,
    caseId,
    seq,
    team,
    danger: dangerOrder.indexOf(child.danger),
    kind,
    dueAt,
    assignee,
    order: `${dueAt} ${caseId}.${taskId}`,
    alert: alertedAt !== null && (seenAt === null || seenAt < alertedAt),
    row: { taskId, who, seenAt, alertedAt, sex, ageYears },
  }));
}
