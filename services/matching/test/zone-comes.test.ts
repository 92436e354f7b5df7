import type { PlacementRequest } from '@abri/contracts/placement';
import { confirm, end } from '../src/endings.js';
import { cancelMove, confirmMove, move } from '../src/moving.js';
import { place } from '../src/requests.js';
import { anOpenHouse, capacityInMemory } from './capacity-in-memory.js';
import { matchingInMemory, womanAlone } from './simulation.js';
import { zonesInMemory } from './zones-in-memory.js';

const away = { commune: '59526', radiusKm: 0 };
const here = { commune: '59606', radiusKm: 0 };

/** One household in the house `old`; `next` and `auto`, which takes every offer, lie elsewhere. Nothing repairs. */
async function household(o: { arrived?: boolean } = {}) {
  const clock = { now: () => new Date('2026-01-05T20:00:00.000Z') };
  const now = () => clock.now().toISOString();
  const capacity = capacityInMemory(clock);
  const zones = zonesInMemory(clock);
  const faults: number[] = [];
  const matching = matchingInMemory({ clock, capacity, zones, fault: () => faults.shift() ?? 0 });
  capacity.execute('old', anOpenHouse('old', 'automatic', '59606'));
  const { desk, repair, ...process } = matching.start();
  process.catchUp(100);
  const details = {
    ...womanAlone('assign'),
    surroundings: { callerCommune: '59606', minimumDistanceKm: 0, avoid: [] },
  };
  await place(desk, 'r', details);
  capacity.execute('next', anOpenHouse('next', 'asked', '59526'));
  capacity.execute('auto', anOpenHouse('auto', 'automatic', '59153'));
  process.catchUp(100);
  await desk.execute('r', { do: 'giveLink', link: 'link' });
  const holdAt = (shelterId: string) => capacity.holds().find((hold) => hold.shelterId === shelterId);
  const answer = (shelterId: string, how: 'accept' | 'arrive' | 'leave') => {
    const hold = holdAt(shelterId);
    if (!hold) throw new Error(`nothing is held at ${shelterId}`);
    const ref = { holdId: hold.holdId, token: hold.token };
    capacity.execute(
      shelterId,
      how === 'accept' ? { do: how, now: now(), confirmMinutes: 30, ...ref } : { do: how, ...ref },
    );
  };
  if (o.arrived !== undefined) {
    await confirm(desk, 'r', undefined);
    if (o.arrived) answer('old', 'arrive');
    await process.hearNext(100, 0);
  }
  const request = async (): Promise<PlacementRequest> => (await desk.read('r')).request;
  return {
    desk,
    repair,
    faults,
    capacity,
    holdAt,
    answer,
    request,
    hear: () => process.hearNext(100, 0),
    serve: () => process.serveAll(),
    catchUp: () => process.catchUp(100),
    /** A zone of the case, and matching hears of it. */
    async zone(area: typeof here, more: { hostedAway?: boolean } = {}) {
      const set = {
        do: 'set',
        fileId: 'f',
        area,
        from: '2026-01-01',
        until: '2026-12-31',
        links: ['link'],
        now: now(),
      } as const;
      zones.execute('z', set);
      if (more.hostedAway) zones.execute('z', { do: 'hostedAway', hostedAway: true });
      await process.catchUpZones(100);
    },
    async changes(command: Parameters<typeof zones.execute>[1]) {
      zones.execute('z', command);
      await process.catchUpZones(100);
      await process.hearZones(100, 0);
    },
    causeOf: async () => (await request()).unsafe?.cause ?? null,
  };
}
const ends = { do: 'end' } as const;

