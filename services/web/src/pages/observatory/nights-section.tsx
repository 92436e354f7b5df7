import type { Report } from '@abri/contracts/report-api';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart, useSame } from '../../charts/chart.js';
import { DataTable } from '../../charts/data-table.js';
import { linesOption } from '../../charts/lines.js';
import { Section } from '../../ui/section.js';
import classes from './observatory.module.css';
import { monthWords, shareWords, shownWords } from './words.js';

const kinds = ['all', 'shelter', 'hotel'] as const;

/** Bed nights: of shelters, of hotels, of all; and the occupancy of each month. */
export function NightsSection({ shelter }: Pick<Report, 'shelter'>) {
  const { t, i18n } = useTranslation();
  const head = [t('observatory.nights.available'), t('observatory.nights.occupied'), t('observatory.nights.occupancy')];
  return (
    <>
      <Section title={t('observatory.nights.title')} level={3}>
        <DataTable
          label={t('observatory.nights.title')}
          data={{
            head: [t('observatory.nights.houses'), ...head],
            rows: kinds.map((kind) => {
              const { available, occupied, occupancy } = shelter.nights[kind];
              return [
                t(`observatory.nights.${kind}`),
                shownWords(t, i18n.language, available),
                shownWords(t, i18n.language, occupied),
                shareWords(i18n.language, occupancy),
              ];
            }),
          }}
        />
        <p className={classes['small']}>{t('observatory.nights.note')}</p>
      </Section>
      {shelter.nightsByMonth && <OccupancyChart months={shelter.nightsByMonth} head={head} />}
    </>
  );
}

function OccupancyChart(o: { months: NonNullable<Report['shelter']['nightsByMonth']>; head: string[] }) {
  const { t, i18n } = useTranslation();
  const months = useSame(o.months);
  const names = months.map(({ month }) => monthWords(i18n.language, month));
  const option = useMemo(
    () =>
      linesOption({
        categories: names,
        series: [{ name: t('observatory.nights.occupancy'), values: months.map(({ occupancy }) => occupancy) }],
        words: (share) => shareWords(i18n.language, share),
      }),
    [months, i18n.language],
  );
  return (
    <Chart
      title={t('observatory.nights.byMonth')}
      caption={t('observatory.nights.byMonthCaption')}
      empty={months.every(({ occupancy }) => occupancy === null) && t('observatory.nothing')}
      level={3}
      option={option}
      height="13rem"
      table={{
        head: [t('observatory.month'), ...o.head],
        rows: months.map(({ available, occupied, occupancy }, at) => [
          names[at] ?? '',
          shownWords(t, i18n.language, available),
          shownWords(t, i18n.language, occupied),
          shareWords(i18n.language, occupancy),
        ]),
      }}
    />
  );
}
