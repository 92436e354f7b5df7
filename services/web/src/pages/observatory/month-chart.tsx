import type { Breakdown } from '@abri/contracts/report-api';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { barsOption } from '../../charts/bars.js';
import { Chart } from '../../charts/chart.js';
import { isNumber, monthWords, numberWords, shownWords } from './words.js';

/** A count in each month of the year. What may not be shown has no bar, and is named at its month. */
export function MonthChart({ figure, data }: { figure: string; data: Breakdown }) {
  const { t, i18n } = useTranslation();
  const title = t(`observatory.figure.${figure}` as 'observatory.title');
  const months = data.parts.map(({ key }) => monthWords(i18n.language, key));
  const words = data.parts.map(({ count }) => shownWords(t, i18n.language, count));
  const option = useMemo(
    () =>
      barsOption({
        categories: data.parts.map(({ count }, at) =>
          isNumber(count) ? (months[at] ?? '') : `${months[at] ?? ''}\n${count === '<5' ? '<5' : '–'}`,
        ),
        series: [{ name: title, values: data.parts.map(({ count }) => (isNumber(count) ? count : null)) }],
        labelled: true,
        words: (value) => numberWords(i18n.language, value),
      }),
    [data, i18n.language],
  );
  return (
    <Chart
      title={title}
      caption={t('observatory.byMonthCaption', { total: shownWords(t, i18n.language, data.total) })}
      level={3}
      option={option}
      height="13rem"
      narrowest="27rem"
      table={{
        head: [t('observatory.month'), title],
        rows: months.map((month, at) => [month, words[at] ?? '']),
      }}
    />
  );
}
