import { ServiceAway } from '@abri/service-kit/service-client';
import { end } from '../src/endings.js';
import { choose, place } from '../src/requests.js';
import { anOpenHouse, capacityInMemory } from './capacity-in-memory.js';
import { matchingInMemory, womanAlone } from './simulation.js';

it('gives back a hold that was left over, although the request had agreed with it before', async () => {
  let nowMs = Date.parse('2026-01-05T20:00:00.000Z');
  const clock = { now: () => new Date(nowMs) };
  const capacity = capacityInMemory(clock);
  let isLost = false;
  const matching = matchingInMemory({
    clock,
    capacity: {
      ...capacity,
      port: {
        ...capacity.port,
        async release(...args) {
          if (isLost) throw new ServiceAway('the question was lost');
          return capacity.port.release(...args);
        },
      },
    },
    fault: () => 0,
  });
  for (const shelterId of ['s0', 's1']) capacity.execute(shelterId, anOpenHouse(shelterId));
  const process = matching.start();
  const sweep = async () => {
    nowMs += 61_000;
    process.catchUp(100);
    await process.repair.once();
  };
  process.catchUp(100);
  await place(process.desk, 'r0', womanAlone('assign'));
  await sweep();
  const held = (await matching.all())[0]?.request.status as { shelterId: string };
  isLost = true;
  await choose(process.desk, 'r0', held.shelterId === 's0' ? 's1' : 's0', 'key-of-the-choice');
  isLost = false;
  expect(capacity.holds()).toHaveLength(2);
  await end(process.desk, 'r0', { do: 'withdraw', reason: 'other' });
  expect(capacity.holds()).toHaveLength(1);
  await sweep();
  expect(capacity.holds()).toEqual([]);
});
