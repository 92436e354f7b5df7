import { createHash } from 'node:crypto';
import type { MatchingEvent } from '@abri/contracts/matching-events';
import type { Child } from '@abri/contracts/household';
import type { DangerLevel } from '@abri/contracts/vocabulary';
import { type Desk, livingCase, problemOf } from './cases.js';

/** The danger of each placement request: its confirmation does not tell it again. */
export interface Dangers {
  put(requestId: string, danger: DangerLevel): Promise<void>;
  get(requestId: string): Promise<DangerLevel | null>;
}

/** A request that nothing is known of counts as this: better too much care than too little. */
const unknownDanger: DangerLevel = 'severe';

/** The id of the case of a placement's child, always the same one. */
export const caseIdOf = (requestId: string, index: number): string =>
  createHash('sha256').update(`child ${index} of ${requestId}`).digest('base64url').slice(0, 22);

/** Each child of a confirmed placement gets its case, once, however often the placement is told. */
export async function hearPlacement(desk: Desk, dangers: Dangers, event: MatchingEvent): Promise<void> {
  if (event.type === 'PlacementRequested') await dangers.put(event.aggregateId, event.data.danger);
  if (event.type !== 'PlacementConfirmed') return;
  const requestId = event.aggregateId;
  const danger = (await dangers.get(requestId)) ?? unknownDanger;
  for (const [index, child] of event.data.party.children.entries())
    await follow(desk, { requestId, index, child, danger });
}

async function follow(
  desk: Desk,
  { requestId, index, child, danger }: { requestId: string; index: number; child: Child; danger: DangerLevel },
): Promise<void> {
  const plan = await desk.directory.protocol(undefined);
  if (!plan) throw new Error('there is no default protocol');
  const source = { from: 'placement', requestId } as const;
  const command = { do: 'open', source, child, danger, team: desk.firstTeam, plan, now: desk.now(), by: null } as const;
  const result = await desk.cases.execute(caseIdOf(requestId, index), command);
  if (result.ok) return;
  if (result.refused !== 'caseJoined') throw problemOf(result.refused, result.detail);
  // The child's case was joined to another one: that is the one to follow, and to open again if it was closed.
  const living = await livingCase(desk, caseIdOf(requestId, index));
  const again = await desk.cases.execute(living.caseId, { ...command, now: desk.now() });
  if (!again.ok && again.refused !== 'childCaseExists') throw problemOf(again.refused, again.detail);
}
