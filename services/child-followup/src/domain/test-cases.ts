import { defaultProtocol } from '@abri/contracts/child-protocol';
import type { CaseCommand } from './commands.js';
import { decide, type Limits } from './decide.js';
import { type CaseState, evolve, noCase } from './state.js';

export const start = '2026-03-02T08:00:00.000Z';
export const limits: Limits = { unseenHours: 24 };
/** So many hours after the start, ISO 8601. */
export const hours = (count: number): string => new Date(Date.parse(start) + count * 3_600_000).toISOString();
export const days = (count: number): string => hours(count * 24);

type Loose<C> = C extends unknown ? Omit<C, 'now' | 'by'> & { now?: string; by?: string | null } : never;
/** A command without what a test does not care about. */
export type LooseCommand = Loose<CaseCommand>;

/** The case after a command, with the facts or the refusal. */
export function apply(state: CaseState, loose: LooseCommand, caseId = 'c1') {
  const command = { now: start, by: 'w1', ...loose } as CaseCommand;
  const result = decide(command, state, limits);
  if ('refused' in result) return { state, facts: [], refused: result.refused };
  const after = result.reduce((before, fact, index) => {
    const seq = before.history.length + index + 1;
    return evolve(before, fact, { at: command.now, seq, aggregateId: caseId });
  }, state);
  return { state: after, facts: result, refused: undefined };
}
/** The case after several commands; throws when one is refused. */
export function given(...commands: LooseCommand[]): CaseState {
  return commands.reduce((state, command) => {
    const { state: after, refused } = apply(state, command);
    if (refused) throw new Error(`${command.do} was refused: ${refused}`);
    return after;
  }, noCase);
}

export const opened: Extract<LooseCommand, { do: 'open' }> = {
  do: 'open',
  source: { from: 'placement', requestId: 'r1' },
  child: { sex: 'girl', ageYears: 7 },
  danger: 'severe',
  team: 'east',
  plan: defaultProtocol,
};
export const childOf = (state: CaseState) => {
  if (!state.child) throw new Error('no case was opened');
  return state.child;
};
