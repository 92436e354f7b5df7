import type { Shelter } from '@abri/contracts/shelter';
import fc from 'fast-check';
import { rank } from '../ranking/rank.js';
import { anyShelter, anyWish, heldBy, placesOf, shelter, unit, wish } from '../../test-places.js';
import { createPlaces, type Places } from './places.js';

/** Everything that the model says of each shelter, by id: rules, free units, holds. */
function contents(places: Places) {
  const { shelter: columns, unit: units } = places.columns();
  const communes = new Map(places.shelters.map(({ commune }) => [places.distances.number(commune), commune]));
  const entries = places.shelters.map((house, row) => {
    const start = columns.unitStart[row] ?? 0;
    const slots = Array.from({ length: columns.unitCount[row] ?? 0 }, (_, index) => start + index);
    const { commune, ...facts } = places.facts;
    return [
      house.shelterId,
      {
        house,
        seq: columns.seq[row],
        commune: communes.get(commune.at(row)),
        ...Object.fromEntries(Object.entries(facts).map(([name, column]) => [name, column.at(row)])),
        units: slots.map((slot) => [units.beds[slot], units.cots[slot], units.flags[slot]]),
        holds: house.holds.map(({ requestId }) => places.holdsOf(requestId)),
      },
    ] as const;
  });
  return Object.fromEntries(entries);
}

/** States of five shelters as they change, some told twice, some told late. */
const history = fc
  .array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 25 })
  .chain((order) => fc.tuple(...order.map((n) => anyShelter(`s${n}`))))
  .map((states) => {
    const seqs = new Map<string, number>();
    return states.map((state) => {
      const seq = (seqs.get(state.shelterId) ?? 0) + 1;
      seqs.set(state.shelterId, seq);
      return { state, seq };
    });
  });
const repeats = fc.array(fc.nat({ max: 200 }), { maxLength: 10 });
const last = (messages: { state: Shelter; seq: number }[]) => [
  ...new Map(messages.map((message) => [message.state.shelterId, message])).values(),
];

describe('the read model', () => {
  it('is the same whether it followed every state or was rebuilt from the last ones', () => {
    fc.assert(
      fc.property(history, repeats, anyWish, (messages, again, asked) => {
        const live = createPlaces();
        messages.forEach((message, index) => {
          live.apply(message.state, message.seq);
          for (const at of again) {
            const late = messages[at % (index + 1)];
            if (late) live.apply(late.state, late.seq);
          }
        });
        const rebuilt = createPlaces();
        for (const { state, seq } of last(messages)) rebuilt.apply(state, seq);
        expect(contents(live)).toEqual(contents(rebuilt));
        expect(rank(live, asked)).toEqual(rank(rebuilt, asked));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps back what is being asked for, and no trace of it after', () => {
    const places = placesOf(
      shelter('a', { units: [unit('u1'), unit('dorm', { beds: 4, cots: 0, sharing: 'shared' })] }),
    );
    const before = JSON.stringify(contents(places));
    places.reserve('h1', 'a', [{ unitId: 'u1', beds: 3, cots: 1 }]);
    places.reserve('h2', 'a', [{ unitId: 'dorm', beds: 4, cots: 0 }]);
    expect(rank(places, wish()).places).toEqual([]);
    places.unreserve('h2');
    expect(rank(places, wish()).places).toHaveLength(1);
    places.unreserve('h1');
    places.unreserve('never');
    expect(JSON.stringify(contents(places))).toBe(before);
  });

  it('counts a hold once when its state comes before its answer', () => {
    const dorm = unit('dorm', { beds: 2, cots: 0, sharing: 'shared' });
    const places = placesOf(shelter('a', { units: [dorm] }));
    places.reserve('hold-of-r', 'a', [{ unitId: 'dorm', beds: 1, cots: 0 }]);
    places.apply(shelter('a', { units: [dorm], holds: [heldBy('r', [{ unitId: 'dorm', beds: 1, cots: 0 }])] }), 2);
    expect(rank(places, wish()).places).toHaveLength(1);
  });

  it('says when a change may help somebody who waits', () => {
    const places = createPlaces();
    const held = shelter('a', { holds: [heldBy('r', [{ unitId: 'u1', beds: 3, cots: 1 }])] });
    expect(places.apply(shelter('a'), 1)).toBe('freed');
    expect(places.apply(held, 2)).toBe('taken');
    expect(places.holdsOf('r')).toHaveLength(1);
    expect(places.apply(shelter('a'), 1)).toBe('old');
    expect(places.apply(shelter('a'), 3)).toBe('freed');
    expect(places.holdsOf('r')).toEqual([]);
    expect(
      places.apply(
        shelter('a', {
          units: [
            unit('u1', { service: { state: 'outOfService', reason: 'works', since: '2026-01-01T00:00:00.000Z' } }),
          ],
        }),
        4,
      ),
    ).toBe('taken');
    expect(places.apply(shelter('a'), 5)).toBe('freed');
    expect(places.apply(shelter('a', { units: [unit('u1'), unit('u2')] }), 6)).toBe('freed');
    expect(places.apply(shelter('a', { units: [unit('u1'), unit('u2')], equipment: ['oxygen'] }), 7)).toBe('freed');
  });

  it('grows over thousands of shelters', () => {
    const places = createPlaces();
    for (let n = 0; n < 3_000; n++) places.apply(shelter(`s${n}`, { units: [unit('u1'), unit('u2')] }), 1);
    expect(rank(places, wish()).considered).toBe(3_000);
    expect(places.rowOf('s2999')).toBe(2_999);
  });
});
