import type { SupportCaseFact } from '@abri/contracts/support-events';
import type { CaseCommand } from './case-commands.js';
import { type CaseState, evolve } from './case-state.js';
import { decide } from './decide-case.js';

export const now = '2026-03-02T09:00:00.000Z';
export const later = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString();
export const by = 'social';
export const opened: CaseCommand = {
  do: 'open',
  by,
  now,
  category: 'woman',
  door: 'violence',
  openedBy: 'self',
  until: later(90),
};
/** Applies a command; gives the facts or the refusal's name, and the state after it. */
export function apply(state: CaseState, command: CaseCommand) {
  const decision = decide(command, state);
  if ('refused' in decision) return { state, facts: [] as readonly SupportCaseFact[], refused: decision.refused };
  const after = decision.reduce((before, fact) => evolve(before, fact, { at: command.now }), state);
  return { state: after, facts: decision, refused: undefined };
}
/** The state after commands that must all be taken. */
export function given(...commands: CaseCommand[]): NonNullable<CaseState> {
  const state = commands.reduce<CaseState>((before, command) => {
    const { state: after, refused } = apply(before, command);
    if (refused) throw new Error(`given: ${command.do} was refused: ${refused}`);
    return after;
  }, null);
  if (!state) throw new Error('given: nothing was opened');
  return state;
}
