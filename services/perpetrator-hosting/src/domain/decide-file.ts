import {
  type Direction,
  type Grounds,
  type Measure,
  type MeasureKind,
  type PenalFile,
  rungOf,
} from '@abri/contracts/penal-file';
import { endOf, noticeAt, startOf } from './days.js';
import type { FileCommand, FileFact, FileResult } from './file-commands.js';
import type { FileState } from './file-state.js';
import { mediationRefused } from './mediation.js';
import * as propose from './propose.js';
import { refuse } from './refusal.js';
import { retentionIsOver } from './retention.js';

/** A file has at most this many lines of each kind: its document stays small. */
export const mostOfAKind = 200;
/** Only these carry a way down the ladder, or the end. */
const lighter: readonly Grounds[] = [
  'courtOrders',
  'prosecutorInstructs',
  'complied',
  'riskLower',
  'termReached',
  'health',
];
type Proposing = Extract<FileCommand, { proposalId: string; now: string }>;

/** What follows from a command, or why it is refused. Pure. */
export function decide(command: FileCommand, state: FileState): FileResult {
  if (command.do === 'open') {
    if (state) return refuse('fileExists');
    const { door, danger, by, agencyId } = command;
    return [
      { type: 'FileOpened', data: { door, danger }, kept: { by } },
      ...(agencyId === undefined ? [] : [assigned(agencyId, by)]),
      proposed(command, propose.whenOpened(danger)),
    ];
  }
  if (!state) return refuse('noSuchFile');
  if (command.do === 'tick') return whatTimeBrought(command, state);
  if (command.do === 'erase') {
    if (state.open) return refuse('fileOpen');
    return state.erased ? [] : [{ type: 'FileErased', data: {} }];
  }
  if (command.do === 'endRetention')
    return !state.erased && retentionIsOver(state, command.closedBefore) ? [{ type: 'FileErased', data: {} }] : [];
  if (command.do === 'correctIdentity')
    return state.erased ? refuse('fileErased') : [{ type: 'IdentityCorrected', data: {}, kept: { by: command.by } }];
  if (command.do === 'reopen') {
    if (state.erased) return refuse('fileErased');
    // Closing has taken the ladder back to its beginning: what comes first is asked again, by the danger known.
    const reopened: FileFact = { type: 'FileReopened', data: {}, kept: { by: command.by } };
    return state.open ? [] : [reopened, proposed(command, propose.whenOpened(state.danger))];
  }
  if (!state.open) return refuse('fileClosed');
  const { by, now } = command;
  switch (command.do) {
    case 'follow':
      return state.followedBy === by ? [] : [{ type: 'FileFollowed', data: {}, kept: { by } }];
    case 'assign':
      return state.agencyId === command.agencyId ? [] : [assigned(command.agencyId, by)];
    case 'assess':
      return assess(command, state);
    case 'decide':
      return startMeasure(command, state);
    case 'addNote':
      if (state.notes.length >= mostOfAKind) return refuse('fileFull', { most: mostOfAKind });
      return [{ type: 'FileNoteAdded', data: { noteId: command.noteId }, kept: { by } }];
    case 'declineProposal': {
      const { proposalId, grounds } = command;
      const known = state.proposals.find((one) => one.proposalId === proposalId);
      if (!known) return refuse('noSuchProposal');
      return known.state === 'open'
        ? [{ type: 'ProposalDeclined', data: { proposalId, grounds } }]
        : refuse('alreadyAnswered');
    }
    case 'answerBreach': {
      const known = state.breaches.find(({ breachId }) => breachId === command.breachId);
      if (!known) return refuse('noSuchBreach');
      if (known.state !== 'open') return refuse('alreadyAnswered');
      return [{ type: 'BreachAnswered', data: { breachId: known.breachId, as: command.as } }];
    }
    case 'close':
      return close(command, state);
    default: {
      const measure = state.measures.find(({ measureId }) => measureId === command.measureId);
      if (!measure) return refuse('noSuchMeasure');
      return aboutMeasure(command, state, measure, now);
    }
  }
}

