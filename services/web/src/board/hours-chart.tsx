import type { Board } from '@abri/contracts/board-api';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart, useSame } from '../charts/chart.js';
import { heatMapOption } from '../charts/heat-map.js';
import { weekdayWords } from '../ui/words.js';

const hours = Array.from({ length: 24 }, (_, hour) => String(hour));

/** Calls by weekday and hour: when the hotline needs people. */
export function HoursChart(o: Pick<Board, 'callsByHour'>) {
  const { t, i18n } = useTranslation();
  const calls = useSame(o.callsByHour);
  const days = useMemo(() => weekdayWords(i18n.language), [i18n.language]);
  const total = calls.flat().reduce((sum, count) => sum + count, 0);
  const option = useMemo(
    () =>
      heatMapOption({
        columns: hours,
        rows: days,
        values: calls,
        words: (day, hour, value) => t('boardDay.cell', { day, hour, value }),
        low: t('boardDay.few'),
        high: t('boardDay.many'),
      }),
    [calls, days, i18n.language],
  );
  return (
    <Chart
      title={t('boardDay.hours')}
      caption={t('boardDay.hoursNote', { count: total })}
      empty={total === 0 && t('boardDay.hoursNone')}
      option={option}
      height="19rem"
      narrowest="44rem"
      table={{
        head: [t('boardDay.weekday'), ...hours],
        rows: calls.map((row, at) => [days[at] ?? '', ...row]),
      }}
    />
  );
}
