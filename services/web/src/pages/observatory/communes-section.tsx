import type { CommuneRow, Report } from '@abri/contracts/report-api';
import { NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../charts/chart.js';
import { CommuneShades } from './commune-shades.js';
import classes from './observatory.module.css';
import { isNumber, numberWords, rateWords, shownWords } from './words.js';

const measures = {
  pupilsPer10000: (row: CommuneRow) => row.pupilsPer10000,
  publicPer10000: (row: CommuneRow) => row.publicPer10000,
  sessions: (row: CommuneRow) => (isNumber(row.sessions) ? row.sessions : null),
  beds: (row: CommuneRow) => row.beds,
};
type Measure = keyof typeof measures;

/** The district by commune: one measure on the map, all of them in the table. */
export function Communes({ report }: { report: Report }) {
  const { t, i18n } = useTranslation();
  const { communes, view } = report;
  const [measure, setMeasure] = useState<Measure>('pupilsPer10000');
  const offered = (Object.keys(measures) as Measure[]).filter((name) => name !== 'beds' || view === 'full');
  const values = useMemo(
    () => new Map(communes.map((row) => [row.commune, measures[measure](row)])),
    [communes, measure],
  );
  const names = new Map(communes.map(({ commune, name }) => [commune, name]));
  const words = (value: number) =>
    measure.endsWith('Per10000') ? rateWords(i18n.language, value) : numberWords(i18n.language, value);
  const shown = (row: CommuneRow, name: 'pupils' | 'public' | 'sessions') => shownWords(t, i18n.language, row[name]);
  return (
    <>
      <NativeSelect
        label={t('observatory.measure')}
        value={measure}
        onChange={({ currentTarget }) => setMeasure(currentTarget.value as Measure)}
        data={offered.map((value) => ({ value, label: t(`observatory.measures.${value}`) }))}
        className={classes['pick']}
      />
      <Chart
        title={t('observatory.mapTitle', { measure: t(`observatory.measures.${measure}`) })}
        caption={`${t('observatory.mapCaption')} ${t('observatory.outlines')}`}
        level={3}
        drawing={
          <CommuneShades
            label={t(`observatory.measures.${measure}`)}
            values={values}
            nameOf={(code) => names.get(code) ?? code}
            words={words}
          />
        }
        table={{
          head: [
            ...[t('board.commune'), t('observatory.inhabitants'), t('observatory.pupils')],
            ...[
              t('observatory.measures.pupilsPer10000'),
              t('observatory.public'),
              t('observatory.measures.publicPer10000'),
            ],
            t('observatory.measures.sessions'),
            ...(view === 'full' ? [t('observatory.measures.beds')] : []),
          ],
          rows: [...communes]
            .sort((a, b) => a.name.localeCompare(b.name, 'fr'))
            .map((row) => [
              ...[row.name, numberWords(i18n.language, row.inhabitants), shown(row, 'pupils')],
              ...[rateWords(i18n.language, row.pupilsPer10000), shown(row, 'public')],
              ...[rateWords(i18n.language, row.publicPer10000), shown(row, 'sessions')],
              ...(view === 'full' ? [row.beds === null ? '–' : numberWords(i18n.language, row.beds)] : []),
            ]),
        }}
      />
    </>
  );
}