function assess(command: Extract<FileCommand, { do: 'assess' }>, state: PenalFile): FileResult {
  const { danger, mediationUpTo } = command;
  const assessed: FileFact = { type: 'DangerAssessed', data: { danger } };
  const mediation = running(state).find(({ kind }) => kind === 'mediation');
  if (mediation && (mediationUpTo === null || propose.higherDanger(danger, mediationUpTo)))
    return [
      assessed,
      ended(mediation, 'dangerAboveThreshold'),
      proposed(command, propose.whenMediationStopped(mediation, danger)),
    ];
  const next = propose.higherDanger(danger, state.danger) ? propose.whenDangerRose(state, danger) : null;
  return next ? [assessed, proposed(command, next)] : [assessed];
}

function startMeasure(command: Extract<FileCommand, { do: 'decide' }>, state: PenalFile): FileResult {
  const { kind, from, until, consents, mediationUpTo, now, by, stepDown, grounds, decisionId, measureId } = command;
  if (endOf(until) <= now) return refuse('termPast');
  if (state.measures.length >= mostOfAKind) return refuse('fileFull', { most: mostOfAKind });
  if (running(state).some((one) => one.kind === kind)) return refuse('measureRunning');
  if (kind === 'mediation') {
    const refused = mediationRefused(state, { consents, upTo: mediationUpTo, now });
    if (refused) return refused;
  }
  const direction = directionOf(kind, state.rung, stepDown);
  if (stepDown && direction !== 'down') return refuse('notLower');
  if (direction === 'down') {
    if (!lighter.includes(grounds)) return refuse('groundsDoNotLighten');
    if (state.breaches.some((one) => one.state === 'open')) return refuse('breachOpen');
  }
  const replaced = running(state).filter(
    (one) =>
      (direction === 'down' && rungOf(one.kind) > rungOf(kind)) || (one.kind === 'mediation' && keepsApart(kind)),
  );
  return [
    decided(state, { decisionId, by, direction, kind, grounds }),
    ...replaced.map((one) => ended(one, 'replaced')),
    {
      type: 'MeasureStarted',
      data: {
        measureId,
        decisionId,
        kind,
        from,
        until,
        conditions: [...command.conditions],
        consents: kind === 'mediation' ? consents : null,
      },
    },
  ];
}

const keepsApart = (kind: MeasureKind) => kind === 'hosting' || kind === 'banOnApproach';
function directionOf(kind: MeasureKind, rung: MeasureKind | null, stepDown: boolean): Direction {
  if (rung === null) return 'first';
  if (rungOf(kind) > rungOf(rung)) return 'up';
  if (kind === rung) return 'same';
  return stepDown ? 'down' : 'alongside';
}

type AboutMeasure = Extract<FileCommand, { measureId: string }>;
function aboutMeasure(
  command: Exclude<AboutMeasure, { do: 'decide' }>,
  state: PenalFile,
  measure: Measure,
  now: string,
): FileResult {
  const { measureId, kind } = measure;
  if (command.do === 'reportBreach') {
    const { breachId, on, kind: what } = command;
    if (startOf(on) > now) return refuse('dayAhead');
    if (on < measure.from) return refuse('beforeMeasure');
    if (state.breaches.length >= mostOfAKind) return refuse('fileFull', { most: mostOfAKind });
    const severity = propose.severityOf(what);
    return [
      { type: 'MeasureBreached', data: { breachId, measureId, kind: what, severity, on } },
      proposed(command, propose.whenBreached(state, measure, what)),
    ];
  }
  if (measure.state === 'ended') return refuse('measureOver');
  switch (command.do) {
    case 'prolong': {
      const { until, decisionId, grounds, by } = command;
      if (until <= measure.until) return refuse('notLonger');
      if (kind === 'mediation') return refuse('mediationNotProlonged');
      return [
        decided(state, { decisionId, by, direction: 'same', kind, grounds }),
        { type: 'MeasureProlonged', data: { measureId, decisionId, until } },
      ];
    }
    case 'endMeasure': {
      const { decisionId, grounds, why, by } = command;
      if (!lighter.includes(grounds)) return refuse('groundsDoNotLighten');
      const next = propose.whenEnded(state, measure);
      return [
        decided(state, { decisionId, by, direction: 'same', kind, grounds }),
        ended(measure, why),
        ...(next ? [proposed(command, next)] : []),
      ];
    }
    case 'withdrawConsent':
      if (kind !== 'mediation') return refuse('notAMediation');
      return [
        ended(measure, 'consentWithdrawn'),
        proposed(command, propose.whenMediationStopped(measure, state.danger)),
      ];
    case 'reportCompliance': {
      const { reportId, on, level } = command;
      if (startOf(on) > now) return refuse('dayAhead');
      if (on < measure.from) return refuse('beforeMeasure');
      if (measure.compliance.length >= mostOfAKind) return refuse('fileFull', { most: mostOfAKind });
      return [{ type: 'ComplianceReported', data: { reportId, measureId, on, level } }];
    }
  }
}

