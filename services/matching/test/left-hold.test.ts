import { partyOf } from '@abri/contracts/household';
import { ServiceAway } from '@abri/service-kit/service-client';
import type { CapacityPort } from '../src/capacity-port.js';
import { confirm, end } from '../src/endings.js';
import { choose, place } from '../src/requests.js';
import { anOpenHouse, capacityInMemory } from './capacity-in-memory.js';
import { matchingInMemory, womanAlone } from './simulation.js';

/** Matching on open houses, with a clock that goes on by a sweep's grace and more, and something in the way of each release. */
function world(houses: readonly string[], o: { beforeRelease(): Promise<void> | void; storeFault?: () => number }) {
  let nowMs = Date.parse('2026-01-05T20:00:00.000Z');
  const clock = { now: () => new Date(nowMs) };
  const capacity = capacityInMemory(clock);
  const release: CapacityPort['release'] = async (...args) => {
    await o.beforeRelease();
    return capacity.port.release(...args);
  };
  const matching = matchingInMemory({
    clock,
    capacity: { ...capacity, port: { ...capacity.port, release } },
    fault: () => 0,
    ...(o.storeFault ? { storeFault: o.storeFault } : {}),
  });
  for (const shelterId of houses) capacity.execute(shelterId, anOpenHouse(shelterId));
  return { clock, capacity, matching, overTheGrace: () => void (nowMs += 61_000) };
}

it('gives back a hold that was left over, although the request had agreed with it before', async () => {
  let isLost = false;
  const { capacity, matching, overTheGrace } = world(['s0', 's1'], {
    beforeRelease() {
      if (isLost) throw new ServiceAway('the question was lost');
    },
  });
  const process = matching.start();
  const sweep = async () => {
    overTheGrace();
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

it('gives back no hold that another process has recorded, and confirmed, while this one was on its way', async () => {
  let isLost = true;
  let meanwhile = async () => {};
  const { clock, capacity, matching, overTheGrace } = world(['s0'], {
    beforeRelease: () => meanwhile(),
    storeFault: () => (isLost ? 1 : 0),
  });
  const [slow, other] = [matching.start(), matching.start()];
  slow.catchUp(100);
  await expect(place(slow.desk, 'r0', womanAlone('assign'))).rejects.toThrow('the write was lost');
  isLost = false;
  // As after a machine that slept: more than the grace of the repair, within one operation.
  overTheGrace();
  for (const process of [slow, other]) process.catchUp(100);
  meanwhile = async () => {
    meanwhile = async () => {};
    await place(other.desk, 'r0', womanAlone('assign'));
    const [{ shelterId = '', holdId = '', token = 0 } = {}] = capacity.holds();
    const now = clock.now().toISOString();
    capacity.execute(shelterId, { do: 'accept', holdId, token, now, confirmMinutes: 30 });
    await confirm(other.desk, 'r0', undefined);
  };
  await slow.repair.once();
  expect(capacity.holds()).toMatchObject([{ requestId: 'r0', state: 'confirmed' }]);
  expect((await matching.all())[0]?.request.status).toMatchObject({ state: 'placed' });
});

it('does not ask for the place of a household that is there, whatever its request says', async () => {
  let asked = 0;
  const { clock, capacity, matching, overTheGrace } = world(['s0'], { beforeRelease: () => void (asked += 1) });
  const { household, needs } = womanAlone('assign');
  const hold = { holdId: 'h0', requestId: 'of-nobody', party: partyOf(household, needs) };
  const allocations = [{ unitId: 'u1', beds: 1, cots: 0 }];
  const now = clock.now().toISOString();
  const about = { holdId: 'h0', token: 1 };
  capacity.execute('s0', { do: 'hold', ...hold, allocations, now, offerMinutes: 15, confirmMinutes: 30 });
  capacity.execute('s0', { do: 'accept', ...about, now, confirmMinutes: 30 });
  capacity.execute('s0', { do: 'confirm', ...about, now });
  capacity.execute('s0', { do: 'arrive', ...about });
  const process = matching.start();
  process.catchUp(100);
  overTheGrace();
  expect(await process.repair.once()).toBe(0);
  expect(asked).toBe(0);
  expect(capacity.holds()).toMatchObject([{ state: 'arrived' }]);
});
