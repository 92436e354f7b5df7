import { dangerOrder } from '@abri/contracts/vocabulary';
import fc from 'fast-check';
import { servingOrder, type Waiting } from './serving-order.js';

const waiting: fc.Arbitrary<Waiting> = fc.record({
  requestId: fc.stringMatching(/^[a-z]{3}$/),
  danger: fc.constantFrom(...dangerOrder),
  since: fc.integer({ min: 0, max: 9 }).map((second) => `2026-01-01T00:00:0${second}.000Z`),
});

it('serves the highest danger first, then the longest wait, then one fixed order', () => {
  const list = fc.uniqueArray(waiting, { selector: ({ requestId }) => requestId, minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(list, (households) => {
      const served = [...households].sort(servingOrder);
      expect([...households].reverse().sort(servingOrder)).toEqual(served);
      served.slice(1).forEach((later, index) => {
        const earlier = served[index];
        if (!earlier) return;
        const [a, b] = [earlier, later].map(({ danger }) =>
          ['variable', 'increased', 'severe', 'extreme'].indexOf(danger),
        );
        expect(a).toBeGreaterThanOrEqual(b ?? 0);
        if (a === b) expect(Date.parse(earlier.since)).toBeLessThanOrEqual(Date.parse(later.since));
      });
    }),
  );
});