function close(command: Extract<FileCommand, { do: 'close' }>, state: PenalFile): FileResult {
  const { decisionId, grounds, by } = command;
  if (!lighter.includes(grounds)) return refuse('groundsDoNotLighten');
  if (state.breaches.some((one) => one.state === 'open')) return refuse('breachOpen');
  return [
    decided(state, { decisionId, by, direction: 'closed', kind: null, grounds }),
    ...running(state).map((one) => ended(one, 'fileClosed')),
    { type: 'FileClosed', data: { decisionId } },
  ];
}

/** Measures end at their term by law; the rung stays until somebody decides what comes next. */
function whatTimeBrought(command: Extract<FileCommand, { do: 'tick' }>, state: PenalFile): FileFact[] {
  if (!state.open) return [];
  const over = running(state).filter(({ until }) => endOf(until) <= command.now);
  const near = running(state).filter((one) => !over.includes(one) && !one.termNoticed && noticeAt(one) <= command.now);
  const left = { ...state, measures: state.measures.filter((one) => !over.includes(one)) };
  const [first] = near;
  const [last] = over;
  const step = first ? propose.whenTermNears(state, first) : last ? propose.whenEnded(left, last) : null;
  const asks = step ? [proposed(command, step)] : [];
  return [...over.map((one) => ended(one, 'termReached')), ...asks];
}

/** The earliest instant at which `whatTimeBrought` will have something to say, or null. */
export function nextDue(state: FileState): string | null {
  if (!state?.open) return null;
  const instants = running(state).map((one) => (one.termNoticed ? endOf(one.until) : noticeAt(one)));
  return instants.sort()[0] ?? null;
}

const assigned = (agencyId: string, by: string): FileFact => ({
  type: 'FileAssigned',
  data: { agencyId },
  kept: { by },
});
const running = (state: PenalFile) => state.measures.filter((one) => one.state === 'running');
const ended = (measure: Measure, why: NonNullable<Measure['ended']>['why']): FileFact => ({
  type: 'MeasureEnded',
  data: { measureId: measure.measureId, kind: measure.kind, why },
});
const proposed = ({ proposalId }: Pick<Proposing, 'proposalId'>, step: propose.NextStep): FileFact => ({
  type: 'NextStepProposed',
  data: { proposalId, ...step },
});
/** A decision answers the proposals that are open: it follows the one that asked for it, if one did. */
function decided(
  state: PenalFile,
  o: { decisionId: string; by: string; direction: Direction; kind: MeasureKind | null; grounds: Grounds },
): FileFact {
  const { by, ...decision } = o;
  const open = state.proposals.filter((one) => one.state === 'open');
  const match = open.find((one) => (one.step === 'close' ? o.direction === 'closed' : one.kind === o.kind));
  const answered = match ?? open.at(-1);
  return {
    type: 'DecisionTaken',
    data: { ...decision, proposalId: answered?.proposalId ?? null, followed: match !== undefined },
    kept: { by },
  };
}
