import { Board } from '@abri/contracts/board-api';
import fc from 'fast-check';
import { flowShape } from './flow-shape.js';

const path = Board.shape.flow.element.shape;
const paths = fc.uniqueArray(
  fc.record({
    first: fc.constantFrom(...path.first.options),
    yes: fc.constantFrom(...path.yes.options),
    outcome: fc.constantFrom(...path.outcome.options),
    calls: fc.integer({ min: 1, max: 500 }),
  }),
  { selector: ({ first, yes, outcome }) => `${first} ${yes} ${outcome}`, maxLength: 40 },
);

it('loses no call and makes none: what flows into a node is what flows out of it', () => {
  fc.assert(
    fc.property(paths, (all) => {
      const { nodes, links } = flowShape(all);
      const calls = all.reduce((sum, one) => sum + one.calls, 0);
      const sum = (which: (link: (typeof links)[number]) => boolean) =>
        links.filter(which).reduce((total, { value }) => total + value, 0);
      for (const { id, column, value } of nodes) {
        if (column > 0) expect(sum(({ to }) => to === id)).toBe(value);
        if (column < 3) expect(sum(({ from }) => from === id)).toBe(value);
      }
      for (const column of [0, 1, 2, 3])
        expect(nodes.filter((node) => node.column === column).reduce((total, { value }) => total + value, 0)).toBe(
          calls,
        );
    }),
  );
});
