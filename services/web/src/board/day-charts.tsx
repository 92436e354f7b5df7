import type { Board } from '@abri/contracts/board-api';
import { dangerOrder } from '@abri/contracts/vocabulary';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { barsOption } from '../charts/bars.js';
import { Chart, useSame } from '../charts/chart.js';
import { agoWords, durationWords } from '../ui/words.js';

/** Confirmed placements in each of the last 60 minutes. */
export function PlacementsChart(o: Pick<Board, 'placementsByMinute'>) {
  const { t, i18n } = useTranslation();
  const counts = useSame(o.placementsByMinute);
  const minutes = counts.map((_, at) =>
    at === counts.length - 1 ? t('boardDay.thisMinute') : t('boardDay.minutesAgo', { count: counts.length - 1 - at }),
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  const option = useMemo(
    () =>
      barsOption({
        categories: minutes,
        series: [{ name: t('boardDay.placements'), values: counts }],
        words: String,
        every: 15,
      }),
    [counts, i18n.language],
  );
  return (
    <Chart
      title={t('boardDay.perMinute')}
      caption={t('boardDay.perMinuteNote', { count: total })}
      empty={total === 0 && t('boardDay.perMinuteNone')}
      option={option}
      height="9.5rem"
      table={{
        head: [t('boardDay.minute'), t('boardDay.placements')],
        rows: counts.map((count, at) => [minutes[at] ?? '', count]).reverse(),
      }}
    />
  );
}

/** Percentiles of what is measured, on a scale of powers of ten. */
export function SpeedChart({ board }: { board: Board }) {
  const { t, i18n } = useTranslation();
  const { timeToAnswer, timeToOffer, timeToPlace, eventLagBy } = board;
  const measures = useSame([
    { name: 'answer', ...timeToAnswer },
    { name: 'offer', ...timeToOffer },
    { name: 'place', ...timeToPlace },
    { name: 'lagCapacity', ...eventLagBy.capacity },
    { name: 'lagMatching', ...eventLagBy.matching },
  ] as const).filter(({ count }) => count > 0);
  const words = (ms: number | null) => (ms === null ? '–' : durationWords(i18n.language, ms));
  const key = useSame(measures);
  const option = useMemo(() => {
    // A scale of powers of ten knows no nought: less than a millisecond is drawn as one.
    const values = (of: 'p50' | 'p90' | 'p99') =>
      measures.map((one) => (one[of] === null ? null : Math.max(1, one[of])));
    return barsOption({
      categories: measures.map(({ name }) => t(`boardDay.${name}`)),
      series: [
        { name: t('boardDay.half'), values: values('p50') },
        { name: t('boardDay.nine'), values: values('p90') },
        { name: t('boardDay.most'), values: values('p99') },
      ],
      ...{ lying: true, logarithmic: true, labelled: true },
      words,
    });
  }, [key, i18n.language]);
  return (
    <Chart
      title={t('boardDay.speed')}
      caption={t('boardDay.speedNote')}
      empty={measures.length === 0 && t('boardDay.speedNone')}
      option={option}
      height="18rem"
      table={{
        head: ['measure', 'measured', 'half', 'nine', 'most'].map((name) => t(`boardDay.${name as 'half'}`)),
        rows: measures.map(({ name, count, p50, p90, p99 }) => [
          t(`boardDay.${name}`),
          count,
          ...[p50, p90, p99].map(words),
        ]),
      }}
    />
  );
}

/** Who waits, by danger: households, people, and how long the one who waits longest. */
export function WaitingChart({ board }: { board: Board }) {
  const { t, i18n } = useTranslation();
  const waiting = useSame(board.waiting);
  const levels = [...dangerOrder].reverse().map((level) => {
    const of = waiting.filter(({ danger }) => danger === level);
    return {
      name: t(`danger.${level}`),
      households: of.length,
      people: of.reduce((sum, { people }) => sum + people, 0),
      since: of.map(({ since }) => since).sort()[0],
    };
  });
  const option = useMemo(
    () =>
      barsOption({
        categories: levels.map(({ name }) => name),
        series: [{ name: t('boardDay.households'), values: levels.map(({ households }) => households) }],
        ...{ lying: true, labelled: true },
        words: String,
      }),
    [waiting, i18n.language],
  );
  return (
    <Chart
      title={t('boardDay.waiting')}
      caption={t('boardDay.waitingNote')}
      empty={waiting.length === 0 && t('boardDay.waitingNone')}
      option={option}
      height="9.5rem"
      table={{
        head: ['danger', 'households', 'people', 'longest'].map((name) => t(`boardDay.${name as 'people'}`)),
        rows: levels.map(({ name, households, people, since }) => [
          ...[name, households, people],
          since === undefined ? '–' : agoWords(i18n.language, since, Date.parse(board.at)),
        ]),
      }}
    />
  );
}
