import type { ProgrammesFact } from '@abri/contracts/programmes-events';
import { decide, type SeriesCommand } from './decide.js';
import { evolve, type SeriesState } from './state.js';

export const monday = '2026-03-02T09:00:00.000Z';
export const later = (days: number) => new Date(Date.parse(monday) + days * 86_400_000).toISOString();
const session = (sessionId: string, days: number) => ({ sessionId, startsAt: later(days), minutes: 180 });
export const training: SeriesCommand = {
  do: 'plan',
  programme: { kind: 'training', subject: 'detection', commune: '59606', seats: 2 },
  textId: 't',
  sessions: [session('s1', 1), session('s2', 8)],
};
export const school: SeriesCommand = {
  do: 'plan',
  programme: { kind: 'school', level: 'lowerSecondary', commune: '59606' },
  textId: 't',
  sessions: [session('s1', 1)],
};
export const signUp = (participantId: string): SeriesCommand => ({ do: 'signUp', participantId, field: 'health' });
export const there = (sessionId: string, ...attended: string[]): SeriesCommand => ({
  do: 'recordAttendance',
  sessionId,
  attended,
  now: later(30),
});

/** Applies a command; gives the facts or the refusal's name, and the state after it. */
export function apply(state: SeriesState, command: SeriesCommand) {
  const decision = decide(command, state);
  if ('refused' in decision) return { state, facts: [] as readonly ProgrammesFact[], refused: decision.refused };
  return { state: decision.reduce(evolve, state), facts: decision, refused: undefined };
}
/** The state after commands that must all be taken. */
export function given(...commands: SeriesCommand[]): NonNullable<SeriesState> {
  const state = commands.reduce<SeriesState>((before, command) => {
    const { state: after, refused } = apply(before, command);
    if (refused) throw new Error(`given: ${command.do} was refused: ${refused}`);
    return after;
  }, null);
  if (!state) throw new Error('given: nothing was planned');
  return state;
}
