import type { Report } from '@abri/contracts/report-api';
import { IconArrowDown, IconArrowUp, IconCheck, IconEqual } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { barsOption } from '../../charts/bars.js';
import { Chart } from '../../charts/chart.js';
import { Section } from '../../ui/section.js';
import classes from './observatory.module.css';
import { numberWords, publishedWords, rateWords, shownWords } from './words.js';

const icons = { equal: IconEqual, reached: IconCheck, more: IconArrowUp, less: IconArrowDown, below: IconArrowDown };
const partsOfVictims = ['women', 'men', 'children'];

/** The scheme's own table of results: what was published beside what the events of the year say. */
export function ResultsSection({ report }: { report: Report }) {
  const { t, i18n } = useTranslation();
  const { rows, notes, publishedYear, publishedInhabitants } = report.results;
  return (
    <>
      <Section title={t('observatory.resultsTitle')} level={3}>
        <div className={classes['scroll']} role="group" aria-label={t('observatory.resultsTitle')} tabIndex={0}>
          <table className={classes['results']} data-testid="results">
            <thead>
              <tr>
                <th scope="col">{t('observatory.resultName')}</th>
                <th scope="col">{t('observatory.published', { year: publishedYear })}</th>
                <th scope="col">{t('observatory.ours', { year: report.year })}</th>
                <th scope="col">{t('observatory.compared')}</th>
                <th scope="col">{t('observatory.ratePublished')}</th>
                <th scope="col">{t('observatory.rateOurs')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const Icon = row.compared === null ? null : icons[row.compared];
                return (
                  <tr
                    key={row.result}
                    data-part={partsOfVictims.includes(row.result)}
                    data-testid={`result-${row.result}`}
                  >
                    <th scope="row">{t(`observatory.result.${row.result}`)}</th>
                    <td className="num">{publishedWords(t, i18n.language, row.published)}</td>
                    <td className="num">
                      <b>{shownWords(t, i18n.language, row.ours)}</b>
                    </td>
                    <td>
                      {Icon && (
                        <span className={classes['compared']} data-compared={row.compared}>
                          <Icon size={15} aria-hidden /> {t(`observatory.comparedAs.${row.compared ?? 'equal'}`)}
                        </span>
                      )}
                    </td>
                    <td className="num">{rateWords(i18n.language, row.publishedRatePer10000)}</td>
                    <td className="num">{rateWords(i18n.language, row.ratePer10000)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
        {notes.map((note) => (
          <p key={note.of} className={classes['note']} data-testid="results-note">
            {t(`observatory.note.${note.code}`, {
              parts: note.parts.map((part) => numberWords(i18n.language, part)).join(' + '),
              sum: numberWords(i18n.language, note.sum),
              published: numberWords(i18n.language, note.published),
            })}
          </p>
        ))}
        <p className={classes['small']}>
          {t('observatory.ratesNote', {
            inhabitants: numberWords(i18n.language, report.district.inhabitants),
            publishedInhabitants: numberWords(i18n.language, publishedInhabitants),
            year: publishedYear,
          })}
        </p>
      </Section>
      <RatesChart report={report} />
    </>
  );
}

function RatesChart({ report }: { report: Report }) {
  const { t, i18n } = useTranslation();
  const { rows, publishedYear } = report.results;
  const names = rows.map(({ result }) => t(`observatory.result.${result}`));
  const [published, ours] = [
    t('observatory.published', { year: publishedYear }),
    t('observatory.ours', { year: report.year }),
  ];
  const option = useMemo(() => {
    // A scale of powers of ten knows no nought.
    const drawn = (rate: number | null) => (rate === null || rate <= 0 ? null : rate);
    return barsOption({
      categories: names,
      series: [
        { name: published, values: rows.map(({ publishedRatePer10000 }) => drawn(publishedRatePer10000)) },
        { name: ours, values: rows.map(({ ratePer10000 }) => drawn(ratePer10000)) },
      ],
      ...{ lying: true, logarithmic: true, labelled: true },
      words: (rate) => rateWords(i18n.language, rate),
    });
  }, [rows, i18n.language]);
  return (
    <Chart
      title={t('observatory.ratesTitle')}
      caption={t('observatory.ratesCaption')}
      level={3}
      option={option}
      height="34rem"
      table={{
        head: [t('observatory.resultName'), published, ours],
        rows: rows.map((row, at) => [
          names[at] ?? '',
          rateWords(i18n.language, row.publishedRatePer10000),
          rateWords(i18n.language, row.ratePer10000),
        ]),
      }}
    />
  );
}
