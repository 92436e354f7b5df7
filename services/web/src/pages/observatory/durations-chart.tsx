import type { Durations, Report } from '@abri/contracts/report-api';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { barsOption } from '../../charts/bars.js';
import { Chart } from '../../charts/chart.js';
import { durationWords } from '../../ui/words.js';
import { shownWords } from './words.js';

/** How long it took from the call to the first offer, and to the confirmed bed. */
export function DurationsChart({ shelter }: Pick<Report, 'shelter'>) {
  const { t, i18n } = useTranslation();
  const rows = [
    { name: t('observatory.figure.shelter.timeToOffer'), ...shelter.timeToOffer },
    { name: t('observatory.figure.shelter.timeToBed'), ...shelter.timeToBed },
  ];
  const words = (ms: number | null) => (ms === null ? '–' : durationWords(i18n.language, ms));
  const nothing = rows.every(({ p50 }) => p50 === null);
  const option = useMemo(() => {
    // A scale of powers of ten knows no nought: less than a millisecond is drawn as one.
    const values = (of: keyof Pick<Durations, 'p50' | 'p90' | 'p99'>) =>
      rows.map((row) => (row[of] === null ? null : Math.max(1, row[of])));
    return barsOption({
      categories: rows.map(({ name }) => name),
      series: [
        { name: '50 %', values: values('p50') },
        { name: '90 %', values: values('p90') },
        { name: '99 %', values: values('p99') },
      ],
      ...{ lying: true, logarithmic: true, labelled: true },
      words,
    });
  }, [shelter, i18n.language]);
  return (
    <Chart
      title={t('observatory.durations')}
      caption={t('observatory.durationsCaption')}
      empty={nothing && t('observatory.nothing')}
      level={3}
      option={option}
      height="12rem"
      table={{
        head: [t('observatory.durations'), t('observatory.counted'), '50 %', '90 %', '99 %'],
        rows: rows.map(({ name, count, p50, p90, p99 }) => [
          ...[name, shownWords(t, i18n.language, count)],
          ...[p50, p90, p99].map(words),
        ]),
      }}
    />
  );
}
