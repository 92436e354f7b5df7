import { HostingSite } from '@abri/contracts/penal-file';
import fc from 'fast-check';
import { liesIn } from './areas.js';
import { decideSite, noSite, type SiteCommand, siteAggregate, type SiteState } from './site.js';
import { day, later, now } from './test-files.js';
import { decideZone, zoneAggregate, type ZoneCommand, type ZoneState } from './zone.js';

const valenciennes = '59606';
const denain = '59172';

describe('an exclusion zone', () => {
  const run = (state: ZoneState, command: ZoneCommand) => {
    const decision = decideZone(command, state);
    if ('refused' in decision) return { state, facts: [], refused: decision.refused };
    return { state: decision.reduce(zoneAggregate.evolve, state), facts: decision, refused: undefined };
  };
  const area = { commune: valenciennes, radiusKm: 5 };
  const set: ZoneCommand = { do: 'set', fileId: 'secret-file', area, from: day(0), until: day(30), links: ['l1'], now };
  const given = (...commands: ZoneCommand[]) =>
    commands.reduce<ZoneState>((state, command) => run(state, command).state, null);

  it('says where and until when, and which cases must be looked at, and never whose it is', () => {
    const { facts, state } = run(null, set);
    expect(facts.map(({ type, data }) => ({ type, data }))).toEqual([
      { type: 'ZoneSet', data: { area, from: day(0), until: day(30), links: ['l1'] } },
      { type: 'ZoneInForce', data: { links: ['l1'] } },
    ]);
    expect(state?.fileId).toBe('secret-file');
    expect(JSON.stringify(zoneAggregate.publicState(state))).not.toContain('secret-file');
  });
  it('begins and ends by the clock', () => {
    const planned = given({ ...set, from: day(3) } as ZoneCommand);
    expect(planned?.state).toBe('planned');
    expect(zoneAggregate.dueAt(planned)).toBe('2026-03-04T22:00:00.000Z');
    const inForce = run(planned, { do: 'tick', now: later(3) }).state;
    expect(inForce?.state).toBe('inForce');
    expect(run(inForce, { do: 'tick', now: later(31) }).state?.state).toBe('ended');
  });
  it('tells of moves, links and breaches with every case that it protects, and of nothing once it is over', () => {
    const linked = given(set, { do: 'link', link: 'l2' });
    const moved = run(linked, { do: 'move', area: { commune: denain, radiusKm: 0 }, until: day(40), now });
    expect(moved.facts[0]?.data).toMatchObject({ links: ['l1', 'l2'], area: { commune: denain } });
    expect(run(linked, { do: 'breach', on: day(0), now }).facts[0]?.data).toEqual({ on: day(0), links: ['l1', 'l2'] });
    expect(run(linked, { do: 'breach', on: day(2), now }).refused).toBe('dayAhead');
    const over = run(linked, { do: 'end' }).state;
    expect(run(over, { do: 'breach', on: day(0), now }).refused).toBe('zoneOver');
    expect(run(over, { do: 'end' }).facts).toEqual([]);
  });
  it('says once that its person is hosted away, also to a case that is linked later, and nothing once it is over', () => {
    const away: ZoneCommand = { do: 'hostedAway', hostedAway: true };
    const told = run(given(set), away);
    expect(told.facts).toEqual([{ type: 'HostedAwayChanged', data: { hostedAway: true, links: ['l1'] } }]);
    expect(zoneAggregate.publicState(told.state)).toMatchObject({ hostedAway: true });
    expect(run(told.state, away).facts).toEqual([]);
    expect(run(told.state, { do: 'link', link: 'l2' }).facts).toEqual([
      { type: 'ZoneLinked', data: { links: ['l1', 'l2'] } },
      { type: 'HostedAwayChanged', data: { hostedAway: true, links: ['l1', 'l2'] } },
    ]);
    expect(run(given(set, { do: 'end' }), away)).toMatchObject({ facts: [], refused: undefined });
  });
  it('holds a commune by its centre, and one outside the district by its code', () => {
    expect(liesIn(denain, { commune: valenciennes, radiusKm: 0 })).toBe(false);
    expect(liesIn(denain, { commune: valenciennes, radiusKm: 12 })).toBe(true);
    expect(liesIn('75056', { commune: '75056', radiusKm: 0 })).toBe(true);
    expect(liesIn('75056', { commune: valenciennes, radiusKm: 50 })).toBe(false);
  });
});

