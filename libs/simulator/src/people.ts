import { confirm, end } from '@abri/matching-service/dist/endings.js';
import { cancelMove, confirmMove, move } from '@abri/matching-service/dist/moving.js';
import { choose, type Desk, place, type Standing } from '@abri/matching-service/dist/requests.js';
import { HttpProblem } from '@abri/service-kit/errors';
import { ServiceAway, ServiceRefused } from '@abri/service-kit/service-client';
import type { CapacityProcess } from './capacity-process.js';
import { houseIds } from './houses.js';
import type { Ledger } from './ledger.js';
import type { MatchingProcess } from './matching-process.js';
import type { Life } from './network.js';
import type { World } from './process.js';

/** What somebody does, and the three numbers that say to which request or house, and how. */
export const deeds = [
  ...['place', 'place', 'place', 'accept', 'accept', 'accept', 'confirm', 'confirm', 'confirm'],
  ...['end', 'choose', 'decline', 'arrive', 'leave'],
  ...['move', 'confirmMove', 'cancelMove'],
] as const;
export type Deed = string;
/** One more than there are beds. */
export const requestIds = ['r0', 'r1', 'r2', 'r3', 'r4'] as const;
const tries = 3;
/** How long they wait for an answer, and then until they press again, ms: mostly in vain, now and then the line just breaks. */
const patient = { timeoutMs: 20_000, pauseMs: 500 };
const cutOff = { timeoutMs: 30, pauseMs: 5 };

const detailsOf = (requestId: string): Parameters<typeof place>[2] => ({
  household: { adults: [{ sex: 'woman', pregnant: false }], children: [] },
  needs: { stepFree: false, pets: 0, languages: [], equipment: [] },
  surroundings: { minimumDistanceKm: 0, avoid: [] },
  assessment: { instrument: 'abri-short-1', answers: {} },
  danger: requestId === 'r1' ? 'severe' : 'variable',
  score: 0,
  mode: requestId === 'r3' ? 'choose' : 'assign',
});

/** Hotline workers and houses: they press, and press again with the same key where no answer came. */
export function createPeople(o: {
  world: World;
  ledger: Ledger;
  capacity(node: string): CapacityProcess | undefined;
  matching(node: string): MatchingProcess | undefined;
}) {
  const { world, ledger } = o;
  const { choices, network, timeline, tell } = world;
  const them: Life = { name: 'people', node: 'people', alive: true, skewMs: 0, step: () => undefined };
  /** Requests about which somebody has decided something that may end a confirmed place. */
  const changed = new Set<string>();
  let pressed = 0;

  const insist = async <T>(what: string, kind: string, run: (node: string) => Promise<T>): Promise<T | undefined> => {
    for (let attempt = 1; attempt <= tries; attempt++) {
      const node = `${kind}-${choices.below(2)}`;
      const { timeoutMs, pauseMs } = choices.onceIn(6) ? cutOff : patient;
      const lost = () => new ServiceAway('no answer');
      const call = {
        from: them,
        to: node,
        what,
        run: async () => run(node),
        lost,
        timeoutMs,
        overHttp: true,
      };
      try {
        return await network.call(call);
      } catch (error) {
        const name = error instanceof HttpProblem || error instanceof ServiceRefused ? error.problem.type : undefined;
        tell(() => `${what}: ${name ?? 'no answer, or an error'}`);
        if (name) return undefined;
        await timeline.pause(pauseMs);
      }
    }
    return undefined;
  };
  const atDesk = async (requestId: string, what: string, work: (desk: Desk) => Promise<Standing>) => {
    const standing = await insist(`${what} ${requestId}`, 'matching', (node) => {
      const process = o.matching(node);
      if (!process?.isReady()) throw new ServiceAway('not ready');
      return work(process.desk);
    });
    if (!standing) return;
    tell(() => `${what} ${requestId} is answered: ${standing.request.status.state}, ${standing.seq}`);
    ledger.acknowledged(standing.request, standing.seq, world.requests.all.get(requestId)?.seq ?? 0);
  };
  const atHouse = async (nth: number, step: string) => {
    const holds = [...world.shelters.all.values()].flatMap(({ id, state }) =>
      (state.shelter?.holds ?? []).map((hold) => ({ shelterId: id, ...hold })),
    );
    const hold = holds[nth % Math.max(holds.length, 1)];
    if (!hold) return;
    if (step === 'leave') changed.add(hold.requestId);
    const path = `/shelters/${hold.shelterId}/holds/${hold.holdId}/${step}`;
    const body = { token: hold.token, ...(step === 'decline' ? { reason: 'other' } : {}) };
    const key = `house-${(pressed += 1)}`;
    const answer = await insist(`${step} ${hold.shelterId} for ${hold.requestId}`, 'capacity', async (node) => {
      const process = o.capacity(node);
      if (!process) throw new ServiceAway('refused');
      return process.answer({ method: 'POST', path, body, role: 'shelter', key });
    });
    if (answer) tell(() => `${step} ${hold.shelterId} is answered`);
  };

  return {
    changed,
    async do(deed: Deed, a: number, b: number): Promise<void> {
      const requestId = requestIds[a % requestIds.length] ?? 'r0';
      const shelterId = houseIds[b % houseIds.length] ?? 's0';
      switch (deed) {
        case 'place':
          return atDesk(requestId, 'place', (desk) => place(desk, requestId, detailsOf(requestId)));
        case 'confirm':
          return atDesk(requestId, 'confirm', (desk) => confirm(desk, requestId, undefined));
        case 'confirmMove':
          changed.add(requestId);
          return atDesk(requestId, 'confirm the move of', (desk) => confirmMove(desk, requestId, undefined));
        case 'cancelMove':
          return atDesk(requestId, 'cancel the move of', (desk) => cancelMove(desk, requestId));
        case 'move': {
          changed.add(requestId);
          const key = `move-${(pressed += 1)}`;
          return atDesk(requestId, `move to ${shelterId}`, (desk) => move(desk, requestId, shelterId, key));
        }
        case 'choose': {
          changed.add(requestId);
          const key = `choice-${(pressed += 1)}`;
          return atDesk(requestId, `choose ${shelterId} for`, (desk) => choose(desk, requestId, shelterId, key));
        }
        case 'end': {
          changed.add(requestId);
          const ending =
            b % 2 === 0 ? ({ do: 'withdraw', reason: 'other' } as const) : ({ do: 'refer', to: 'siao' } as const);
          return atDesk(requestId, ending.do, (desk) => end(desk, requestId, ending));
        }
        default:
          return atHouse(a, deed);
      }
    },
  };
}
