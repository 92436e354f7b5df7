import type { Stored } from '@abri/aggregate/aggregate';
import { decide, type ShelterCommand } from '@abri/capacity-service/dist/domain/decide.js';
import { evolve, type ShelterState, unregistered } from '@abri/capacity-service/dist/domain/state.js';

const house = (
  shelterId: string,
  acceptance: 'asked' | 'automatic',
  units: Extract<ShelterCommand, { do: 'register' }>['units'],
) => ({
  shelterId,
  command: {
    do: 'register',
    details: {
      name: shelterId,
      kind: 'shelter',
      commune: '59606',
      rules: {
        ...{ takesWomen: true, takesMen: true, takesChildren: true, highestBoyAge: 17, takesPets: true },
        arrivals: { from: '00:00', to: '00:00' },
      },
      ...{ languages: [], services: [], equipment: [], acceptance },
    },
    units,
    addressId: `address-of-${shelterId}`,
  } satisfies ShelterCommand,
});
const room = { label: '1', beds: 1, cots: 0, sharing: 'exclusive', stepFree: false } as const;
const dormitory = { label: 'd', beds: 2, cots: 0, sharing: 'shared', stepFree: false } as const;
const all = [
  house('s0', 'asked', [{ unitId: 'u1', unit: room }]),
  house('s1', 'asked', [{ unitId: 'u1', unit: dormitory }]),
  house('s2', 'automatic', [{ unitId: 'u1', unit: room }]),
];
export const houseIds = all.map(({ shelterId }) => shelterId);

/** Three houses with four beds, as a process that died before it had published them left them. */
export function registeredHouses(at: string): Stored<ShelterState>[] {
  return all.map(({ shelterId: id, command }) => {
    const facts = decide(command, unregistered);
    if ('refused' in facts) throw new Error(`${id} was refused: ${facts.refused}`);
    let state = unregistered;
    const outbox = facts.map(({ type, data }, index) => {
      const envelope = { id: `${id}-${index + 1}`, aggregateId: id, seq: index + 1, at };
      state = evolve(state, { type, data } as (typeof facts)[number], envelope);
      return { event: { ...envelope, type, data }, by: 'setup', headers: {} };
    });
    return { id, version: 1, seq: facts.length, state, outbox, handled: [], dueAt: null };
  });
}
