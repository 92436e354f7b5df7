import type { Report } from '@abri/contracts/report-api';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../charts/chart.js';
import { heatMapOption } from '../../charts/heat-map.js';
import { sankeyOption } from '../../charts/sankey.js';
import { weekdayWords } from '../../ui/words.js';
import { flowColumns } from './flow-columns.js';
import { isNumber, numberWords, shownWords } from './words.js';

/** From the call to the bed: the year's requests as a Sankey diagram. */
export function FlowSection({ shelter }: Pick<Report, 'shelter'>) {
  const { t, i18n } = useTranslation();
  const { nodes, links, hidden } = useMemo(() => flowColumns(shelter.flow), [shelter.flow]);
  const name = (id: string) => t(`observatory.way.${id as 'called'}`);
  const option = useMemo(
    () =>
      sankeyOption({
        nodes: nodes.map((node) => ({ ...node, name: name(node.id) })),
        links,
        words: (count) => numberWords(i18n.language, count),
      }),
    [nodes, links, i18n.language],
  );
  return (
    <Chart
      title={t('observatory.flow')}
      caption={`${t('observatory.flowCaption')}${hidden > 0 ? ` ${t('observatory.flowHidden', { count: hidden })}` : ''}`}
      empty={links.length === 0 && t('observatory.nothing')}
      level={3}
      option={option}
      height="24rem"
      narrowest="40rem"
      table={{
        head: [t('observatory.from'), t('observatory.to'), t('observatory.requests')],
        rows: shelter.flow.links.map(({ from, to, count }) => [
          ...[name(from), name(to)],
          shownWords(t, i18n.language, count),
        ]),
      }}
    />
  );
}

const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** When calls come, by weekday and hour. */
export function CallsSection({ shelter }: Pick<Report, 'shelter'>) {
  const { t, i18n } = useTranslation();
  const { parts, total } = shelter.callsByWeekdayAndHour;
  const days = useMemo(() => weekdayWords(i18n.language), [i18n.language]);
  const counts = useMemo(() => {
    const byKey = new Map(parts.map(({ key, count }) => [key, count]));
    return days.map((_, day) => hours.map((hour) => byKey.get(`${day + 1}-${String(hour).padStart(2, '0')}`) ?? 0));
  }, [parts, days]);
  const option = useMemo(
    () =>
      heatMapOption({
        columns: hours.map(String),
        rows: days,
        values: counts.map((row) => row.map((count) => (isNumber(count) ? count : null))),
        missing: (row, column) => {
          const count = counts[row]?.[column];
          return count === '<5' ? '<5' : '·';
        },
        words: (day, hour, value) => t('boardDay.cell', { day, hour, value }),
        low: t('boardDay.few'),
        high: t('boardDay.many'),
      }),
    [counts, days, i18n.language],
  );
  return (
    <Chart
      title={t('observatory.calls')}
      caption={t('observatory.callsCaption', { total: shownWords(t, i18n.language, total) })}
      level={3}
      option={option}
      height="19rem"
      narrowest="44rem"
      table={{
        head: [t('boardDay.weekday'), ...hours.map(String)],
        rows: counts.map((row, at) => [
          days[at] ?? '',
          ...row.map((count) => (count === 'hidden' ? '·' : isNumber(count) ? count : '<5')),
        ]),
      }}
    />
  );
}
