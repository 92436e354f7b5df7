import type { Flow } from '@abri/contracts/report-api';
import { isNumber } from './words.js';

/** The flow as it is drawn: each node in the column after the last one that flows into it, and what it carries. */
export function flowColumns({ nodes, links }: Flow) {
  const column = new Map(nodes.map(({ id }) => [id, 0]));
  // The contract's flow has no circle, so that as many rounds as there are nodes reach every one.
  for (let round = 0; round < nodes.length; round++)
    for (const { from, to } of links) column.set(to, Math.max(column.get(to) ?? 0, (column.get(from) ?? 0) + 1));
  const drawn = links.flatMap(({ from, to, count }) =>
    isNumber(count) && count > 0 ? [{ from, to, value: count }] : [],
  );
  const sum = (id: string, end: 'from' | 'to') =>
    drawn.reduce((total, link) => total + (link[end] === id ? link.value : 0), 0);
  return {
    nodes: nodes.flatMap(({ id }) => {
      const value = Math.max(sum(id, 'from'), sum(id, 'to'));
      return value > 0 ? [{ id, column: column.get(id) ?? 0, value }] : [];
    }),
    links: drawn,
    hidden: links.filter(({ count }) => !isNumber(count)).length,
  };
}
