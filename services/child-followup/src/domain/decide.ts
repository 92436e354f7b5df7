import type { ChildCase } from '@abri/contracts/child-case';
import type { ChildFollowupFact } from '@abri/contracts/child-followup-events';
import { breakGlass, liveAccess, reviewBreakGlass } from './break-glass.js';
import type { CaseCommand, Command } from './commands.js';
import { absorb, joinInto } from './joining.js';
import { release, separate } from './separating.js';
import { unseenTooLong } from './overdue.js';
import { refuse, type Result } from './refusal.js';
import { retentionIsOver } from './retention.js';
import type { CaseState } from './state.js';
import { aboutTask, addTask, planned, reopenTask, reviewTask, seen } from './tasks.js';

/** How long an overdue task may lie unseen before the team's lead is told, in hours. */
export interface Limits {
  unseenHours: number;
}

/** What follows from a command, or why it is refused. Pure. */
export function decide(command: CaseCommand, state: CaseState, limits: Limits): Result {
  if (command.do === 'open') return open(command, state);
  const { child } = state;
  if (!child) return refuse('noSuchChildCase');
  const { by } = command;
  switch (command.do) {
    case 'absorb':
      return absorb(command, state, child);
    case 'joinInto':
      return joinInto(command, child);
    case 'separate':
      return separate(command, state, child);
    case 'release':
      return release(command, child);
    case 'alertLead':
      return unseenTooLong(child, limits.unseenHours, command.now).map(({ taskId }) => ({
        type: 'LeadAlerted',
        data: { taskId, team: child.team },
      }));
    case 'erase':
      return child.erased ? [] : [{ type: 'PersonErased', data: { by } }];
    case 'breakGlass':
      return breakGlass(command, state);
    case 'reviewBreakGlass':
      return reviewBreakGlass(command, state);
    case 'endRetention':
      return !child.erased && retentionIsOver(state, command.closedBefore)
        ? [{ type: 'PersonErased', data: { by } }]
        : [];
    case 'findDifferent':
      return state.different.includes(command.other)
        ? []
        : [{ type: 'FoundDifferent', data: { other: command.other, by } }];
    default:
  }
  if (child.status.state === 'joined') return refuse('caseJoined', { into: child.status.into });
  switch (command.do) {
    case 'see':
      return seen(child, command.now, by);
    case 'finishTask':
    case 'cancelTask':
    case 'reassignTask':
      return aboutTask(command, state, child);
    case 'reopenTask': {
      const facts = reopenTask(command, child);
      return 'refused' in facts || facts.length === 0 ? facts : recorded(state, ...facts);
    }
    case 'addNote':
      if (command.under !== undefined && liveAccess(state, by, command.now)?.accessId !== command.under)
        return refuse('breakGlassEnded');
      return recorded(state, { type: 'NoteAdded', data: { noteId: command.noteId, by } });
    case 'acknowledgeReport':
      return acknowledge(command, child);
    case 'reopen':
      return child.status.state === 'open' ? [] : [{ type: 'CaseReopened', data: { because: 'worker', by } }];
    default:
  }
  if (child.status.state === 'closed') return command.do === 'close' ? [] : refuse('childCaseClosed');
  switch (command.do) {
    case 'addTask':
      return addTask(command, state);
    case 'changeDanger':
      return command.danger === child.danger ? [] : [{ type: 'DangerChanged', data: { danger: command.danger, by } }];
    case 'recordIdentity':
      return child.erased ? refuse('childErased') : [{ type: 'IdentityRecorded', data: { by } }];
    case 'recordAssessment': {
      const { assessmentId, instrument } = command;
      return recorded(state, { type: 'AssessmentRecorded', data: { assessmentId, instrument, by } });
    }
    case 'addDocument': {
      const { documentId, kind, bytes } = command;
      return recorded(state, { type: 'DocumentAdded', data: { documentId, kind, bytes, by } });
    }
    case 'report': {
      const { reportId, channel, urgent } = command;
      if (child.reports.some((known) => known.reportId === reportId)) return [];
      return recorded(state, { type: 'WorryingReportMade', data: { reportId, channel, urgent, by } });
    }
    case 'close':
      return close(command, state, child);
    default:
      return handOver(command, child);
  }
}

function open(command: Command<'open'>, { child, tasks }: CaseState): Result {
  const { source, danger, team, plan, by, now } = command;
  if (child?.status.state === 'joined') return refuse('caseJoined', { into: child.status.into });
  if (child?.status.state === 'open') return sameSource(child, command) ? [] : refuse('childCaseExists');
  if (child) {
    if (source.from !== 'placement') return refuse('childCaseExists');
    const again: ChildFollowupFact = { type: 'CaseReopened', data: { because: 'placement', by } };
    return [
      again,
      ...planned({ ...plan, steps: plan.steps.filter(({ kind }) => kind === 'firstContact') }, now, tasks),
    ];
  }
  const opened: ChildFollowupFact = {
    type: 'CaseOpened',
    data: { source, ...command.child, danger, team, protocolId: plan.protocolId, by },
  };
  return [opened, ...planned(plan, now, tasks)];
}
const sameSource = (child: ChildCase, { source }: Command<'open'>) =>
  JSON.stringify(child.source) === JSON.stringify(source);

/** A case keeps at most this much of its history: its document stays small. */
export const mostEntries = 2_000;
function recorded(state: CaseState, ...facts: ChildFollowupFact[]): Result {
  return state.history.length >= mostEntries ? refuse('childCaseFull', { most: mostEntries }) : facts;
}

function acknowledge({ reportId, by }: Command<'acknowledgeReport'>, child: ChildCase): Result {
  const report = child.reports.find((known) => known.reportId === reportId);
  if (!report) return refuse('noSuchReport');
  return report.acknowledgedAt ? [] : [{ type: 'WorryingReportAcknowledged', data: { reportId, by } }];
}

function close(command: Command<'close'>, state: CaseState, child: ChildCase): Result {
  const { reason, reviewAt, by, now } = command;
  if (reviewAt <= now) return refuse('reviewInThePast');
  if (child.handOver) return refuse('handOverPending', { to: child.handOver.to });
  const ended = child.tasks
    .filter((task) => task.state === 'open')
    .map(({ taskId }): ChildFollowupFact => ({ type: 'TaskCancelled', data: { taskId, reason: 'caseClosed', by } }));
  return [...ended, { type: 'CaseClosed', data: { reason, reviewAt, by } }, reviewTask(reviewAt, state.tasks)];
}

type HandOverCommand = Command<'offerHandOver' | 'acceptHandOver' | 'declineHandOver' | 'withdrawHandOver'>;
/** The tasks stay with the team that offers until the other has accepted. */
function handOver(command: HandOverCommand, child: ChildCase): Result {
  const { handOverId, by } = command;
  const pending = child.handOver;
  if (command.do === 'offerHandOver') {
    if (pending) return pending.handOverId === handOverId ? [] : refuse('handOverPending', { to: pending.to });
    if (command.to === child.team) return refuse('sameTeam');
    return [{ type: 'HandOverOffered', data: { handOverId, to: command.to, by } }];
  }
  if (pending?.handOverId !== handOverId) return refuse('noSuchHandOver');
  switch (command.do) {
    case 'acceptHandOver':
      return [{ type: 'HandOverAccepted', data: { handOverId, team: pending.to, by } }];
    case 'declineHandOver':
      return [{ type: 'HandOverDeclined', data: { handOverId, reason: command.reason, by } }];
    case 'withdrawHandOver':
      return [{ type: 'HandOverWithdrawn', data: { handOverId, by } }];
  }
}
