import type { PlacementRequest } from '@abri/contracts/placement';
import fc from 'fast-check';
import { confirm, end } from '../src/endings.js';
import { liveHold } from '../src/domain/request/state.js';
import { choose, place } from '../src/requests.js';
import { anOpenHouse, capacityInMemory, turns } from './capacity-in-memory.js';
import { matchingInMemory, womanAlone } from './simulation.js';

const houses = ['s0', 's1', 's2'] as const;
const requestIds = ['r0', 'r1', 'r2', 'r3'] as const;

const request = fc.constantFrom(...requestIds);
const process = fc.nat({ max: 1 });
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('place' as const), request, process }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('choose' as const),
      request,
      process,
      house: fc.constantFrom(...houses),
      key: fc.nat({ max: 2 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('confirm' as const), request, process }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      request,
      process,
      how: fc.constantFrom('withdraw', 'refer'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      nth: fc.nat({ max: 5 }),
      how: fc.constantFrom('accept', 'decline', 'arrive', 'leave'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('later' as const), minutes: fc.constantFrom(1, 16, 31) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('catchUp' as const), process, count: fc.nat({ max: 4 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('hear' as const),
      process,
      count: fc.nat({ max: 3 }),
      again: fc.nat({ max: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('serve' as const), process }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), process }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
/** Steps of one batch run at the same time, each beginning some turns late. */
const story = fc.record({
  batches: fc.array(fc.array(fc.tuple(step, fc.constantFrom(0, 0, 20, 60)), { minLength: 1, maxLength: 4 }), {
    minLength: 5,
    maxLength: 30,
    size: 'max',
  }),
  faults: fc.array(fc.constantFrom(0, 0, 0, 1, 2, 40, 200), { maxLength: 40, size: 'max' }),
});

async function play({
  batches,
  faults,
}: (typeof story)['generate'] extends (...args: never[]) => { value: infer V } ? V : never) {
  let nowMs = Date.parse('2026-01-05T20:00:00.000Z');
  const clock = { now: () => new Date(nowMs) };
  const capacity = capacityInMemory(clock);
  const remaining = [...faults];
  const matching = matchingInMemory({ clock, capacity, fault: () => remaining.shift() ?? 0 });
  for (const [index, shelterId] of houses.entries())
    capacity.execute(shelterId, anOpenHouse(shelterId, index === 2 ? 'automatic' : 'asked'));
  const processes = [matching.start(), matching.start()];
  for (const each of processes) each.catchUp(houses.length);
  const at = (index: number) => {
    const found = processes[index];
    if (!found) throw new Error('no such process');
    return found;
  };
  const expire = () => {
    for (const shelterId of houses) capacity.execute(shelterId, { do: 'expire', now: clock.now().toISOString() });
  };
  const run = async (each: Step): Promise<unknown> => {
    switch (each.do) {
      case 'place':
        return place(at(each.process).desk, each.request, womanAlone(each.request === 'r3' ? 'choose' : 'assign'));
      case 'choose':
        return choose(at(each.process).desk, each.request, each.house, `key-${each.key}`);
      case 'confirm':
        return confirm(at(each.process).desk, each.request, undefined);
      case 'end':
        return end(
          at(each.process).desk,
          each.request,
          each.how === 'refer' ? { do: 'refer', to: 'siao' } : { do: 'withdraw', reason: 'other' },
        );
      case 'answer': {
        const hold = capacity.holds()[each.nth];
        if (!hold) return;
        const ref = { holdId: hold.holdId, token: hold.token };
        const now = clock.now().toISOString();
        return capacity.execute(
          hold.shelterId,
          each.how === 'accept'
            ? { do: 'accept', now, confirmMinutes: 30, ...ref }
            : each.how === 'decline'
              ? { do: 'decline', reason: 'other', ...ref }
              : { do: each.how as 'arrive' | 'leave', ...ref },
        );
      }
      case 'later':
        nowMs += each.minutes * 60_000;
        return expire();
      case 'catchUp':
        return at(each.process).catchUp(each.count);
      case 'hear':
        return at(each.process).hearNext(each.count, each.again);
      case 'serve':
        return at(each.process).serveAll();
      case 'crash':
        processes[each.process] = matching.start();
    }
  };
  for (const batch of batches) await Promise.allSettled(batch.map(([each, late]) => turns(late).then(() => run(each))));

  // Then everything works again, and time passes until nothing is left to do.
  remaining.length = 0;
  for (let round = 0; round < 4; round++) {
    nowMs += 2 * 60_000;
    expire();
    for (const each of processes) {
      each.catchUp(10_000);
      await each.hearNext(10_000, 0);
      each.catchUp(10_000);
      await each.repair.once();
    }
  }
  for (const each of processes) each.catchUp(10_000);
  await at(0).hearNext(10_000, 0);
  return { capacity, requests: await matching.all(), recorded: matching.recorded };
}

const steps = { offered: 'offered', accepted: 'accepted', placed: 'confirmed' } as const;
const expected = ({ status }: PlacementRequest) =>
  status.state === 'placed' && status.arrived
    ? 'arrived'
    : status.state in steps
      ? steps[status.state as keyof typeof steps]
      : null;

it('leaves a request and capacity with the same single hold, whatever is lost, repeated, late or done at once', async () => {
  const seen = { placed: 0, offered: 0 };
  await fc.assert(
    fc.asyncProperty(story, async (events) => {
      const { capacity, requests } = await play(events);
      const held = capacity.holds();
      for (const { request: each } of requests) {
        const mine = held.filter(({ requestId }) => requestId === each.requestId);
        expect(mine.map(({ holdId, state }) => ({ holdId, state }))).toEqual(
          liveHold(each) ? [{ holdId: liveHold(each)?.holdId, state: expected(each) }] : [],
        );
        if (each.status.state === 'placed') seen.placed++;
        if (each.status.state === 'offered') seen.offered++;
      }
      const known = new Set(requests.map(({ request: { requestId } }) => requestId));
      expect(held.filter(({ requestId }) => !known.has(requestId))).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect(seen.placed).toBeGreaterThan(10);
  expect(seen.offered).toBeGreaterThan(10);
}, 120_000);

it('never offers a house again that said no or nothing, and frees the request to move on', async () => {
  let refusals = 0;
  await fc.assert(
    fc.asyncProperty(story, async (events) => {
      const { recorded, requests } = await play(events);
      for (const { request: each } of requests) {
        const mine = recorded.filter(({ aggregateId }) => aggregateId === each.requestId);
        const no = new Set<string>();
        let accepted = false;
        for (const event of mine) {
          if (event.type === 'PlacementOffered') {
            expect(no.has(event.data.shelterId)).toBe(false);
            accepted = false;
          }
          if (event.type === 'OfferAccepted' || event.type === 'PlacementConfirmed') accepted = true;
          if (
            event.type === 'OfferEnded' &&
            (event.data.reason === 'declined' || (event.data.reason === 'expired' && !accepted))
          ) {
            no.add(event.data.shelterId);
            refusals++;
          }
        }
        expect(each.triedShelters.toSorted()).toEqual([...no].sort());
        if (each.mode === 'assign' && no.size > 0 && mine.at(-1)?.type === 'OfferEnded')
          expect(mine.at(-1)).toMatchObject({ data: { reason: expect.not.stringMatching('declined') } });
      }
    }),
    { numRuns: 200 },
  );
  expect(refusals).toBeGreaterThan(10);
}, 120_000);

it('numbers the events of a request without a gap', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (events) => {
      const { recorded, requests } = await play(events);
      for (const { request: each, seq } of requests) {
        const numbers = recorded.filter(({ aggregateId }) => aggregateId === each.requestId).map((event) => event.seq);
        expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
      }
    }),
    { numRuns: 50 },
  );
}, 60_000);
