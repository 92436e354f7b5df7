import type { Board, SessionView } from '@abri/contracts/board-api';
import { communeOf } from '@abri/geo/district';
import { SegmentedControl, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Section } from '../ui/section.js';
import { timeWords } from '../ui/words.js';
import { Waiting } from '../ui/waiting.js';
import { BedsBar, BedsTile } from './beds-bar.js';
import { type BoardStream, useBoardStream } from './board-stream.js';
import classes from './board.module.css';
import { CommuneMap } from './commune-map.js';
import { HoldsList, WaitingList } from './live-lists.js';
import { Measures } from './measures.js';

const DayView = lazy(() => import('./day-view.js').then((view) => ({ default: view.DayView })));

/** The district at a glance, pushed by the observatory: now, or the day as charts. The view is in the address, for wall screens. */
export function BoardPage({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const { board, state } = useBoardStream();
  const [search, setSearch] = useSearchParams();
  const view = search.get('view') === 'day' ? 'day' : 'now';
  return (
    <div className={classes['page']} data-view={view}>
      <header className={classes['header']}>
        <h1>{t('board.title')}</h1>
        <SegmentedControl
          aria-label={t('boardDay.views')}
          size="sm"
          value={view}
          onChange={(wanted) => setSearch(wanted === 'day' ? { view: 'day' } : {}, { replace: true })}
          data={[
            { value: 'now', label: t('boardDay.now') },
            { value: 'day', label: t('boardDay.day') },
          ]}
        />
        <StreamState state={state} />
      </header>
      {!board ? (
        <Waiting />
      ) : view === 'day' ? (
        <Suspense fallback={<Waiting />}>
          <DayView board={board} />
        </Suspense>
      ) : (
        <Content board={board} operator={session.roles.includes('operator')} />
      )}
    </div>
  );
}

function StreamState({ state }: Pick<BoardStream, 'state'>) {
  const { t, i18n } = useTranslation();
  return (
    <span role="status" className={classes['stream']} data-state={state.is} data-testid="stream-state">
      {state.is === 'live'
        ? t('board.live')
        : state.is === 'connecting'
          ? t('board.connecting')
          : t('board.stale', { time: timeWords(i18n.language, new Date(state.since).toISOString()) })}
    </span>
  );
}

function Content({ board, operator }: { board: Board; operator: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <div className={classes['tiles']}>
        <BedsTile title={t('board.bedsAll')} beds={board.beds.all} />
        <BedsTile title={t('board.bedsShelter')} beds={board.beds.shelter} />
        <BedsTile title={t('board.bedsHotel')} beds={board.beds.hotel} />
      </div>
      <Measures board={board} operator={operator} />
      <div className={classes['columns']}>
        <ByShelter shelters={board.shelters} />
        <CommuneMap shelters={board.shelters} />
        <div className={classes['column']}>
          <WaitingList waiting={board.waiting} />
          <HoldsList holds={board.holds} shelters={board.shelters} />
        </div>
      </div>
    </>
  );
}

function ByShelter({ shelters }: Pick<Board, 'shelters'>) {
  const { t } = useTranslation();
  const rows = [...shelters].sort((a, b) => b.beds.free - a.beds.free || a.name.localeCompare(b.name, 'fr'));
  return (
    <Section title={t('board.byShelter')} aside={rows.length}>
      {rows.length === 0 && <Text c="dimmed">{t('shelters.none')}</Text>}
      {rows.length > 0 && (
        <div className={classes['scroll']} role="group" aria-label={t('board.byShelter')} tabIndex={0}>
          <table className={classes['shelters']}>
            <thead>
              <tr>
                <th scope="col">{t('board.name')}</th>
                <th scope="col">{t('board.free')}</th>
                <th scope="col">{t('board.beds')}</th>
                <th scope="col" className={classes['cots']}>
                  {t('board.cots')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.shelterId} data-testid={`shelter-${row.shelterId}`}>
                  <th scope="row">
                    {row.name}
                    <small>
                      {communeOf(row.commune)?.name ?? row.commune}
                      {row.kind === 'hotel' && ` · ${t('kind.hotel')}`}
                    </small>
                  </th>
                  <td className="num">
                    <b>{row.beds.free}</b> / {row.beds.total}
                  </td>
                  <td>
                    <BedsBar beds={row.beds} />
                  </td>
                  <td className={`num ${classes['cots']}`}>{row.cots.free}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
