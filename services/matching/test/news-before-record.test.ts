import { confirm } from '../src/endings.js';
import { move } from '../src/moving.js';
import { place } from '../src/requests.js';
import { anOpenHouse, capacityInMemory, turns } from './capacity-in-memory.js';
import { matchingInMemory, womanAlone } from './simulation.js';

type Answer = 'accept' | 'decline';

/** A district of two houses, and two processes: one that writes, and whom capacity’s answers may reach late, and one that hears the news. */
function district() {
  let nowMs = Date.parse('2026-01-05T20:00:00.000Z');
  const clock = { now: () => new Date(nowMs) };
  const capacity = capacityInMemory(clock);
  let lateAnswers = false;
  const matching = matchingInMemory({ clock, capacity, fault: () => (lateAnswers ? 100 : 0) });
  const [writer, reader] = [matching.start(), matching.start()];
  const open = (shelterId: string) => {
    capacity.execute(shelterId, anOpenHouse(shelterId));
    for (const each of [writer, reader]) each.catchUp(100);
  };
  /** The house answers, and the reader hears it, before what `ask` asks for is written. */
  const answeredTooEarly = async (ask: () => Promise<unknown>, shelterId: string, how: Answer) => {
    lateAnswers = true;
    const asking = ask();
    await turns(50);
    const hold = capacity.holds().find(({ state }) => state === 'offered');
    if (!hold) throw new Error('the house should hold a place by now');
    const ref = { holdId: hold.holdId, token: hold.token };
    capacity.execute(
      shelterId,
      how === 'accept'
        ? { do: 'accept', now: clock.now().toISOString(), confirmMinutes: 60, ...ref }
        : { do: 'decline', reason: 'other', ...ref },
    );
    await reader.hearNext(100, 0);
    await asking;
    lateAnswers = false;
    for (const each of [writer, reader]) each.catchUp(100);
  };
  const request = async () => (await matching.all())[0]?.request;
  return {
    capacity,
    clock,
    writer,
    reader,
    open,
    answeredTooEarly,
    request,
    later: (s: number) => (nowMs += s * 1_000),
  };
}

/** What a request is after a house had answered before it was written, and so many seconds more. */
async function requestAfter(how: Answer, seconds: number, mender: 'writer' | 'reader') {
  const world = district();
  world.open('s0');
  await world.answeredTooEarly(() => place(world.writer.desk, 'r0', womanAlone('assign')), 's0', how);
  expect((await world.request())?.status.state).toBe('offered');
  world.later(seconds);
  await world[mender].repair.once();
  return (await world.request())?.status.state;
}

it('learns by the repair that a house had accepted', async () => {
  expect(await requestAfter('accept', 61, 'writer')).toBe('accepted');
});
it('hears again within a minute that a house had declined, and moves on', async () => {
  expect(await requestAfter('decline', 59, 'reader')).toBe('offered');
  expect(await requestAfter('decline', 61, 'reader')).toBe('waiting');
});
it('moves on when the time of the offer is over, where whoever heard the no has died', async () => {
  expect(await requestAfter('decline', 61, 'writer')).toBe('offered');
  expect(await requestAfter('decline', 17 * 60, 'writer')).toBe('waiting');
});
it('hears again that the next house had declined, and the household keeps its place', async () => {
  const world = district();
  const { writer, reader, capacity, clock } = world;
  world.open('s0');
  await place(writer.desk, 'r0', womanAlone('assign'));
  const [hold] = capacity.holds();
  if (!hold) throw new Error('the house should hold a place by now');
  const { holdId, token } = hold;
  capacity.execute('s0', { do: 'accept', now: clock.now().toISOString(), confirmMinutes: 60, holdId, token });
  await reader.hearNext(100, 0);
  for (const each of [writer, reader]) each.catchUp(100);
  await confirm(writer.desk, 'r0', undefined);
  world.open('s1');
  await world.answeredTooEarly(() => move(writer.desk, 'r0', 's1', 'key-of-the-move'), 's1', 'decline');
  expect((await world.request())?.moving).toMatchObject({ state: 'offered' });
  world.later(61);
  await reader.repair.once();
  expect(await world.request()).toMatchObject({ moving: null, status: { state: 'placed', shelterId: 's0' } });
});
