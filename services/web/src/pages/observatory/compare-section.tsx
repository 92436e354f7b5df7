import type { Report, ReportComparison } from '@abri/contracts/report-api';
import { Checkbox, NativeSelect } from '@mantine/core';
import { useContext, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../charts/chart.js';
import { DataTable } from '../../charts/data-table.js';
import { linesOption } from '../../charts/lines.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { Waiting } from '../../ui/waiting.js';
import { useComparison, useReport } from './api.js';
import classes from './observatory.module.css';
import { figureWords, isNumber, monthWords, numberWords, shareWords, shownWords } from './words.js';
import { DoorContext, useWording } from './wording.js';

/** Year against year: requests and victims by month, and every figure of the two reports. */
export function Compare({ report, years }: { report: Report; years: readonly number[] }) {
  const { t } = useTranslation();
  const others = years.filter((year) => year !== report.year);
  const [picked, setPicked] = useState<number | null>(null);
  const nearest = [...others].sort((a, b) => Math.abs(a - report.year) - Math.abs(b - report.year))[0];
  const other = picked !== null && others.includes(picked) ? picked : nearest;
  if (other === undefined) return <p className={classes['small']}>{t('observatory.noOtherYear')}</p>;
  return (
    <>
      <NativeSelect
        label={t('observatory.compareWith')}
        value={other}
        onChange={({ currentTarget }) => setPicked(Number(currentTarget.value))}
        data={others.map(String)}
        className={classes['pick']}
      />
      <Months report={report} other={other} />
      <AllFigures report={report} other={other} />
    </>
  );
}

function Months({ report, other }: { report: Report; other: number }) {
  const { t, i18n } = useTranslation();
  const door = useContext(DoorContext);
  const { data } = useReport({ year: other, door, view: report.view });
  if (data?.year !== other) return <Waiting />;
  return (
    <div className={classes['grid']}>
      {(['requests', 'victims'] as const).map((what) => {
        const of = (one: Report) => (what === 'requests' ? one.shelter.requestsByMonth : one.victims.byMonth);
        return (
          <MonthLines
            key={what}
            title={t('observatory.against', {
              figure: t(`observatory.figure.${what === 'requests' ? 'shelter.requestsByMonth' : 'victims.byMonth'}`),
              year: report.year,
              other,
            })}
            months={of(report).parts.map(({ key }) => monthWords(i18n.language, key))}
            lines={[report, data].map((one) => ({
              name: String(one.year),
              counts: of(one).parts.map(({ count }) => count),
            }))}
          />
        );
      })}
    </div>
  );
}

function MonthLines(o: {
  title: string;
  months: string[];
  lines: { name: string; counts: Report['victims']['byMonth']['total'][] }[];
}) {
  const { t, i18n } = useTranslation();
  const key = JSON.stringify(o.lines);
  const option = useMemo(
    () =>
      linesOption({
        categories: o.months,
        series: o.lines.map(({ name, counts }) => ({
          name,
          values: counts.map((count) => (isNumber(count) ? count : null)),
        })),
        words: (value) => numberWords(i18n.language, value),
      }),
    [key, i18n.language],
  );
  return (
    <Chart
      title={o.title}
      caption={t('observatory.linesCaption')}
      level={3}
      option={option}
      height="15rem"
      table={{
        head: [t('observatory.month'), ...o.lines.map(({ name }) => name)],
        rows: o.months.map((month, at) => [
          month,
          ...o.lines.map(({ counts }) => shownWords(t, i18n.language, counts[at] ?? 0)),
        ]),
      }}
    />
  );
}

const isMain = ({ figure }: ReportComparison['figures'][number]) => /^results\.|\.(total|count)$/.test(figure);

function AllFigures({ report, other }: { report: Report; other: number }) {
  const { t, i18n } = useTranslation();
  const w = useWording();
  const [all, setAll] = useState(false);
  const door = useContext(DoorContext);
  const comparison = useComparison({ year: report.year, other, door, view: report.view });
  const figures = comparison.data?.figures.filter((figure) => all || isMain(figure)) ?? [];
  const signed = (change: number | null) =>
    change === null
      ? '–'
      : `${change > 0 ? '+' : change < 0 ? '−' : '±'}${numberWords(i18n.language, Math.abs(change))}`;
  return (
    <Section
      title={t('observatory.allFigures')}
      level={3}
      aside={
        <Checkbox
          label={t('observatory.everyFigure')}
          checked={all}
          onChange={({ currentTarget }) => setAll(currentTarget.checked)}
        />
      }
    >
      <ProblemAlert error={comparison.error} onRetry={() => void comparison.refetch()} />
      {comparison.isPending && <Waiting />}
      {comparison.data && (
        <DataTable
          label={t('observatory.allFigures')}
          data={{
            head: [
              ...[t('observatory.figureName'), String(comparison.data.year), String(comparison.data.with)],
              ...[t('observatory.change'), t('observatory.ratio')],
            ],
            rows: figures.map((one) => [
              figureWords(w, one.figure),
              shownWords(t, i18n.language, one.this),
              shownWords(t, i18n.language, one.other),
              signed(one.change),
              shareWords(i18n.language, one.ratio),
            ]),
          }}
        />
      )}
      <p className={classes['small']}>{t('observatory.ratioNote')}</p>
    </Section>
  );
}
