import { ProgrammeKind } from '@abri/contracts/programme';
import { Button, Group, NativeSelect, SegmentedControl, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { dayTimeWords, timeWords } from '../../ui/words.js';
import { Waiting } from '../../ui/waiting.js';
import { useResults, useSeriesBetween } from './api.js';
import { type Entry, entriesWithin, monthOf, monthsLater, spanOf, weeksOf, type Month } from './months.js';
import page from '../pages.module.css';
import classes from './programmes.module.css';
import { programmeWords } from './words.js';

const tag = (locale: string) => (locale === 'en' ? 'en-GB' : locale);

/** What happens in a month, as a grid or a list, and what was done in the year. */
export function CalendarPage({ runs }: { runs: boolean }) {
  const { t, i18n } = useTranslation();
  const [month, setMonth] = useState(() => monthOf(new Date()));
  const [kind, setKind] = useState<ProgrammeKind | null>(null);
  const [shape, setShape] = useState<'month' | 'list'>('month');
  const wide = useMediaQuery('(min-width: 62em)');
  const query = useSeriesBetween({ ...spanOf(month), kind });
  const entries = query.data && entriesWithin(query.data, spanOf(month));
  const kinds = runs ? ProgrammeKind.options : (['training', 'public'] as const);
  const name = new Intl.DateTimeFormat(tag(i18n.language), { month: 'long', year: 'numeric' }).format(
    new Date(month.year, month.month - 1, 1),
  );
  return (
    <div className={page['page']}>
      <header className={page['header']}>
        <h1>{t('programmes.title')}</h1>
        {runs && (
          <Button component={Link} to="/programmes/plan" leftSection={<IconPlus size={16} aria-hidden />}>
            {t('programmes.plan')}
          </Button>
        )}
      </header>
      <Section
        title={t('programmes.calendar')}
        aside={
          wide && (
            <SegmentedControl
              size="xs"
              value={shape}
              onChange={(value) => setShape(value as 'month' | 'list')}
              data={[
                { value: 'month', label: t('programmes.month') },
                { value: 'list', label: t('programmes.list') },
              ]}
            />
          )
        }
      >
        <div className={classes['bar']}>
          <Group gap="xs" wrap="nowrap">
            <Button
              variant="default"
              size="xs"
              aria-label={t('programmes.previous')}
              onClick={() => setMonth(monthsLater(month, -1))}
            >
              <IconChevronLeft size={16} aria-hidden />
            </Button>
            <span className={classes['monthName']} role="status">
              {name}
            </span>
            <Button
              variant="default"
              size="xs"
              aria-label={t('programmes.next')}
              onClick={() => setMonth(monthsLater(month, 1))}
            >
              <IconChevronRight size={16} aria-hidden />
            </Button>
          </Group>
          <NativeSelect
            size="xs"
            aria-label={t('programmes.fields.kind')}
            value={kind ?? ''}
            onChange={({ currentTarget: { value } }) => setKind(ProgrammeKind.safeParse(value).data ?? null)}
            data={[
              { value: '', label: t('programmes.allKinds') },
              ...kinds.map((value) => ({ value, label: t(`programmes.kind.${value}`) })),
            ]}
          />
        </div>
        <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
        {!entries && !query.isError && <Waiting size="sm" />}
        {entries?.length === 0 && (
          <Text size="sm" c="dimmed" mb="xs">
            {t('programmes.none')}
          </Text>
        )}
        {entries && wide && shape === 'month' && <MonthGrid month={month} entries={entries} name={name} />}
        {entries && !(wide && shape === 'month') && (
          <ul className={page['list']}>
            {entries.map((entry) => (
              <li key={entry.session.sessionId}>
                <Row entry={entry} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      {runs && <Results year={month.year} />}
    </div>
  );
}

function MonthGrid({ month, entries, name }: { month: Month; entries: readonly Entry[]; name: string }) {
  const { i18n } = useTranslation();
  const weekday = new Intl.DateTimeFormat(tag(i18n.language), { weekday: 'short' });
  return (
    <table className={classes['month']} aria-label={name}>
      <thead>
        <tr>
          {Array.from({ length: 7 }, (_, day) => (
            <th key={day} scope="col">
              {/* The fifth of January 2026 is a Monday. */}
              {weekday.format(new Date(2026, 0, 5 + day))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week, index) => (
          <tr key={index}>
            {week.map((day, column) => (
              <td key={column} data-other={day === null}>
                {day}
                {day !== null &&
                  entries
                    .filter(({ session }) => new Date(session.startsAt).getDate() === day)
                    .map(({ series, session }) => (
                      <Link
                        key={session.sessionId}
                        className={classes['entry']}
                        data-kind={series.programme.kind}
                        data-state={session.state}
                        to={`/programmes/${series.seriesId}`}
                      >
                        {timeWords(i18n.language, session.startsAt)} {series.title}
                      </Link>
                    ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Row({ entry: { series, session } }: { entry: Entry }) {
  const { t, i18n } = useTranslation();
  return (
    <div className={page['row']}>
      <div className={page['what']}>
        <Link className={page['name']} to={`/programmes/${series.seriesId}`}>
          {series.title}
        </Link>
        <span className={page['facts']}>
          <span>{dayTimeWords(i18n.language, session.startsAt)}</span>
          <span>{programmeWords(t, series.programme)}</span>
          {series.place && <span>{series.place}</span>}
          <span>{t(`programmes.sessionState.${session.state}`)}</span>
          {session.reached !== null && <span>{t('programmes.reached', { count: session.reached })}</span>}
          {series.freeSeats !== null && session.state === 'planned' && (
            <span className={page['next']}>
              {series.freeSeats > 0 ? t('programmes.seatsFree', { count: series.freeSeats }) : t('programmes.full')}
            </span>
          )}
        </span>
      </div>
    </div>
  );
}

function Results({ year }: { year: number }) {
  const { t, i18n } = useTranslation();
  const { data, error } = useResults(year, true);
  const number = new Intl.NumberFormat(tag(i18n.language));
  return (
    <Section title={t('programmes.results', { year })}>
      <ProblemAlert error={error} />
      {data && (
        <dl className={classes['results']}>
          <div>
            <dt>{t('programmes.pupilsYear')}</dt>
            <dd>
              {number.format(data.pupils)}
              <small>{t('programmes.inSessions', { count: data.schoolSessions })}</small>
            </dd>
          </div>
          <div>
            <dt>{t('programmes.publicYear')}</dt>
            <dd>
              {number.format(data.publicReached)}
              <small>{t('programmes.inSessions', { count: data.publicEvents })}</small>
            </dd>
          </div>
          <div>
            <dt>{t('programmes.trainedYear')}</dt>
            <dd>
              {number.format(data.professionalsTrained)}
              <small>{t('programmes.ofWhich', data.trainedBySubject)}</small>
            </dd>
          </div>
          <div>
            <dt>{t('programmes.groupsYear')}</dt>
            <dd>
              {number.format(data.therapySessions.men + data.therapySessions.women + data.therapySessions.children)}
              <small>{t('programmes.groupsOf', data.therapySessions)}</small>
            </dd>
          </div>
        </dl>
      )}
    </Section>
  );
}
