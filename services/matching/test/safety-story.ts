import fc from 'fast-check';
import { confirm, end } from '../src/endings.js';
import { cancelMove, confirmMove, dismissAlert, move } from '../src/moving.js';
import { choose, place } from '../src/requests.js';
import { anOpenHouse, capacityInMemory, turns } from './capacity-in-memory.js';
import { matchingInMemory, womanAlone } from './simulation.js';
import { zonesInMemory } from './zones-in-memory.js';

/** Houses of one bed in four communes; the two first lie near one another. Those with an even number are asked. */
const houses = ['59606', '59014', '59526', '59153', '59606', '59526'].map((commune, index) => ({
  shelterId: `s${index}`,
  commune,
  acceptance: index % 2 === 0 ? ('asked' as const) : ('automatic' as const),
}));
export const communeOfHouse = (shelterId: string): string =>
  houses.find((house) => house.shelterId === shelterId)?.commune ?? '';
const areas = [
  { commune: '59606', radiusKm: 0 },
  { commune: '59606', radiusKm: 4 },
  { commune: '59526', radiusKm: 0 },
  { commune: '59153', radiusKm: 6 },
];
const requestIds = ['r0', 'r1', 'r2'] as const;
export const linkOf = (requestId: string): string => `link-${requestId}`;

const request = fc.constantFrom(...requestIds);
const process = fc.nat({ max: 1 });
const house = fc.constantFrom(...houses.map(({ shelterId }) => shelterId));
const zoneId = fc.constantFrom('z0', 'z1');
const of = <T extends string, F extends Record<string, fc.Arbitrary<unknown>>>(name: T, fields: F) =>
  fc.record({ do: fc.constant(name), ...fields }) as fc.Arbitrary<
    { do: T } & { [K in keyof F]: F[K] extends fc.Arbitrary<infer V> ? V : never }
  >;
