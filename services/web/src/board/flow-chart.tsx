import type { Board } from '@abri/contracts/board-api';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart, useSame } from '../charts/chart.js';
import { sankeyOption } from '../charts/sankey.js';
import { flowShape } from './flow-shape.js';

const nodeWords = (t: TFunction, id: string) =>
  id === 'call' ? t('boardDay.call') : t(`boardDay.${id}` as 'boardDay.first.chosen');

/** From the call to the bed: the requests of the last 24 hours as a Sankey diagram. */
export function FlowChart(o: Pick<Board, 'flow'>) {
  const { t, i18n } = useTranslation();
  const flow = useSame(o.flow);
  const { nodes, links } = useMemo(() => flowShape(flow), [flow]);
  const total = flow.reduce((sum, { calls }) => sum + calls, 0);
  const option = useMemo(
    () =>
      sankeyOption({
        nodes: nodes.map((node) => ({ ...node, name: nodeWords(t, node.id) })),
        links,
        words: (count) => t('boardDay.requests', { count }),
      }),
    [nodes, links, i18n.language],
  );
  return (
    <Chart
      title={t('boardDay.flow')}
      caption={t('boardDay.flowNote', { count: total })}
      empty={total === 0 && t('boardDay.flowNone')}
      option={option}
      height="24rem"
      narrowest="44rem"
      table={{
        head: [t('boardDay.from'), t('boardDay.to'), t('boardDay.call')],
        rows: links.map(({ from, to, value }) => [nodeWords(t, from), nodeWords(t, to), value]),
      }}
    />
  );
}
