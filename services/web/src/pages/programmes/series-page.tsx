import type { SeriesView } from '@abri/contracts/programmes-api';
import { communeOf } from '@abri/geo/district';
import { Button, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useSeries, useSeriesCommand } from './api.js';
import { MaterialsSection } from './materials-section.js';
import { OwnSignUp } from './own-sign-up.js';
import { ParticipantsSection } from './participants-section.js';
import classes from './programmes.module.css';
import { SessionsSection } from './sessions-section.js';
import { programmeWords } from './words.js';

/** One programme: its sessions and what came of them, who signed up, its materials. */
export function SeriesPage({ runs, name }: { runs: boolean; name: string }) {
  const { t } = useTranslation();
  const { seriesId = '' } = useParams();
  const query = useSeries(seriesId);
  return (
    <div className={classes['page']}>
      <Link className={classes['name']} to="/programmes">
        {t('programmes.back')}
      </Link>
      {query.data ? (
        <Series view={query.data} runs={runs} name={name} />
      ) : query.isError ? (
        <>
          <h1>{t('programmes.title')}</h1>
          <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
        </>
      ) : (
        <Loader role="status" aria-label="…" />
      )}
    </div>
  );
}

function Series({ view, runs, name }: { view: SeriesView; runs: boolean; name: string }) {
  const { t } = useTranslation();
  const complete = useSeriesCommand(view.seriesId, () => ({ path: '/complete', body: {} }));
  const training = view.programme.kind === 'training';
  const over = view.sessions.every((session) => session.state !== 'planned');
  return (
    <>
      <header className={classes['header']}>
        <div>
          <h1>{view.texts.title || t(`programmes.kind.${view.programme.kind}`)}</h1>
          <span className={classes['facts']}>
            <span>{programmeWords(t, view.programme)}</span>
            <span>{communeOf(view.programme.commune)?.name ?? view.programme.commune}</span>
            {view.texts.place && <span>{view.texts.place}</span>}
            {view.completed && <strong>{t('programmes.completed')}</strong>}
          </span>
        </div>
        {runs && !view.completed && over && (
          <Button loading={complete.isPending} onClick={() => complete.mutate(undefined)}>
            {t(training ? 'programmes.complete' : 'programmes.completeOther')}
          </Button>
        )}
      </header>
      <ProblemAlert error={complete.error} />
      <div className={classes['columns']}>
        <div className={classes['column']}>
          <SessionsSection view={view} runs={runs} />
        </div>
        <div className={classes['column']}>
          {training && !runs && <OwnSignUp view={view} name={name} />}
          {training && runs && <ParticipantsSection view={view} />}
          <MaterialsSection view={view} runs={runs} />
        </div>
      </div>
    </>
  );
}