const step = fc.oneof(
  { weight: 4, arbitrary: of('place', { request, process }) },
  { weight: 3, arbitrary: of('link', { request, process }) },
  { weight: 4, arbitrary: of('confirm', { request, process }) },
  { weight: 1, arbitrary: of('choose', { request, process, house }) },
  { weight: 7, arbitrary: of('move', { request, process, house, key: fc.nat({ max: 2 }) }) },
  { weight: 4, arbitrary: of('confirmMove', { request, process }) },
  { weight: 2, arbitrary: of('cancelMove', { request, process }) },
  { weight: 2, arbitrary: of('dismiss', { request, process }) },
  { weight: 1, arbitrary: of('end', { request, process, how: fc.constantFrom('withdraw', 'stayHome') }) },
  {
    weight: 6,
    arbitrary: of('answer', {
      nth: fc.nat({ max: 5 }),
      how: fc.constantFrom('accept', 'accept', 'decline', 'arrive', 'arrive', 'leave'),
    }),
  },
  {
    weight: 5,
    arbitrary: of('zone', {
      zoneId,
      how: fc.constantFrom('set', 'move', 'link', 'breach', 'end', 'hostedAway'),
      area: fc.constantFrom(...areas),
      request,
    }),
  },
  { weight: 1, arbitrary: of('later', { minutes: fc.constantFrom(1, 16, 31) }) },
  { weight: 4, arbitrary: of('catchUp', { process, count: fc.nat({ max: 6 }) }) },
  { weight: 4, arbitrary: of('catchUpZones', { process, count: fc.nat({ max: 4 }) }) },
  { weight: 4, arbitrary: of('hear', { process, count: fc.nat({ max: 4 }), again: fc.nat({ max: 2 }) }) },
  { weight: 3, arbitrary: of('hearZones', { process, count: fc.nat({ max: 4 }), again: fc.nat({ max: 2 }) }) },
  { weight: 1, arbitrary: of('serve', { process }) },
  { weight: 1, arbitrary: of('crash', { process }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
type Story = { begin: Begin[]; batches: [Step, number][][]; faults: number[]; storeFaults: number[] };
/** How far each household has come when the story begins. */
const begin = fc.constantFrom('unknown', 'placed', 'arrived', 'arrived');
type Begin = typeof begin extends fc.Arbitrary<infer S> ? S : never;
/** Steps of one batch run at the same time, each beginning some turns late. */
export const story: fc.Arbitrary<Story> = fc.record({
  begin: fc.array(begin, { minLength: 3, maxLength: 3 }),
  batches: fc.array(fc.array(fc.tuple(step, fc.constantFrom(0, 0, 20, 60)), { minLength: 1, maxLength: 4 }), {
    minLength: 8,
    maxLength: 30,
    size: 'max',
  }),
  faults: fc.array(fc.constantFrom(0, 0, 0, 1, 2, 40, 200), { maxLength: 40, size: 'max' }),
  storeFaults: fc.array(fc.constantFrom(0, 0, 0, 0, 0, 1, 2), { maxLength: 40, size: 'max' }),
});

/** Lives through a story with capacity's and the zones' own cores, and then until nothing is left to do. */
export async function play({ begin: beginnings, batches, faults, storeFaults }: Story) {
  let nowMs = Date.parse('2026-01-05T20:00:00.000Z');
  const clock = { now: () => new Date(nowMs) };
  const now = () => clock.now().toISOString();
  const capacity = capacityInMemory(clock);
  const zones = zonesInMemory(clock);
  const [remaining, storeRemaining]: [number[], number[]] = [[], []];
  const matching = matchingInMemory({
    clock,
    capacity,
    zones,
    fault: () => remaining.shift() ?? 0,
    storeFault: () => storeRemaining.shift() ?? 0,
  });
  for (const { shelterId, acceptance, commune } of houses)
    capacity.execute(shelterId, anOpenHouse(shelterId, acceptance, commune));
  const processes = [matching.start(), matching.start()];
  for (const each of processes) each.catchUp(houses.length);
  const at = (index: number) => {
    const found = processes[index];
    if (!found) throw new Error('no such process');
    return found;
  };
  const expire = () => {
    for (const { shelterId } of houses) capacity.execute(shelterId, { do: 'expire', now: now() });
  };
  const zone = ({ zoneId: id, how, area, request: requestId }: Extract<Step, { do: 'zone' }>) => {
    const term = { until: '2026-12-31', now: now() };
    if (how === 'set')
      return zones.execute(id, {
        do: 'set',
        fileId: 'f',
        area,
        from: '2026-01-01',
        links: [linkOf(requestId)],
        ...term,
      });
    if (how === 'move') return zones.execute(id, { do: 'move', area, ...term });
    if (how === 'link') return zones.execute(id, { do: 'link', link: linkOf(requestId) });
    if (how === 'breach') return zones.execute(id, { do: 'breach', on: '2026-01-05', now: now() });
    if (how === 'end') return zones.execute(id, { do: 'end' });
    return zones.execute(id, { do: 'hostedAway', hostedAway: true });
  };
  const answer = ({ nth, how }: Extract<Step, { do: 'answer' }>) => {
    const hold = capacity.holds()[nth];
    if (!hold) return;
    const ref = { holdId: hold.holdId, token: hold.token };
    if (how === 'accept') capacity.execute(hold.shelterId, { do: 'accept', now: now(), confirmMinutes: 30, ...ref });
    else if (how === 'decline') capacity.execute(hold.shelterId, { do: 'decline', reason: 'other', ...ref });
    else capacity.execute(hold.shelterId, { do: how as 'arrive' | 'leave', ...ref });
  };
  const run = async (each: Step): Promise<unknown> => {
    switch (each.do) {
      case 'place': {
        const surroundings = { callerCommune: '59606', minimumDistanceKm: 0, avoid: [] };
        return place(at(each.process).desk, each.request, { ...womanAlone('assign'), surroundings });
      }
      case 'link':
        return at(each.process).desk.execute(each.request, { do: 'giveLink', link: linkOf(each.request) });
      case 'confirm':
        return confirm(at(each.process).desk, each.request, undefined);
      case 'choose':
        return choose(at(each.process).desk, each.request, each.house, null);
      case 'move':
        return move(at(each.process).desk, each.request, each.house, `key-${each.key}`);
      case 'confirmMove':
        return confirmMove(at(each.process).desk, each.request, undefined);
      case 'cancelMove':
        return cancelMove(at(each.process).desk, each.request);
      case 'dismiss':
        return dismissAlert(at(each.process).desk, each.request);
      case 'end': {
        const how =
          each.how === 'stayHome' ? ({ do: 'stayHome' } as const) : ({ do: 'withdraw', reason: 'other' } as const);
        return end(at(each.process).desk, each.request, how);
      }
      case 'answer':
        return answer(each);
      case 'zone':
        return zone(each);
      case 'later':
        nowMs += each.minutes * 60_000;
        return expire();
      case 'catchUp':
        return at(each.process).catchUp(each.count);
      case 'catchUpZones':
        return at(each.process).catchUpZones(each.count);
      case 'hear':
        return at(each.process).hearNext(each.count, each.again);
      case 'hearZones':
        return at(each.process).hearZones(each.count, each.again);
      case 'serve':
        return at(each.process).serveAll();
      case 'crash':
        processes[each.process] = matching.start();
    }
  };
  for (const [index, how] of beginnings.entries()) {
    const requestId = requestIds[index];
    if (requestId === undefined || how === 'unknown') continue;
    const of = { request: requestId, process: 0 };
    await run({ do: 'place', ...of });
    await run({ do: 'link', ...of });
    const nth = capacity.holds().findIndex((hold) => hold.requestId === requestId);
    if (capacity.holds()[nth]?.state === 'offered') await run({ do: 'answer', nth, how: 'accept' });
    await run({ do: 'confirm', ...of });
    if (how === 'arrived') await run({ do: 'answer', nth, how: 'arrive' });
    await run({ do: 'hear', process: 0, count: 10, again: 0 });
  }
  remaining.push(...faults);
  storeRemaining.push(...storeFaults);
  for (const batch of batches) await Promise.allSettled(batch.map(([each, late]) => turns(late).then(() => run(each))));

  // Then everything works again, and time passes until nothing is left to do.
  remaining.length = 0;
  storeRemaining.length = 0;
  for (let round = 0; round < 4; round++) {
    nowMs += 2 * 60_000;
    expire();
    for (const each of processes) {
      each.catchUp(10_000);
      await each.hearNext(10_000, 0);
      await each.hearZones(10_000, 0);
      each.catchUp(10_000);
      await each.catchUpZones(10_000);
      await each.repair.once();
    }
  }
  for (const each of processes) each.catchUp(10_000);
  await at(0).hearNext(10_000, 0);
  return { capacity, zones, requests: await matching.all() };
}
