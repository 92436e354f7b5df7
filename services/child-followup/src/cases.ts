import type { CommandResult } from '@abri/aggregate/aggregate';
import type { Repository } from '@abri/aggregate/repository';
import type { ChildCase } from '@abri/contracts/child-case';
import { refusalProblem, type HttpProblem } from '@abri/service-kit/errors';
import type { User } from '@abri/service-kit/auth';
import type { Audit } from '@abri/service-kit/audit';
import type { CaseCommand } from './domain/commands.js';
import { openTasks } from './domain/joining.js';
import { settledIn } from './domain/separating.js';
import type { CaseState } from './domain/state.js';
import type { Directory } from './directory.js';
import type { Records } from './records.js';
import type { DocumentScan } from './document-scan.js';
import { refusals } from './refusals.js';
import type { BreakGlasses } from './break-glass.js';
import type { Rows } from './rows.js';

export type Cases = Repository<CaseState, CaseCommand>;
export type Result = CommandResult<CaseState>;

/** What the routes and consumers need of the service around them. */
export interface Desk {
  cases: Cases;
  rows: Rows;
  breakGlasses: BreakGlasses;
  records: Records;
  scanDocument: DocumentScan;
  directory: Directory;
  audit: Audit;
  ids: { next(): string };
  /** The present instant, ISO 8601. */
  now(): string;
  /** The team that a case from a placement comes to. */
  firstTeam: string;
}

/** The problem of a refusal. */
export const problemOf = (refused: string, detail?: Record<string, string | number | string[]>): HttpProblem =>
  refusalProblem(refusals, detail ? { refused, detail } : { refused });

/** The result of a command that was taken. Throws the problem of one that was refused. */
export function taken(result: Result): Result & { ok: true } {
  if (result.ok) return result;
  throw problemOf(result.refused, result.detail);
}

/** A case that is there. Throws the 404 problem otherwise. */
export async function readCase(
  desk: Pick<Desk, 'cases'>,
  caseId: string,
): Promise<{ child: ChildCase; state: CaseState; seq: number }> {
  const found = await desk.cases.read(caseId);
  if (!found?.state.child) throw problemOf('noSuchChildCase');
  return { child: found.state.child, state: found.state, seq: found.seq };
}

/**
 * A case of the user's own teams, or one that is being handed to them when `orOffered`. Throws the very problem of a case
 * that does not exist for any other: nobody learns which ids exist.
 */
export async function ownCase(desk: Desk, user: User, caseId: string, orOffered = false) {
  const found = await readCase(desk, caseId);
  const { team, handOver } = found.child;
  if (user.teamIds.includes(team)) return found;
  if (orOffered && handOver && user.teamIds.includes(handOver.to)) return found;
  throw problemOf('noSuchChildCase');
}

/** Throws unless the worker (or nobody) may be given a task of this team. */
export async function requireWorker(desk: Desk, team: string, worker: string | null): Promise<void> {
  if (worker === null) return;
  const known = (await desk.directory.teams()).find(({ teamId }) => teamId === team);
  if (!known?.workers.some(({ workerId }) => workerId === worker)) throw problemOf('noSuchWorker');
}

/**
 * Joins `from` to `into`, the same child's other case: first `into` takes over what is open, then `from` ends. What
 * comes to `from` in between is taken over too. A crash in between is finished by the consumer of `CaseAbsorbed`.
 */
export async function join(desk: Desk, from: string, into: string, by: string | null): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const { child } = await readCase(desk, from);
    const carried = openTasks(child);
    const now = desk.now();
    if (child.status.state !== 'joined')
      taken(await desk.cases.execute(into, { do: 'absorb', from, danger: child.danger, carried, now, by }));
    const names = carried.map(({ taskId }) => taskId);
    const ended = await desk.cases.execute(from, { do: 'joinInto', into, carried: names, now, by });
    if (!ended.ok && ended.refused === 'tasksLeft' && attempt < 5) continue;
    taken(ended);
    return;
  }
}

/**
 * Undoes a join: first `other` lives again with all that it had open, then `from` lets go of it. A crash in between is
 * finished by the consumer of `CaseSeparated`.
 */
export async function separate(desk: Desk, from: string, other: string, by: string): Promise<void> {
  const settled = settledIn((await readCase(desk, from)).child, other);
  taken(await desk.cases.execute(other, { do: 'separate', from, settled, now: desk.now(), by }));
  taken(await desk.cases.execute(from, { do: 'release', other, now: desk.now(), by }));
}

/** The case in which the work on a child goes on: this one, or the one that it was joined to in the end. */
export async function livingCase(desk: Desk, caseId: string): Promise<ChildCase> {
  let { child } = await readCase(desk, caseId);
  while (child.status.state === 'joined') child = (await readCase(desk, child.status.into)).child;
  return child;
}

/** Throws unless a join of `from` would be taken: the first half is done only when the second one can follow. */
export function requireJoinable(from: ChildCase, into: ChildCase): void {
  if (from.caseId === into.caseId) throw problemOf('sameCase');
  for (const { status } of [from, into])
    if (status.state === 'joined') throw problemOf('caseJoined', { into: status.into });
}
