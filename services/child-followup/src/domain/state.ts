import type { BreakGlass, ChildCase, Task } from '@abri/contracts/child-case';
import type { ChildFollowupFact } from '@abri/contracts/child-followup-events';
import { accessesAfter } from './break-glass.js';

/** One line of a case's history: what happened, as the event says it. */
export interface HistoryEntry {
  seq: number;
  at: string;
  fact: ChildFollowupFact;
}
/** A case with what only this service needs. */
export interface CaseState {
  child: ChildCase | null;
  /** How many tasks there have been: the next one's number. */
  tasks: number;
  /** Cases that a person said are another child's. */
  different: string[];
  /** Openings by workers of other teams in an emergency. */
  breakGlass?: readonly BreakGlass[];
  history: HistoryEntry[];
}
export const noCase: CaseState = { child: null, tasks: 0, different: [], history: [] };

type Envelope = { at: string; seq: number; aggregateId: string };

/** The case after a fact. */
export function evolve(state: CaseState, fact: ChildFollowupFact, envelope: Envelope): CaseState {
  const child = state.child ? changed(state.child, fact, envelope) : opened(fact, envelope);
  return {
    child,
    tasks: state.tasks + (fact.type === 'TaskOpened' ? 1 : 0),
    different: [...state.different, ...toldApart(fact)],
    breakGlass: accessesAfter(state, fact, envelope.at),
    history: fact.type === 'TaskSeen' ? state.history : [...state.history, { ...entryOf(envelope), fact }],
  };
}

/** A case from which this one was told apart: it is not proposed again. */
function toldApart(fact: ChildFollowupFact): string[] {
  if (fact.type === 'FoundDifferent' || fact.type === 'CaseReleased') return [fact.data.other];
  return fact.type === 'CaseSeparated' ? [fact.data.from] : [];
}

const entryOf = ({ seq, at }: Envelope) => ({ seq, at });

function opened(fact: ChildFollowupFact, { at, aggregateId }: Envelope): ChildCase | null {
  if (fact.type !== 'CaseOpened') return null;
  const { source, sex, ageYears, danger, team } = fact.data;
  return {
    caseId: aggregateId,
    source,
    sex,
    ageYears,
    danger,
    team,
    openedAt: at,
    status: { state: 'open' },
    tasks: [],
    handOver: null,
    reports: [],
    joined: [],
    erased: false,
  };
}

const freshAt = (at: string) =>
  ({ state: 'open', assignedAt: at, seenAt: null, alertedAt: null, endedAt: null }) as const;

function changed(child: ChildCase, fact: ChildFollowupFact, { at }: Envelope): ChildCase {
  const inTask = (taskId: string, change: Partial<Task>): ChildCase => ({
    ...child,
    tasks: child.tasks.map((task) => (task.taskId === taskId ? { ...task, ...change } : task)),
  });
  switch (fact.type) {
    case 'TaskOpened':
      return { ...child, tasks: [...child.tasks, { ...fact.data, ...freshAt(at) }] };
    case 'TaskReassigned':
      return inTask(fact.data.taskId, {
        assignee: fact.data.assignee,
        assignedAt: at,
        seenAt: null,
        alertedAt: null,
      });
    case 'TaskDone':
      return inTask(fact.data.taskId, { state: 'done', endedAt: at });
    case 'TaskCancelled':
      return inTask(fact.data.taskId, { state: 'cancelled', endedAt: at });
    case 'TaskReopened':
      return inTask(fact.data.taskId, { ...freshAt(at), repeats: fact.data.repeats });
    case 'TaskSeen':
      return inTask(fact.data.taskId, { seenAt: at });
    case 'LeadAlerted':
      return inTask(fact.data.taskId, { alertedAt: at });
    case 'DangerChanged':
      return { ...child, danger: fact.data.danger };
    case 'HandOverOffered':
      return {
        ...child,
        handOver: { handOverId: fact.data.handOverId, to: fact.data.to, offeredAt: at, by: fact.data.by ?? 'system' },
      };
    case 'HandOverAccepted':
      return { ...child, team: fact.data.team, handOver: null, tasks: child.tasks.map((task) => handedOver(task, at)) };
    case 'HandOverDeclined':
    case 'HandOverWithdrawn':
      return { ...child, handOver: null };
    case 'WorryingReportMade': {
      const { reportId, channel, urgent, by } = fact.data;
      const report = { reportId, channel, urgent, by: by ?? 'system', madeAt: at, acknowledgedAt: null };
      return { ...child, reports: [...child.reports, report] };
    }
    case 'WorryingReportAcknowledged':
      return {
        ...child,
        reports: child.reports.map((report) =>
          report.reportId === fact.data.reportId ? { ...report, acknowledgedAt: at } : report,
        ),
      };
    case 'CaseAbsorbed':
      return { ...child, joined: [...child.joined, fact.data.from] };
    case 'CaseJoined':
      return { ...child, status: { state: 'joined', into: fact.data.into, at }, handOver: null };
    case 'CaseSeparated':
      return { ...child, status: { state: 'open' } };
    case 'CaseReleased':
      return { ...child, joined: child.joined.filter((other) => other !== fact.data.other) };
    case 'CaseClosed':
      return {
        ...child,
        status: { state: 'closed', reason: fact.data.reason, reviewAt: fact.data.reviewAt, at },
        handOver: null,
      };
    case 'CaseReopened':
      return { ...child, status: { state: 'open' } };
    case 'PersonErased':
      return { ...child, erased: true };
    default:
      return child;
  }
}

/** An open task comes to the new team as nobody's: whoever had it works elsewhere, and would let it lie. */
function handedOver(task: Task, at: string): Task {
  return task.state === 'open' ? { ...task, assignee: null, assignedAt: at, seenAt: null, alertedAt: null } : task;
}
