import type { PlacementRequest } from '@abri/contracts/placement';
import { end } from '../src/endings.js';
import { place } from '../src/requests.js';
import { anOpenHouse, capacityInMemory } from './capacity-in-memory.js';
import { matchingInMemory, womanAlone } from './simulation.js';

it('says who has joined the waiting list, once, so that a place freed meanwhile is not missed', async () => {
  const clock = { now: () => new Date('2026-01-05T20:00:00.000Z') };
  const capacity = capacityInMemory(clock);
  const joined: PlacementRequest[] = [];
  const matching = matchingInMemory({
    clock,
    capacity,
    fault: () => 0,
    joined: (request) => void joined.push(request),
  });
  capacity.execute('s0', anOpenHouse('s0'));
  const { desk, catchUp } = matching.start();
  catchUp(10);
  await place(desk, 'first', womanAlone('assign'));
  expect(joined).toEqual([]);
  await place(desk, 'second', womanAlone('assign'));
  await place(desk, 'second', womanAlone('assign'));
  expect(joined.map(({ requestId, status }) => [requestId, status.state])).toEqual([['second', 'waiting']]);
  await end(desk, 'second', { do: 'withdraw', reason: 'other' });
  expect(joined).toHaveLength(1);
});
