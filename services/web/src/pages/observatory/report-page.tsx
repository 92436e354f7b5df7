import { type Report, ReportView } from '@abri/contracts/report-api';
import { NativeSelect, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Waiting } from '../../ui/waiting.js';
import { type Door, useReport, useReportYears } from './api.js';
import { Communes } from './communes-section.js';
import { Compare } from './compare-section.js';
import { Downloads } from './downloads.js';
import classes from './observatory.module.css';
import { ResultsSection } from './results-section.js';
import { Children, Penal, Programmes, ShelterUse, Victims } from './sections.js';
import { numberWords } from './words.js';
import { DoorContext } from './wording.js';

/** The yearly report. `mayNarrow`: who sees everything may look with the eyes of the others. */
export function ReportPage({ door, mayNarrow }: { door: Door; mayNarrow: boolean }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const years = useReportYears(door);
  const asked = Number(search.get('year'));
  const year = years.data?.years.includes(asked) ? asked : years.data?.years.at(-1);
  const view = ReportView.safeParse(search.get('view')).data;
  const set = (name: string, value: string) =>
    setSearch(
      (before) => {
        before.set(name, value);
        return before;
      },
      { replace: true },
    );
  return (
    <DoorContext value={door}>
      <div className={classes['page']}>
        <header className={classes['header']}>
          <h1>{t('observatory.title')}</h1>
          {year !== undefined && (
            <NativeSelect
              label={t('observatory.year')}
              value={year}
              onChange={({ currentTarget }) => set('year', currentTarget.value)}
              data={[...(years.data?.years ?? [])].reverse().map(String)}
            />
          )}
          {mayNarrow && (
            <SegmentedControl
              aria-label={t('observatory.viewAs')}
              size="sm"
              value={view ?? 'full'}
              onChange={(wanted) => set('view', wanted)}
              data={ReportView.options.map((value) => ({ value, label: t(`observatory.view.${value}`) }))}
            />
          )}
        </header>
        {door === 'public' && <p className={classes['lead']}>{t('observatory.publicIntro')}</p>}
        <ProblemAlert error={years.error} onRetry={() => void years.refetch()} />
        {years.isPending && <Waiting />}
        {years.data?.years.length === 0 && <p>{t('observatory.noYear')}</p>}
        {year !== undefined && (
          <YearOf door={door} year={year} view={mayNarrow ? view : undefined} years={years.data?.years ?? []} />
        )}
      </div>
    </DoorContext>
  );
}

function YearOf(o: { door: Door; year: number; view?: ReportView; years: readonly number[] }) {
  const { data, error, isPending, refetch } = useReport(o);
  return (
    <>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {isPending && <Waiting />}
      {data && <Content report={data} {...o} />}
    </>
  );
}

const parts = ['results', 'victims', 'shelter', 'children', 'penal', 'programmes', 'communes', 'compare'] as const;

function Content({ report, ...o }: { report: Report; door: Door; view?: ReportView; years: readonly number[] }) {
  const { t, i18n } = useTranslation();
  const inside: Record<(typeof parts)[number], ReactNode> = {
    results: (
      <>
        <ResultsSection report={report} />
        <Downloads wanted={{ year: report.year, door: o.door, view: o.view }} />
      </>
    ),
    victims: <Victims report={report} />,
    shelter: <ShelterUse report={report} />,
    children: <Children report={report} />,
    penal: <Penal report={report} />,
    programmes: <Programmes report={report} />,
    communes: <Communes report={report} />,
    compare: <Compare report={report} years={o.years} />,
  };
  return (
    <>
      <p className={classes['lead']} data-testid="report-of" data-year={report.year} data-view={report.view}>
        {t('observatory.of', {
          year: report.year,
          district: report.district.name,
          inhabitants: numberWords(i18n.language, report.district.inhabitants),
        })}{' '}
        {!report.complete && t('observatory.until', { day: dayWords(i18n.language, report.until) })}{' '}
        {t(`observatory.viewNote.${report.view}`)}
      </p>
      <nav className={classes['parts']} aria-label={t('observatory.parts')}>
        {parts.map((part) => (
          <a key={part} href={`#${part}`}>
            {t(`observatory.section.${part}`)}
          </a>
        ))}
      </nav>
      {parts.map((part) => (
        <section key={part} id={part} className={classes['part']} aria-labelledby={`${part}-title`}>
          <h2 id={`${part}-title`}>{t(`observatory.section.${part}`)}</h2>
          <p className={classes['small']}>{t(`observatory.about.${part}`)}</p>
          {inside[part]}
        </section>
      ))}
    </>
  );
}

const dayWords = (locale: string, day: string) =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    Date.parse(day),
  );
