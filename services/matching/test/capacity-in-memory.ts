import type { CapacityEvent, CapacityFact } from '@abri/contracts/capacity-events';
import type { Shelter } from '@abri/contracts/shelter';
import { ServiceAway, ServiceRefused } from '@abri/service-kit/service-client';
import { decide as decideShelter, type ShelterCommand } from '../../capacity/src/domain/decide.js';
import { evolve as evolveShelter, type ShelterState, unregistered } from '../../capacity/src/domain/state.js';
import type { CapacityPort } from '../src/capacity-port.js';

/** A house with one bed that takes everybody. */
export const anOpenHouse = (
  shelterId: string,
  acceptance: 'asked' | 'automatic' = 'asked',
  commune = '59606',
): ShelterCommand => ({
  do: 'register',
  details: {
    name: shelterId,
    kind: 'shelter',
    commune,
    rules: {
      takesWomen: true,
      takesMen: true,
      takesChildren: true,
      highestBoyAge: 17,
      takesPets: true,
      arrivals: { from: '00:00', to: '00:00' },
    },
    languages: [],
    services: [],
    equipment: [],
    acceptance,
  },
  units: [{ unitId: 'u1', unit: { label: '1', beds: 1, cots: 0, sharing: 'exclusive', stepFree: false } }],
  addressId: `address-of-${shelterId}`,
});

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Capacity's own decisions in memory, and what it would have put on its topics. */
export function capacityInMemory(clock: { now(): Date }) {
  const shelters = new Map<string, { state: ShelterState; seq: number }>();
  const events: CapacityEvent[] = [];
  const states: { shelter: Shelter; seq: number }[] = [];
  const execute = (shelterId: string, command: ShelterCommand) => {
    const before = shelters.get(shelterId) ?? { state: unregistered, seq: 0 };
    const decision = decideShelter(command, before.state);
    if ('refused' in decision)
      throw new ServiceRefused(409, { type: `urn:abri:problem:${kebab(decision.refused)}`, title: '', status: 409 });
    const at = clock.now().toISOString();
    let { state, seq } = before;
    for (const fact of decision as readonly CapacityFact[]) {
      seq += 1;
      const envelope = { id: `${shelterId}-${seq}`, aggregateId: shelterId, seq, at };
      state = evolveShelter(state, fact, envelope);
      events.push({ ...envelope, ...fact } as CapacityEvent);
    }
    shelters.set(shelterId, { state, seq });
    if (!state.shelter) throw new Error('not registered');
    if (decision.length > 0) states.push({ shelter: state.shelter, seq });
    return { shelter: state.shelter, view: { ...state.shelter, seq } };
  };
  const now = () => clock.now().toISOString();
  const holdOf = (answer: ReturnType<typeof execute>, holdId: string) => {
    const hold = answer.shelter.holds.find((live) => live.holdId === holdId);
    if (!hold) throw new ServiceRefused(409, { type: 'urn:abri:problem:hold-ended', title: '', status: 409 });
    return { hold, shelter: answer.view };
  };
  const port: CapacityPort = {
    hold: async (shelterId, place) =>
      holdOf(
        execute(shelterId, { do: 'hold', ...place, now: now(), offerMinutes: 15, confirmMinutes: 30 }),
        place.holdId,
      ),
    confirm: async ({ shelterId, holdId, token }) =>
      holdOf(execute(shelterId, { do: 'confirm', holdId, token, now: now() }), holdId),
    release: async ({ shelterId, holdId, token }, reason, ifState) =>
      execute(shelterId, { do: 'release', holdId, token, reason, ifState }).view,
    async shelter(shelterId) {
      const found = shelters.get(shelterId);
      if (!found?.state.shelter) throw new ServiceAway('no such shelter');
      return { ...found.state.shelter, seq: found.seq };
    },
  };
  return {
    execute,
    events,
    states,
    port,
    holds: () =>
      [...shelters].flatMap(([shelterId, { state }]) =>
        (state.shelter?.holds ?? []).map((hold) => ({ shelterId, ...hold })),
      ),
  };
}

/** Lets other work go on for a while. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
}

/**
 * A port that loses questions and answers, as told by `next`: 1 loses the question, 2 the answer; a larger number lets
 * the answer come that many turns late.
 */
export function flaky(port: CapacityPort, next: () => number): CapacityPort {
  const through = async <T>(ask: () => Promise<T>): Promise<T> => {
    const fault = next();
    await turns(1);
    if (fault === 1) throw new ServiceAway('the question was lost');
    const answer = await ask();
    await turns(Math.max(fault, 1));
    if (fault === 2) throw new ServiceAway('the answer was lost');
    return answer;
  };
  return {
    hold: (...args) => through(() => port.hold(...args)),
    confirm: (...args) => through(() => port.confirm(...args)),
    release: (...args) => through(() => port.release(...args)),
    shelter: (...args) => through(() => port.shelter(...args)),
  };
}
