import type { PlacementRequest } from '@abri/contracts/placement';
import { dangerOrder } from '@abri/contracts/vocabulary';
import fc from 'fast-check';
import { servingOrder } from './domain/ranking/serving-order.js';
import { wish } from './test-places.js';
import { createWaitingList } from './waiting-list.js';

const now = '2026-01-05T20:00:00.000Z';
const request = (
  requestId: string,
  danger: (typeof dangerOrder)[number],
  second: number,
  waits: boolean,
): PlacementRequest => ({
  requestId,
  reference: 'A1-000',
  household: wish().household,
  needs: wish().needs,
  surroundings: wish().surroundings,
  assessment: { instrument: 'abri-short-1', answers: {} },
  danger,
  score: 0,
  mode: 'assign',
  requestedAt: `2026-01-05T20:00:0${second}.000Z`,
  status: waits ? { state: 'waiting', since: now } : { state: 'ended', outcome: 'withdrawn', endedAt: now },
  attempts: 0,
  triedShelters: [],
  links: [],
  unsafe: null,
  moving: null,
});
/** Eight requests that never change but in whether they wait; news of them comes in any order, and twice. */
const fixed = Array.from({ length: 8 }, (_, n) => ({
  id: `r${n}`,
  danger: dangerOrder[n % 4] ?? 'variable',
  second: (n * 3) % 5,
}));
const news = fc.array(fc.record({ of: fc.nat({ max: 7 }), seq: fc.integer({ min: 1, max: 6 }) }), { maxLength: 60 });

it('holds who waits by the latest news, in the order of serving, and knows each one’s place', () => {
  fc.assert(
    fc.property(news, (messages) => {
      const list = createWaitingList();
      const latest = new Map<number, number>();
      for (const { of, seq } of messages) {
        const { id, danger, second } = fixed[of] ?? { id: 'r0', danger: 'variable', second: 0 };
        list.note(request(id, danger, second, seq % 2 === 1), seq);
        latest.set(of, Math.max(seq, latest.get(of) ?? 0));
      }
      const waiting = [...latest]
        .flatMap(([of, seq]) => (seq % 2 === 1 ? [fixed[of]] : []))
        .flatMap((each) => each ?? []);
      const expected = waiting
        .map(({ id, danger, second }) => ({ requestId: id, danger, since: `2026-01-05T20:00:0${second}.000Z` }))
        .sort(servingOrder)
        .map(({ requestId }) => requestId);
      expect(list.inOrder().map(({ requestId }) => requestId)).toEqual(expected);
      expect(expected.map((id) => list.rankOf(id))).toEqual(expected.map((_, index) => index + 1));
      expect(list.rankOf('never')).toBeNull();
      expect(Object.values(list.counts()).reduce((sum, count) => sum + count, 0)).toBe(expected.length);
    }),
    { numRuns: 500 },
  );
});
