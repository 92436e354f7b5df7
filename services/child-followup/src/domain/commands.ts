import type {
  BreakGlassReason,
  BreakGlassVerdict,
  CancelReason,
  CaseSource,
  CloseReason,
  DocumentKind,
  HandOverDeclineReason,
  ReportChannel,
  Task,
} from '@abri/contracts/child-case';
import type { ProtocolStep, TaskKind, WorkerFunction } from '@abri/contracts/child-protocol';
import type { Child } from '@abri/contracts/household';
import type { DangerLevel } from '@abri/contracts/vocabulary';

/** The steps that a case is opened with; their wording stays with the protocol. */
export interface Plan {
  protocolId: string;
  steps: readonly Pick<ProtocolStep, 'stepId' | 'kind' | 'who' | 'afterDays' | 'repeats'>[];
}
/** Open tasks of the case that is joined, as they were when it was read. */
export type Carried = readonly Pick<Task, 'taskId' | 'stepId' | 'kind' | 'who' | 'dueAt' | 'repeats'>[];

/** Tasks of the joined case that were ended in the other one, under their own ids. */
export type Settled = readonly { taskId: string; state: 'done' | 'cancelled' }[];

/** Every command of a case. `now` is an instant, ISO 8601; `by` the worker, null where the system acts. */
export type CaseCommand = { now: string; by: string | null } & (
  | { do: 'open'; source: CaseSource; child: Child; danger: DangerLevel; team: string; plan: Plan }
  | { do: 'addTask'; kind: TaskKind; who: WorkerFunction; dueAt: string; assignee: string | null }
  | { do: 'finishTask'; taskId: string }
  | { do: 'cancelTask'; taskId: string; reason: CancelReason }
  | { do: 'reopenTask'; taskId: string }
  | { do: 'reassignTask'; taskId: string; assignee: string | null }
  | { do: 'see' }
  | { do: 'alertLead' }
  | { do: 'changeDanger'; danger: DangerLevel }
  | { do: 'recordIdentity' }
  /** `under`: the opening in an emergency under which somebody of another team writes it. */
  | { do: 'addNote'; noteId: string; under?: string }
  | { do: 'breakGlass'; accessId: string; reason: BreakGlassReason }
  | { do: 'reviewBreakGlass'; accessId: string; verdict: BreakGlassVerdict; noteId: string }
  | { do: 'recordAssessment'; assessmentId: string; instrument: string }
  | { do: 'addDocument'; documentId: string; kind: DocumentKind; bytes: number }
  | { do: 'offerHandOver'; handOverId: string; to: string }
  | { do: 'acceptHandOver'; handOverId: string }
  | { do: 'declineHandOver'; handOverId: string; reason: HandOverDeclineReason }
  | { do: 'withdrawHandOver'; handOverId: string }
  | { do: 'report'; reportId: string; channel: ReportChannel; urgent: boolean }
  | { do: 'acknowledgeReport'; reportId: string }
  | { do: 'absorb'; from: string; danger: DangerLevel; carried: Carried }
  | { do: 'joinInto'; into: string; carried: readonly string[] }
  | { do: 'separate'; from: string; settled: Settled }
  | { do: 'release'; other: string }
  | { do: 'findDifferent'; other: string }
  | { do: 'close'; reason: CloseReason; reviewAt: string }
  | { do: 'reopen' }
  | { do: 'erase' }
  /** Erases the person if the case was closed at this instant (ISO 8601) already; else does nothing. */
  | { do: 'endRetention'; closedBefore: string }
);
/** The commands of one name. */
export type Command<K extends CaseCommand['do']> = Extract<CaseCommand, { do: K }>;
