import { place } from '../src/requests.js';
import { anOpenHouse, capacityInMemory, turns } from './capacity-in-memory.js';
import { matchingInMemory, womanAlone } from './simulation.js';

/** The house answers, and another process hears it, before the request that holds there is written. */
async function answeredTooEarly(how: 'accept' | 'decline') {
  let nowMs = Date.parse('2026-01-05T20:00:00.000Z');
  const clock = { now: () => new Date(nowMs) };
  const capacity = capacityInMemory(clock);
  const lateAnswer = 100;
  const matching = matchingInMemory({ clock, capacity, fault: () => lateAnswer });
  capacity.execute('s0', anOpenHouse('s0'));
  const [writer, reader] = [matching.start(), matching.start()];
  for (const each of [writer, reader]) each.catchUp(100);

  const placing = place(writer.desk, 'r0', womanAlone('assign'));
  await turns(50);
  const [hold] = capacity.holds();
  if (!hold) throw new Error('the house should hold a place by now');
  const ref = { holdId: hold.holdId, token: hold.token };
  capacity.execute(
    's0',
    how === 'accept'
      ? { do: 'accept', now: clock.now().toISOString(), confirmMinutes: 60, ...ref }
      : { do: 'decline', reason: 'other', ...ref },
  );
  await reader.hearNext(100, 0);
  expect((await placing).request.status.state).toBe('offered');
  for (const each of [writer, reader]) each.catchUp(100);
  nowMs += 17 * 60_000;
  await writer.repair.once();
  const [stored] = await matching.all();
  return stored?.request.status.state;
}

it('learns by the repair that a house had accepted', async () => {
  expect(await answeredTooEarly('accept')).toBe('accepted');
});
it('learns by the repair that a house had declined, and moves on', async () => {
  expect(await answeredTooEarly('decline')).toBe('waiting');
});
