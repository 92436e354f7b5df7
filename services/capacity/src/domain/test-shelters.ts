import type { CapacityFact } from '@abri/contracts/capacity-events';
import type { Party } from '@abri/contracts/household';
import type { ShelterDetails, UnitDetails } from '@abri/contracts/shelter';
import { decide, type ShelterCommand } from './decide.js';
import { evolve, type ShelterState, unregistered } from './state.js';

export const now = '2026-01-05T20:00:00.000Z';
export const later = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();
export const details = (more: Partial<ShelterDetails> = {}): ShelterDetails => ({
  name: 'Les Tilleuls',
  kind: 'shelter',
  commune: '59606',
  rules: {
    takesWomen: true,
    takesMen: false,
    takesChildren: true,
    highestBoyAge: 15,
    takesPets: false,
    arrivals: { from: '00:00', to: '00:00' },
  },
  languages: ['fr'],
  services: [],
  equipment: [],
  acceptance: 'asked',
  ...more,
});
export const unit = (more: Partial<UnitDetails> = {}): UnitDetails => ({
  label: '1',
  beds: 3,
  cots: 1,
  sharing: 'exclusive',
  stepFree: false,
  ...more,
});
export const mother: Party = { women: 1, men: 0, children: [], pets: 0 };
export const family: Party = {
  women: 1,
  men: 0,
  children: [
    { sex: 'girl', ageYears: 6 },
    { sex: 'boy', ageYears: 1 },
  ],
  pets: 0,
};
export const holdOf = (
  holdId: string,
  more: Partial<Extract<ShelterCommand, { do: 'hold' }>> = {},
): ShelterCommand => ({
  do: 'hold',
  holdId,
  requestId: `request-of-${holdId}`,
  allocations: [{ unitId: 'u1', beds: 2, cots: 1 }],
  party: family,
  now,
  offerMinutes: 15,
  confirmMinutes: 30,
  ...more,
});

/** Applies a command; gives the facts or the refusal's name, and the state after it. */
export function apply(state: ShelterState, command: ShelterCommand) {
  const decision = decide(command, state);
  if ('refused' in decision) return { state, facts: [] as readonly CapacityFact[], refused: decision.refused };
  const after = decision.reduce((before, fact) => evolve(before, fact, { at: now, aggregateId: 's1' }), state);
  return { state: after, facts: decision, refused: undefined };
}
/** The state after commands that must all be taken. */
export function given(...commands: ShelterCommand[]): ShelterState {
  return commands.reduce((state, command) => {
    const { state: after, refused } = apply(state, command);
    if (refused) throw new Error(`given: ${command.do} was refused: ${refused}`);
    return after;
  }, unregistered);
}
export const registered: ShelterCommand = {
  do: 'register',
  details: details(),
  units: [
    { unitId: 'u1', unit: unit() },
    { unitId: 'dorm', unit: unit({ label: 'D', beds: 4, cots: 0, sharing: 'shared' }) },
  ],
};
