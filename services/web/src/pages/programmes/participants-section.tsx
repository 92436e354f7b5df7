import type { SeriesView } from '@abri/contracts/programmes-api';
import { ParticipantSubjectAccess } from '@abri/contracts/subject-access';
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { SubjectAccessButton } from '../../ui/subject-access-button.js';
import { useSeriesCommand } from './api.js';
import page from '../pages.module.css';
import { SignUpForm } from './sign-up-form.js';

/** Who signed up for a training, in order; for those who run it. */
export function ParticipantsSection({ view }: { view: SeriesView }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const step = useSeriesCommand(view.seriesId, (path: string) => ({ path, body: {} }));
  const signedUp = view.participants.filter(({ state }) => state === 'signedUp').length;
  return (
    <Section
      title={t('programmes.participants')}
      aside={
        view.completed ? (
          t('programmes.signedUp', { count: signedUp })
        ) : (
          <Button size="xs" variant="default" aria-expanded={adding} onClick={() => setAdding(!adding)}>
            {t('programmes.signUp')}
          </Button>
        )
      }
    >
      {adding && !view.completed && (
        <SignUpForm seriesId={view.seriesId} path="/sign-ups" name="" label={t('app.save')} />
      )}
      {view.participants.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('programmes.participantsNone')}
        </Text>
      )}
      <ProblemAlert error={step.error} />
      <ul className={page['list']}>
        {view.participants.map((one) => {
          const name = one.professional?.name ?? t('programmes.erased');
          const path = `/sign-ups/${one.participantId}`;
          return (
            <li key={one.participantId}>
              <div className={page['row']}>
                <div className={page['what']}>
                  <strong>{name}</strong>
                  <span className={page['facts']}>
                    {one.professional?.organisation && <span>{one.professional.organisation}</span>}
                    <span>{t(`programmes.field.${one.field}`)}</span>
                    <span>{t(`programmes.participantState.${one.state}`)}</span>
                  </span>
                </div>
                <div className={page['actions']}>
                  {one.certificateId && one.professional && (
                    <Link
                      className={page['name']}
                      aria-label={t('programmes.certificateOf', { name })}
                      to={`/programmes/${view.seriesId}/certificates/${one.participantId}`}
                    >
                      {t('programmes.certificate')}
                    </Link>
                  )}
                  {one.state !== 'withdrawn' && !view.completed && (
                    <Button
                      size="xs"
                      variant="subtle"
                      color="gray"
                      aria-label={t('programmes.removeOf', { name })}
                      onClick={() => step.mutate(`${path}/withdraw`)}
                    >
                      {t('programmes.remove')}
                    </Button>
                  )}
                  {one.professional && (
                    <SubjectAccessButton
                      of={name}
                      path={`/programmes/series/${view.seriesId}${path}`}
                      schema={ParticipantSubjectAccess}
                    />
                  )}
                  {one.professional && (view.completed || one.state === 'withdrawn') && (
                    <ConfirmButton
                      label={t('programmes.eraseName')}
                      accessibleLabel={t('programmes.eraseOf', { name })}
                      title={t('programmes.eraseOf', { name })}
                      text={t('programmes.eraseHelp')}
                      yes={t('programmes.eraseYes')}
                      doing={step}
                      onYes={() => step.mutate(`${path}/erase`)}
                      button={{ variant: 'subtle', color: 'rose' }}
                    />
                  )}
                </div>
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
