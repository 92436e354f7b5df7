import { flowColumns } from './flow-columns.js';

const nodes = ['called', 'atOnce', 'waited', 'arrived', 'withdrawn'].map((id) => ({ id }));

it('puts each node behind all that flow into it, and leaves out what carries nothing', () => {
  const { nodes: drawn, links } = flowColumns({
    nodes,
    links: [
      { from: 'called', to: 'atOnce', count: 30 },
      { from: 'called', to: 'waited', count: 0 },
      { from: 'atOnce', to: 'arrived', count: 25 },
      { from: 'atOnce', to: 'withdrawn', count: 5 },
      { from: 'called', to: 'withdrawn', count: 2 },
    ],
  });
  expect(Object.fromEntries(drawn.map(({ id, column }) => [id, column]))).toEqual({
    called: 0,
    atOnce: 1,
    arrived: 2,
    withdrawn: 2,
  });
  expect(drawn.find(({ id }) => id === 'withdrawn')?.value).toBe(7);
  expect(links).toHaveLength(4);
});

it('draws nothing of what may not be shown, and says how many flows that are', () => {
  const { links, hidden } = flowColumns({
    nodes,
    links: [
      { from: 'called', to: 'arrived', count: 12 },
      { from: 'called', to: 'withdrawn', count: '<5' },
      { from: 'called', to: 'waited', count: 'hidden' },
    ],
  });
  expect(links).toEqual([{ from: 'called', to: 'arrived', value: 12 }]);
  expect(hidden).toBe(2);
});
