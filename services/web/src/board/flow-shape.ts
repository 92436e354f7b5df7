import type { FlowPath } from '@abri/contracts/board-api';

export interface FlowShape {
  nodes: { id: string; column: number; value: number }[];
  links: { from: string; to: string; value: number }[];
}

/** The nodes and links of the paths: `call`, then `first.…`, `yes.…` and `outcome.…`. What flows in flows out. */
export function flowShape(paths: readonly FlowPath[]): FlowShape {
  const nodes = new Map<string, FlowShape['nodes'][number]>();
  const links = new Map<string, FlowShape['links'][number]>();
  for (const { first, yes, outcome, calls } of paths) {
    const way = ['call', `first.${first}`, `yes.${yes}`, `outcome.${outcome}`];
    way.forEach((id, column) => {
      const node = nodes.get(id) ?? { id, column, value: 0 };
      nodes.set(id, node);
      node.value += calls;
      const from = way[column - 1];
      if (from === undefined) return;
      const link = links.get(`${from} ${id}`) ?? { from, to: id, value: 0 };
      links.set(`${from} ${id}`, link);
      link.value += calls;
    });
  }
  return { nodes: [...nodes.values()], links: [...links.values()] };
}
