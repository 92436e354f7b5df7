import { type Board, HealthList } from '@abri/contracts/board-api';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../api/client.js';
import { durationWords } from '../ui/words.js';
import classes from './board.module.css';

type Percentiles = Board['timeToOffer'];

/** How fast the system places people, what the last hour brought, and whether the services stand. */
export function Measures({ board, operator }: { board: Board; operator: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={classes['measures']}>
      <Measure title={t('board.timeToOffer')} value={board.timeToOffer} />
      <Measure title={t('board.timeToPlace')} value={board.timeToPlace} />
      <Measure title={t('board.eventLag')} value={board.eventLag} />
      <section className={classes['measure']} aria-label={t('board.lastHour')}>
        <h2>{t('board.lastHour')}</h2>
        <p>
          <span>{t('board.placements', { count: board.placementsLastHour })}</span>
          <span>{t('board.declines', { count: board.declinesLastHour })}</span>
        </p>
      </section>
      {operator && <Health />}
    </div>
  );
}

function Measure({ title, value }: { title: string; value: Percentiles }) {
  const { t, i18n } = useTranslation();
  return (
    <section className={classes['measure']} aria-label={title}>
      <h2>{title}</h2>
      {value.p50 === null || value.p99 === null ? (
        <p className={classes['nothing']}>{t('board.noMeasure')}</p>
      ) : (
        <p>
          <span>
            <small>{t('board.half')}</small> <b className="num">{durationWords(i18n.language, value.p50)}</b>
          </span>
          <span>
            <small>{t('board.most')}</small> <b className="num">{durationWords(i18n.language, value.p99)}</b>
          </span>
        </p>
      )}
    </section>
  );
}

function Health() {
  const { t, i18n } = useTranslation();
  const health = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => call({ path: '/health', schema: HealthList, signal }),
    refetchInterval: 5_000,
    refetchIntervalInBackground: false,
  });
  return (
    <section className={classes['measure']} aria-label={t('board.health')}>
      <h2>{t('board.health')}</h2>
      {health.isError || !health.data ? (
        <p className={classes['nothing']}>{t('board.healthUnknown')}</p>
      ) : (
        <ul className={classes['health']}>
          {health.data.services.map(({ service, ready, latencyMs }) => (
            <li key={service} data-ready={ready}>
              {ready ? <IconCircleCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
              {t(`service.${service as 'capacity'}`, service)}{' '}
              <small>
                {ready
                  ? latencyMs === null
                    ? t('board.ready')
                    : durationWords(i18n.language, latencyMs)
                  : t('board.notReady')}
              </small>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