describe('a hosting site', () => {
  const open: SiteCommand = {
    do: 'open',
    name: 'Résidence',
    commune: denain,
    places: [
      { placeId: 'p1', label: '1' },
      { placeId: 'p2', label: '2' },
    ],
  };
  const run = (state: SiteState, command: SiteCommand, at = now) => {
    const decision = decideSite(command, state);
    if ('refused' in decision) return { state, facts: [], refused: decision.refused };
    const after = decision.reduce((before, fact) => siteAggregate.evolve(before, fact, { at }), state);
    return { state: after, facts: decision, refused: undefined };
  };
  const given = (...commands: SiteCommand[]) => commands.reduce((state, command) => run(state, command).state, noSite);
  const hold = (more: object = {}): SiteCommand => ({
    do: 'hold',
    holdId: 'h1',
    placeId: 'p1',
    fileId: 'secret-file',
    zones: [],
    despite: false,
    holdMinutes: 60,
    now,
    ...more,
  });
  const ref = { holdId: 'h1', token: 1 };

  it('is held, confirmed, arrived at and left', () => {
    const state = given(open, hold(), { do: 'confirm', now, ...ref }, { do: 'arrive', ...ref });
    expect(state.site?.holds).toMatchObject([{ state: 'arrived', token: 1 }]);
    const left = run(state, { do: 'leave', ...ref }).state;
    expect(left).toMatchObject({ site: { holds: [] }, hosted: [] });
    expect(run(left, hold()).refused).toBe('holdEnded');
  });
  it('is not given to a second person, nor two places to one', () => {
    const state = given(open, hold());
    expect(run(state, hold({ holdId: 'h2', fileId: 'other' })).refused).toBe('placeTaken');
    expect(run(state, hold({ holdId: 'h2', placeId: 'p2' })).refused).toBe('alreadyHosted');
  });
  it('is not given where the person may not be', () => {
    const zones = [{ commune: valenciennes, radiusKm: 12 }];
    expect(run(given(open), hold({ zones })).refused).toBe('placeInZone');
    expect(run(given(open), hold({ zones: [{ commune: valenciennes, radiusKm: 2 }] })).refused).toBeUndefined();
  });
  it('is free again when the hold expires, and cannot be confirmed then', () => {
    const state = given(open, hold());
    expect(run(state, { do: 'confirm', now: later(1), ...ref }).refused).toBe('holdExpired');
    expect(run(state, { do: 'expire', now: later(1) }).state.site?.holds).toEqual([]);
    expect(run(state, hold({ holdId: 'h2', fileId: 'other', now: later(1) })).facts.map(({ type }) => type)).toEqual([
      'HostingHoldExpired',
      'HostingPlaceHeld',
    ]);
  });
  it('refuses a command with the token of a former hold', () => {
    expect(run(given(open, hold()), { do: 'release', holdId: 'h1', token: 7 }).refused).toBe('staleToken');
  });
  it('publishes no file', () => {
    const { state, facts } = run(given(open), hold());
    expect(JSON.stringify(facts.map(({ data }) => data))).not.toContain('secret-file');
    expect(JSON.stringify(siteAggregate.publicState(state))).not.toContain('secret-file');
  });

  const holdId = fc.constantFrom('h1', 'h2', 'h3', 'h4', 'h5');
  const minutes = fc.integer({ min: 0, max: 300 });
  const at = (minute: number) => new Date(Date.parse(now) + minute * 60_000).toISOString();
  const command = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .record({ holdId, placeId: fc.constantFrom('p1', 'p2'), fileId: fc.constantFrom('a', 'b', 'c'), minutes })
        .map(({ minutes: m, ...rest }) => hold({ now: at(m), ...rest })),
    },
    {
      weight: 4,
      arbitrary: fc
        .record({
          holdId,
          minutes,
          what: fc.constantFrom('confirm' as const, 'arrive' as const, 'leave' as const, 'release' as const),
          right: fc.boolean(),
        })
        .map(({ minutes: m, what, right, ...rest }) => (state: SiteState): SiteCommand => ({
          do: what,
          now: at(m),
          token: right ? (state.site?.holds.find((live) => live.holdId === rest.holdId)?.token ?? 1) : 1,
          ...rest,
        })),
    },
    { weight: 1, arbitrary: minutes.map((m): SiteCommand => ({ do: 'expire', now: at(m) })) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<SiteCommand>(
        { do: 'removePlace', placeId: 'p2' },
        { do: 'addPlace', place: { placeId: 'p2', label: '2' } },
      ),
    },
  );
  it('never has one place in two live holds, one person in two places, or a token twice', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40, size: 'max' }), (commands) => {
        let state = given(open);
        let highest = 0;
        for (const next of commands) {
          const { state: after, facts } = run(state, typeof next === 'function' ? next(state) : next);
          for (const fact of facts) {
            if (fact.type !== 'HostingPlaceHeld') continue;
            expect(fact.data.token).toBeGreaterThan(highest);
            highest = fact.data.token;
          }
          state = after;
          const holds = state.site?.holds ?? [];
          expect(new Set(holds.map((live) => live.placeId)).size).toBe(holds.length);
          expect(new Set(state.hosted.map(({ fileId }) => fileId)).size).toBe(holds.length);
          for (const live of holds)
            expect(state.site?.places.some(({ placeId }) => placeId === live.placeId)).toBe(true);
          expect(HostingSite.safeParse(state.site).success).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
