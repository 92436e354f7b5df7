import type { CaseView, CaseRow, TaskRow, TimelineEntry } from '@abri/contracts/child-followup-api';
import { AreaScores } from '@abri/contracts/child-followup-api';
import { totalScore } from '@abri/contracts/child-instrument';
import type { ChildFollowupFact } from '@abri/contracts/child-followup-events';
import { DocumentKind, type ChildCase } from '@abri/contracts/child-case';
import { referenceOf } from '@abri/contracts/placement';
import { dangerOrder, type DangerLevel } from '@abri/contracts/vocabulary';
import { z } from 'zod';
import { type Desk, readCase } from './cases.js';
import { accessesOf } from './domain/break-glass.js';
import type { HistoryEntry } from './domain/state.js';
import { fullName, type OpenRecord } from './records.js';
import type { CaseDocument, TaskDocument } from './rows.js';

/** What each kind of sealed record holds. */
export const NoteContent = z.strictObject({ text: z.string() });
export const AssessmentContent = z.strictObject({ instrument: z.string(), scores: AreaScores });
export const DocumentRecord = z.strictObject({
  kind: DocumentKind,
  title: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  /** Of documents that were kept before their content lay apart. */
  content: z.string().optional(),
});

/** Why a case was opened in an emergency, or what the lead says of it. */
export const BreakGlassText = NoteContent;

/** A case as its team sees it: with what is sealed opened, and what its joined cases hold. */
export async function caseView(desk: Desk, caseId: string): Promise<CaseView> {
  const { child, state, seq } = await readCase(desk, caseId);
  const joined = await Promise.all(child.joined.map((other) => readCase(desk, other)));
  const caseIds = [caseId, ...child.joined];
  const records = await desk.records.ofCases(caseIds);
  const identities = await desk.records.identities(caseIds);
  const of = <T>(kind: OpenRecord['kind'], read: (record: OpenRecord) => T): T[] =>
    records.filter((record) => record.kind === kind).map(read);
  const signed = ({ at, by }: OpenRecord) => ({ at, by });
  const textOf = (id: string): string | null => {
    const record = records.find(({ recordId }) => recordId === id);
    return record ? BreakGlassText.parse(record.content).text : null;
  };
  // Versions of a protocol share step ids: the wording of the case's own one comes last, and holds.
  const plan = state.history.flatMap(({ fact }) => (fact.type === 'CaseOpened' ? [fact.data.protocolId] : []))[0];
  const protocols = await desk.directory.protocols();
  const steps = protocols
    .toSorted((a, b) => Number(a.protocolId === plan) - Number(b.protocolId === plan))
    .flatMap((protocol) => protocol.steps);
  const histories = [{ caseId, history: state.history, tasks: child.tasks }].concat(
    joined.map((other) => ({ caseId: other.child.caseId, history: other.state.history, tasks: other.child.tasks })),
  );
  return {
    case: child,
    seq,
    reference: referenceOf(caseId),
    identity: identities.get(caseId) ?? child.joined.flatMap((other) => identities.get(other) ?? [])[0] ?? null,
    notes: of('note', (record) => ({
      noteId: record.recordId,
      ...signed(record),
      ...NoteContent.parse(record.content),
    })),
    assessments: of('assessment', (record) => {
      const { instrument, scores } = AssessmentContent.parse(record.content);
      return { assessmentId: record.recordId, ...signed(record), instrument, scores, total: totalScore(scores) };
    }),
    documents: of('document', (record) => {
      const { kind, title, mediaType, bytes } = DocumentRecord.parse(record.content);
      return { documentId: record.recordId, ...signed(record), kind, title, mediaType, bytes };
    }),
    reportTexts: of('report', (record) => ({ reportId: record.recordId, ...NoteContent.parse(record.content) })),
    breakGlass: [state, ...joined.map((other) => other.state)].flatMap(accessesOf).map((access) => ({
      ...access,
      text: textOf(access.accessId),
      reviewNote: access.review && textOf(access.review.noteId),
    })),
    timeline: histories
      .flatMap((one) => one.history.map((entry) => timelineEntry(one.caseId, entry, one.tasks)))
      .reverse()
      .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)),
    steps: Object.fromEntries(
      steps.flatMap(({ stepId, text }) => (child.tasks.some((task) => task.stepId === stepId) ? [[stepId, text]] : [])),
    ),
  };
}

function timelineEntry(caseId: string, { at, fact }: HistoryEntry, tasks: ChildCase['tasks']): TimelineEntry {
  const by = 'by' in fact.data ? fact.data.by : null;
  const taskId = 'taskId' in fact.data ? fact.data.taskId : undefined;
  const kind = tasks.find((task) => task.taskId === taskId)?.kind;
  const detail = detailOf(fact);
  return { at, caseId, type: fact.type, by, ...(kind ? { taskKind: kind } : {}), ...(detail ? { detail } : {}) };
}

function detailOf(fact: ChildFollowupFact): string | undefined {
  switch (fact.type) {
    case 'CaseOpened':
      return fact.data.source.from === 'placement' ? 'placement' : fact.data.source.by;
    case 'TaskCancelled':
    case 'HandOverDeclined':
    case 'CaseClosed':
      return fact.data.reason;
    case 'TaskReassigned':
      return fact.data.assignee ?? undefined;
    case 'DangerChanged':
      return fact.data.danger;
    case 'HandOverOffered':
      return fact.data.to;
    case 'HandOverAccepted':
      return fact.data.team;
    case 'WorryingReportMade':
      return fact.data.channel;
    case 'DocumentAdded':
      return fact.data.kind;
    case 'CaseReopened':
      return fact.data.because;
    case 'BreakGlassOpened':
      return fact.data.reason;
    case 'BreakGlassReviewed':
      return fact.data.verdict;
    default:
      return undefined;
  }
}

/** Names by case id, for a page of a list. */
export async function namesOf(desk: Desk, caseIds: readonly string[]): Promise<Map<string, string>> {
  const identities = await desk.records.identities([...new Set(caseIds)]);
  return new Map([...identities].map(([caseId, identity]) => [caseId, fullName(identity)]));
}

export const dangerAt = (index: number): DangerLevel => dangerOrder[index] ?? 'extreme';

export function taskRow(document: TaskDocument, names: ReadonlyMap<string, string>, now: string): TaskRow {
  const { caseId, danger, team, kind, dueAt, assignee, row } = document;
  return {
    caseId,
    reference: referenceOf(caseId),
    name: names.get(caseId) ?? null,
    danger: dangerAt(danger),
    team,
    kind,
    dueAt,
    assignee,
    ...row,
    overdue: dueAt <= now,
  };
}

export function caseRow(document: CaseDocument, names: ReadonlyMap<string, string>): CaseRow {
  const { _id: caseId, danger, team, state, sex, ageYears, openedAt, openTasks, nextDueAt, handOverTo } = document;
  return {
    caseId,
    reference: referenceOf(caseId),
    name: names.get(caseId) ?? null,
    sex,
    ageYears,
    danger: dangerAt(danger),
    team,
    state,
    openedAt,
    openTasks,
    nextDueAt,
    handOverTo,
  };
}
