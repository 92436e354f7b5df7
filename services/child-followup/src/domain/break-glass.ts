import type { BreakGlass } from '@abri/contracts/child-case';
import type { ChildFollowupFact } from '@abri/contracts/child-followup-events';
import type { Command } from './commands.js';
import { refuse, type Result } from './refusal.js';
import type { CaseState } from './state.js';

/** How long an opening in an emergency lasts: long enough to act on what is read, over before the next one's need. */
export const breakGlassMinutes = 60;

/** All openings of a case by workers of other teams. Cases from before there were any do not have the list. */
export const accessesOf = ({ breakGlass = [] }: Pick<CaseState, 'breakGlass'>): readonly BreakGlass[] => breakGlass;

/** A worker's opening that has not ended at `now`, an instant, ISO 8601. */
export const liveAccess = (state: CaseState, by: string | null, now: string): BreakGlass | undefined =>
  accessesOf(state).find((access) => access.by === by && access.openedAt <= now && now < access.until);

/** By what right somebody reads a case: as the team that follows the child or is offered it, or by an opening in an emergency. */
export type Right = { as: 'team' } | { as: 'breakGlass'; accessId: string };

/** The right of a user to read a case at `now`, or null. */
export function rightToRead(
  state: CaseState,
  user: { id: string; teamIds: readonly string[] },
  now: string,
): Right | null {
  if (!state.child) return null;
  const teams = [state.child.team, ...(state.child.handOver ? [state.child.handOver.to] : [])];
  if (teams.some((team) => user.teamIds.includes(team))) return { as: 'team' };
  const access = liveAccess(state, user.id, now);
  return access ? { as: 'breakGlass', accessId: access.accessId } : null;
}

/** Opens a case for its time. Opening again while one lasts adds nothing to it: it never becomes longer. */
export function breakGlass({ accessId, reason, by, now }: Command<'breakGlass'>, state: CaseState): Result {
  if (!state.child || by === null) return refuse('noSuchChildCase');
  if (state.child.erased) return refuse('childErased');
  if (accessesOf(state).some((access) => access.accessId === accessId) || liveAccess(state, by, now)) return [];
  const until = new Date(Date.parse(now) + breakGlassMinutes * 60_000).toISOString();
  return [{ type: 'BreakGlassOpened', data: { accessId, team: state.child.team, reason, until, by } }];
}

/** A lead's verdict, once; never by whoever opened the case. What has happened to the case since does not matter. */
export function reviewBreakGlass(
  { accessId, verdict, noteId, by }: Command<'reviewBreakGlass'>,
  state: CaseState,
): Result {
  const access = accessesOf(state).find((one) => one.accessId === accessId);
  if (!access) return refuse('noSuchBreakGlass');
  if (by === null || access.by === by) return refuse('ownBreakGlass');
  if (access.review) return refuse('breakGlassReviewed');
  return [{ type: 'BreakGlassReviewed', data: { accessId, verdict, noteId, by } }];
}

/** The openings after a fact. */
export function accessesAfter(state: CaseState, fact: ChildFollowupFact, at: string): readonly BreakGlass[] {
  const accesses = accessesOf(state);
  if (fact.type === 'BreakGlassOpened') return [...accesses, { ...fact.data, openedAt: at, review: null }];
  if (fact.type !== 'BreakGlassReviewed') return accesses;
  const { accessId, ...review } = fact.data;
  return accesses.map((access) => (access.accessId === accessId ? { ...access, review: { ...review, at } } : access));
}