describe('a zone that comes to a household’s place', () => {
  it.each([undefined, false, true])(
    'raises an alert at once, and takes it back when it is gone (arrived: %s)',
    async (arrived) => {
      const o = await household(arrived === undefined ? {} : { arrived });
      await o.zone(away);
      expect(await o.causeOf()).toBeNull();
      await o.changes({ do: 'move', area: here, until: '2026-12-31', now: '2026-01-05T20:00:00.000Z' });
      expect(await o.causeOf()).toBe('insideZone');
      await o.changes(ends);
      expect(await o.causeOf()).toBeNull();
    },
  );

  it('raises an alert also where the code was given, or the place was offered, after the zone was known', async () => {
    const o = await household();
    await o.zone(here);
    await o.changes({ do: 'link', link: 'second' });
    await o.changes(ends);
    expect(await o.causeOf()).toBeNull();
    const late = await household();
    await late.zone(here);
    const { status } = await late.request();
    if (status.state !== 'accepted') throw new Error('not accepted');
    await late.desk.execute('r', { do: 'offerEnded', holdId: status.holdId, reason: 'expired' });
    expect(await late.causeOf()).toBeNull();
    const offer = { ...status, holdId: 'again', accepted: true };
    const { shelterId, holdId, token, allocations, expiresAt, accepted } = offer;
    await late.desk.execute('r', {
      do: 'offer',
      offer: { shelterId, holdId, token, allocations, expiresAt, accepted },
      attempt: 2,
      key: null,
    });
    expect(await late.causeOf()).toBe('insideZone');
  });

  it('raises an alert when it is entered, wherever the place lies, and once', async () => {
    const o = await household({ arrived: true });
    await o.zone(away);
    await o.changes({ do: 'breach', on: '2026-01-05', now: '2026-01-05T20:00:00.000Z' });
    expect(await o.causeOf()).toBe('zoneEntered');
  });

  it('is found by the sweep when nobody was there to hear of it', async () => {
    const o = await household({ arrived: true });
    o.desk.zones.apply(
      'unheard',
      { area: here, from: '2026-01-01', until: '2026-12-31', state: 'inForce', links: ['link'], hostedAway: false },
      1,
    );
    expect(await o.causeOf()).toBeNull();
    await o.repair.once();
    expect(await o.causeOf()).toBe('insideZone');
  });

  it('keeps a household that waits out of its houses', async () => {
    const o = await household();
    await o.zone(away);
    await end(o.desk, 'r', { do: 'withdraw', reason: 'other' });
    const details = { ...womanAlone('assign'), surroundings: { minimumDistanceKm: 0, avoid: [] } };
    for (const each of ['r1', 'r2', 'r3']) await place(o.desk, each, details);
    expect((await place(o.desk, 'r4', details)).request.status.state).toBe('waiting');
    await o.desk.execute('r4', { do: 'giveLink', link: 'link' });
    const free = async (shelterId: string) => {
      await end(o.desk, o.holdAt(shelterId)?.requestId ?? '', { do: 'withdraw', reason: 'other' });
      o.catchUp();
      await o.serve();
      return (await o.desk.read('r4')).request.status.state;
    };
    expect(await free('next')).toBe('waiting');
    expect(await free('old')).toBe('accepted');
  });
});

