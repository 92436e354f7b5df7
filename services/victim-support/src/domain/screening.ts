import type { ScreeningLevel } from '@abri/contracts/screening-instrument';
import type { ScreeningFact } from '@abri/contracts/support-events';
import { refuse, type Refused } from './case-commands.js';

/** A screening without its answers, which are sealed elsewhere. */
export interface Screening {
  partnerId: string;
  instrument: string;
  version: number;
  level: ScreeningLevel;
  at: string;
  outcome: Extract<ScreeningFact, { type: 'ScreeningFollowed' }>['data']['outcome'] | null;
}
export type ScreeningState = Screening | null;
export type ScreeningCommand =
  | { do: 'record'; by: string; instrument: string; version: number; level: ScreeningLevel }
  | { do: 'follow'; by: string; outcome: NonNullable<Screening['outcome']> };

/** What follows from a command, or why it is refused: only the partner that asked says what came of it. */
export function decideScreening(command: ScreeningCommand, state: ScreeningState): readonly ScreeningFact[] | Refused {
  if (command.do === 'record') {
    const { by, instrument, version, level } = command;
    if (state) return refuse('screeningExists');
    return [{ type: 'ScreeningRecorded', data: { partnerId: by, instrument, version, level } }];
  }
  if (!state || state.partnerId !== command.by) return refuse('noSuchScreening');
  if (state.outcome === command.outcome) return [];
  return [{ type: 'ScreeningFollowed', data: { outcome: command.outcome } }];
}

function evolveScreening(state: ScreeningState, fact: ScreeningFact, envelope: { at: string }): ScreeningState {
  if (fact.type === 'ScreeningRecorded') return { ...fact.data, at: envelope.at, outcome: null };
  return state && { ...state, outcome: fact.data.outcome };
}

/** The screening as the write path knows it. */
export const screeningAggregate = {
  name: 'screening',
  initial: null as ScreeningState,
  decide: decideScreening,
  evolve: evolveScreening,
  publicState: (state: ScreeningState) => {
    if (!state) return null;
    const { partnerId, instrument, version, level, outcome } = state;
    return { kind: 'screening' as const, partnerId, instrument, version, level, outcome };
  },
};
