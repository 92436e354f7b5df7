import type { SeriesView } from '@abri/contracts/programmes-api';
import { communeOf } from '@abri/geo/district';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Found } from '../../ui/found.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useSeries, useSeriesCommand } from './api.js';
import { MaterialsSection } from './materials-section.js';
import { OwnSignUp } from './own-sign-up.js';
import { ParticipantsSection } from './participants-section.js';
import page from '../pages.module.css';
import { SessionsSection } from './sessions-section.js';
import { TextsForm } from './texts-form.js';
import { programmeWords } from './words.js';

/** One programme: its sessions and what came of them, who signed up, its materials. */
export function SeriesPage({ runs, name }: { runs: boolean; name: string }) {
  const { t } = useTranslation();
  const { seriesId = '' } = useParams();
  const query = useSeries(seriesId);
  return (
    <div className={page['page']}>
      <Link className={page['name']} to="/programmes">
        {t('programmes.back')}
      </Link>
      <Found query={query} title={t('programmes.title')}>
        {(view) => <Series view={view} runs={runs} name={name} />}
      </Found>
    </div>
  );
}

function Series({ view, runs, name }: { view: SeriesView; runs: boolean; name: string }) {
  const { t } = useTranslation();
  const complete = useSeriesCommand(view.seriesId, () => ({ path: '/complete', body: {} }));
  const [editing, setEditing] = useState(false);
  const training = view.programme.kind === 'training';
  const over = view.sessions.every((session) => session.state !== 'planned');
  return (
    <>
      <header className={page['header']}>
        <div>
          <h1>{view.texts.title || t(`programmes.kind.${view.programme.kind}`)}</h1>
          <span className={page['facts']}>
            <span>{programmeWords(t, view.programme)}</span>
            <span>{communeOf(view.programme.commune)?.name ?? view.programme.commune}</span>
            {view.texts.place && <span>{view.texts.place}</span>}
            {view.completed && <strong>{t('programmes.completed')}</strong>}
          </span>
        </div>
        {runs && !view.completed && (
          <div className={page['actions']}>
            <Button variant="default" aria-expanded={editing} onClick={() => setEditing(!editing)}>
              {t('programmes.editTexts')}
            </Button>
            {over && (
              <Button loading={complete.isPending} onClick={() => complete.mutate(undefined)}>
                {t(training ? 'programmes.complete' : 'programmes.completeOther')}
              </Button>
            )}
          </div>
        )}
      </header>
      {editing && <TextsForm view={view} onDone={() => setEditing(false)} />}
      <ProblemAlert error={complete.error} />
      <div className={page['columns']}>
        <div className={page['column']}>
          <SessionsSection view={view} runs={runs} />
        </div>
        <div className={page['column']}>
          {training && !runs && <OwnSignUp view={view} name={name} />}
          {training && runs && <ParticipantsSection view={view} />}
          <MaterialsSection view={view} runs={runs} />
        </div>
      </div>
    </>
  );
}
