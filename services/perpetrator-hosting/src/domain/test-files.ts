import type { FileCommand, FileFact } from './file-commands.js';
import { evolve, type FileState } from './file-state.js';
import { decide } from './decide-file.js';

export const now = '2026-03-02T09:00:00.000Z';
export const later = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString();
export const day = (days: number) => later(days).slice(0, 10);
export const by = 'judge';
let number = 0;
const next = (name: string) => `${name}${(number += 1)}`;

export const opened = (danger: 'variable' | 'increased' | 'severe' | 'extreme' = 'variable'): FileCommand => ({
  do: 'open',
  by,
  now,
  door: 'prosecutor',
  danger,
  proposalId: next('p'),
});
type Decide = Extract<FileCommand, { do: 'decide' }>;
/** A decision for a measure that runs from today for 90 days, unless told otherwise. */
export const decides = (kind: Decide['kind'], more: Partial<Decide> = {}): Decide => ({
  do: 'decide',
  by,
  now,
  decisionId: next('d'),
  measureId: `m-${kind}`,
  kind,
  from: day(0),
  until: day(90),
  conditions: [],
  grounds: 'prosecutorInstructs',
  stepDown: false,
  consents: kind === 'mediation' ? { perpetratorOn: day(-2), victimOn: day(-1) } : null,
  mediationUpTo: 'variable',
  ...more,
});
export const breach = (
  measure: Decide['kind'],
  kind: Extract<FileCommand, { do: 'reportBreach' }>['kind'],
): FileCommand => ({
  do: 'reportBreach',
  by,
  now,
  breachId: next('b'),
  measureId: `m-${measure}`,
  kind,
  on: day(0),
  proposalId: next('p'),
});

/** Applies a command; gives the facts or the refusal's name, and the state after it. */
export function apply(state: FileState, command: FileCommand) {
  const decision = decide(command, state);
  if ('refused' in decision) return { state, facts: [] as readonly FileFact[], refused: decision.refused };
  const after = decision.reduce((before, fact) => evolve(before, fact, { at: command.now }), state);
  return { state: after, facts: decision, refused: undefined };
}
/** The state after commands that must all be taken. */
export function given(...commands: FileCommand[]): NonNullable<FileState> {
  const state = commands.reduce<FileState>((before, command) => {
    const { state: after, refused } = apply(before, command);
    if (refused) throw new Error(`given: ${command.do} was refused: ${refused}`);
    return after;
  }, null);
  if (!state) throw new Error('given: nothing was opened');
  return state;
}
/** What is proposed and not answered. */
export const openProposals = (state: FileState) =>
  (state?.proposals ?? [])
    .filter((one) => one.state === 'open')
    .map(({ step, kind, reason }) => ({ step, kind, reason }));