describe('a household that moves', () => {
  it.each([true, false])(
    'has its next place before the old one is free, in one press where nobody is asked (arrived: %s)',
    async (arrived) => {
      const o = await household({ arrived });
      await o.zone(here);
      const { request } = await move(o.desk, 'r', 'auto', 'key');
      expect(request).toMatchObject({
        status: { state: 'placed', shelterId: 'auto', arrived: false },
        moving: null,
        unsafe: null,
      });
      expect(o.holdAt('auto')?.state).toBe('confirmed');
      expect(o.holdAt('old')).toBeUndefined();
      const order = o.capacity.events.map(({ type }) => type);
      expect(order.lastIndexOf('HoldReleased')).toBeGreaterThan(order.lastIndexOf('HoldConfirmed'));
      expect((await move(o.desk, 'r', 'auto', 'key')).request).toEqual(request);
      expect((await move(o.desk, 'r', 'next', 'key')).request).toEqual(request);
    },
  );

  it('waits for a house that is asked, keeping its place, and moves when a worker confirms', async () => {
    const o = await household({ arrived: true });
    await o.zone(here);
    const { request } = await move(o.desk, 'r', 'next', 'key');
    expect(request).toMatchObject({ status: { shelterId: 'old' }, moving: { shelterId: 'next', state: 'offered' } });
    await expect(confirmMove(o.desk, 'r', undefined)).rejects.toMatchObject({
      problem: { type: 'urn:abri:problem:not-answered' },
    });
    o.answer('next', 'accept');
    await o.hear();
    expect((await o.request()).moving?.state).toBe('accepted');
    await expect(confirmMove(o.desk, 'r', 'another')).rejects.toMatchObject({
      problem: { type: 'urn:abri:problem:moved-on' },
    });
    expect((await confirmMove(o.desk, 'r', undefined)).request.status).toMatchObject({ shelterId: 'next' });
    expect(o.holdAt('old')).toBeUndefined();
  });

  it('keeps its place when the move is cancelled, and the next one is free again', async () => {
    const o = await household({ arrived: true });
    await move(o.desk, 'r', 'next', 'key');
    const { request } = await cancelMove(o.desk, 'r');
    expect(request).toMatchObject({ status: { shelterId: 'old', arrived: true }, moving: null });
    expect(o.holdAt('next')).toBeUndefined();
    expect(o.holdAt('old')?.state).toBe('arrived');
  });

  it('has its next place when one process cancels what another one has just confirmed, or keeps its old one', async () => {
    for (const late of [0, 3, 6, 10, 20, 40]) {
      const o = await household({ arrived: true });
      await move(o.desk, 'r', 'next', 'key');
      o.answer('next', 'accept');
      await o.hear();
      o.faults.push(late);
      const other = { ...o.desk, inTurn: <T>(_: string, work: () => Promise<T>) => work() };
      await Promise.allSettled([confirmMove(o.desk, 'r', undefined), cancelMove(other, 'r')]);
      const { status, moving } = await o.request();
      expect(moving).toBeNull();
      const held = o.capacity.holds().map(({ holdId }) => holdId);
      expect(held).toEqual(['holdId' in status ? status.holdId : '']);
    }
  });

  it('is moved by the next process when the first one dies after the confirmation, and the old place is freed', async () => {
    const o = await household({ arrived: true });
    await move(o.desk, 'r', 'next', 'key');
    o.answer('next', 'accept');
    await o.hear();
    o.faults.push(2, 2, 2);
    await expect(confirmMove(o.desk, 'r', undefined)).rejects.toThrow();
    expect(await o.request()).toMatchObject({ status: { shelterId: 'old' } });
    await o.hear();
    expect(await o.request()).toMatchObject({ status: { shelterId: 'next' }, moving: null });
    expect(o.holdAt('old')).toBeUndefined();
  });

  it('finds its next place confirmed when it leaves for it before a worker has pressed', async () => {
    const o = await household({ arrived: true });
    await move(o.desk, 'r', 'next', 'key');
    o.answer('next', 'accept');
    await o.hear();
    o.answer('old', 'leave');
    await o.hear();
    expect(await o.request()).toMatchObject({ status: { state: 'placed', shelterId: 'next' }, moving: null });
    expect(o.holdAt('next')?.state).toBe('confirmed');
  });
});

describe('a household that may stay home', () => {
  it('does so only while whom the zone keeps away is hosted elsewhere, and its place is free then', async () => {
    const o = await household({ arrived: false });
    await o.zone(here);
    await expect(end(o.desk, 'r', { do: 'stayHome' })).rejects.toMatchObject({
      problem: { type: 'urn:abri:problem:home-not-free' },
    });
    await o.changes({ do: 'hostedAway', hostedAway: true });
    await move(o.desk, 'r', 'next', 'key');
    const { request } = await end(o.desk, 'r', { do: 'stayHome' });
    expect(request).toMatchObject({ status: { state: 'ended', outcome: 'staysHome' }, links: ['link'], unsafe: null });
    expect(o.capacity.holds()).toEqual([]);
    expect((await end(o.desk, 'r', { do: 'stayHome' })).request).toEqual(request);
  });
});
