import { type ChartOption, note, plain } from './option.js';

/** A flow through columns of nodes. Links go from a node of one column to one of a later column. */
export interface Sankey {
  nodes: readonly { id: string; name: string; column: number; value: number }[];
  links: readonly { from: string; to: string; value: number }[];
  words: (value: number) => string;
}

/** The drawing of a flow: every node has its name and its number written beside it. */
export const sankeyOption =
  (o: Sankey): ChartOption =>
  (palette) => {
    const names = new Map(o.nodes.map(({ id, name }) => [id, name]));
    const last = Math.max(0, ...o.nodes.map(({ column }) => column));
    return {
      tooltip: {
        ...note(palette),
        formatter: (shown) => {
          const one = Array.isArray(shown) ? shown[0] : shown;
          const data = one?.data as { source?: string; target?: string; name?: string; value?: number } | undefined;
          const value = o.words(Number(data?.value ?? one?.value ?? 0));
          return data?.source === undefined
            ? `${names.get(data?.name ?? '') ?? ''}: ${value}`
            : `${names.get(data.source) ?? ''} → ${names.get(data.target ?? '') ?? ''}: ${value}`;
        },
      },
      series: [
        {
          type: 'sankey',
          ...{ left: 4, right: 4, top: 10, bottom: 10, nodeWidth: 14, nodeGap: 22, layoutIterations: 32 },
          draggable: false,
          emphasis: { focus: 'adjacency' },
          data: o.nodes.map(({ id, column, value }) => ({
            name: id,
            depth: column,
            value,
            itemStyle: {
              color: palette.series[column % palette.series.length],
              borderColor: palette.text,
              decal: plain,
            },
            label: { position: column === last ? 'left' : 'right' },
          })),
          links: o.links.map(({ from, to, value }) => ({ source: from, target: to, value })),
          lineStyle: { color: palette.dimmed, opacity: 0.28, curveness: 0.5 },
          label: {
            ...{ color: palette.text, fontSize: 13, textBorderColor: palette.surface, textBorderWidth: 3 },
            formatter: ({ name, value }) => `${names.get(name) ?? name}  ${Number(value)}`,
          },
        },
      ],
    };
  };
