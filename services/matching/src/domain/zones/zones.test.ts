import type { PublicZone } from '@abri/contracts/penal-file';
import fc from 'fast-check';
import { communeCodes, placesOf, shelter, wish } from '../../test-places.js';
import { rank } from '../ranking/rank.js';
import { covers, isInside } from './covers.js';
import { createZones } from './zones.js';

const zone = (more: Partial<PublicZone> = {}): PublicZone => ({
  area: { commune: '59606', radiusKm: 0 },
  from: '2026-01-01',
  until: '2026-12-31',
  state: 'inForce',
  links: ['mine'],
  hostedAway: false,
  ...more,
});
function zonesOf(...zones: PublicZone[]) {
  const model = createZones();
  zones.forEach((each, index) => model.apply(`z${index}`, each, 1));
  return model;
}

it('counts a zone for the cases that it names, while it is in force', () => {
  const areas = (...zones: PublicZone[]) => zonesOf(...zones).areasOf(['mine']);
  expect(areas(zone())).toEqual([{ commune: '59606', radiusKm: 0 }]);
  expect(areas(zone({ links: ['other'] }))).toEqual([]);
  expect(areas(zone({ state: 'planned' }), zone({ state: 'ended' }))).toEqual([]);
  expect(zonesOf(zone({ links: ['mine', 'second'] })).areasOf(['mine', 'second'])).toHaveLength(1);
});

it('says whose cases to look at: those that a zone protected, and those that it protects now', () => {
  const model = createZones();
  expect(model.apply('z', zone(), 1)).toEqual(['mine']);
  expect(model.apply('z', zone({ links: ['mine', 'other'] }), 3)).toEqual(['mine', 'other']);
  expect(model.apply('z', zone(), 2)).toEqual([]);
  expect(model.areasOf(['other'])).toHaveLength(1);
});

it('is the same whatever the order, the repeats and the delays of its news', () => {
  const news = fc.record({
    zoneId: fc.constantFrom('z0', 'z1'),
    seq: fc.integer({ min: 1, max: 6 }),
  });
  const stateAt = ({ zoneId, seq }: { zoneId: string; seq: number }) =>
    zone({
      area: { commune: communeCodes[seq % 4] ?? '', radiusKm: seq },
      links: [`link-${seq % 2}`, zoneId],
      state: seq === 6 ? 'ended' : 'inForce',
    });
  const links = ['link-0', 'link-1', 'z0', 'z1'];
  fc.assert(
    fc.property(
      fc
        .array(news, { maxLength: 12 })
        .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        const [one, other] = [createZones(), createZones()];
        for (const each of all) one.apply(each.zoneId, stateAt(each), each.seq);
        for (const each of [...shuffled, ...shuffled]) other.apply(each.zoneId, stateAt(each), each.seq);
        const sorted = (areas: readonly object[]) => areas.map((area) => JSON.stringify(area)).sort();
        for (const link of links) expect(sorted(other.areasOf([link]))).toEqual(sorted(one.areasOf([link])));
      },
    ),
  );
});

it('covers a commune by its code and its neighbours by distance, and does not know where the district does not', () => {
  expect(covers({ commune: '59606', radiusKm: 0 }, '59606')).toBe(true);
  expect(covers({ commune: '59606', radiusKm: 0 }, '59014')).toBe(false);
  expect(covers({ commune: '59606', radiusKm: 5 }, '59014')).toBe(true);
  expect(covers({ commune: '59606', radiusKm: 5 }, '59526')).toBe(false);
  expect(covers({ commune: '75056', radiusKm: 5 }, '59606')).toBeNull();
  expect(covers({ commune: '75056', radiusKm: 0 }, '75056')).toBe(true);
});

it('alerts of a place exactly where the rule would not offer it', () => {
  const area = fc.record({
    commune: fc.constantFrom(...communeCodes, '75056'),
    radiusKm: fc.constantFrom(0, 1, 3, 8, 20),
  });
  let inside = 0;
  fc.assert(
    fc.property(fc.array(area, { maxLength: 3 }), fc.constantFrom(...communeCodes), (zones, commune) => {
      const { places } = rank(placesOf(shelter('a', { commune })), wish({ zones }));
      expect(places.length === 0).toBe(isInside(zones, commune));
      if (isInside(zones, commune)) inside++;
    }),
    { numRuns: 500 },
  );
  expect(inside).toBeGreaterThan(50);
});

describe('home is free', () => {
  const home = (...zones: PublicZone[]) => zonesOf(...zones).isHomeFree(['mine'], '59606');
  it('where a zone covers it and whom it keeps away is hosted elsewhere', () => {
    expect(home(zone({ hostedAway: true }))).toBe(true);
    expect(home(zone())).toBe(false);
    expect(home(zone({ hostedAway: true, area: { commune: '59526', radiusKm: 0 } }))).toBe(false);
    expect(home(zone({ hostedAway: true, links: ['other'] }))).toBe(false);
    expect(home(zone({ hostedAway: true, state: 'planned' }))).toBe(false);
  });
  it('not while another zone reaches it, or may, and nobody is hosted away for that one', () => {
    const away = zone({ hostedAway: true });
    expect(home(away, zone({ area: { commune: '59014', radiusKm: 5 } }))).toBe(false);
    expect(home(away, zone({ area: { commune: '75056', radiusKm: 5 } }))).toBe(false);
    expect(home(away, zone({ area: { commune: '59526', radiusKm: 1 } }))).toBe(true);
  });
});
