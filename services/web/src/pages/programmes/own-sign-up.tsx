import type { SeriesView } from '@abri/contracts/programmes-api';
import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { useSeriesCommand } from './api.js';
import page from '../pages.module.css';
import { SignUpForm } from './sign-up-form.js';

/** The signed-in person's own place in a training. */
export function OwnSignUp({ view, name }: { view: SeriesView; name: string }) {
  const { t } = useTranslation();
  const stepBack = useSeriesCommand(view.seriesId, () => ({ path: '/own-sign-up/withdraw', body: {} }));
  const { own } = view;
  const seats =
    view.freeSeats === null
      ? undefined
      : view.freeSeats > 0
        ? t('programmes.seatsFree', { count: view.freeSeats })
        : t('programmes.full');
  const signedUp = own !== null && own.state !== 'withdrawn';
  if (!signedUp && view.completed) return null;
  return (
    <Section title={t('programmes.mine')} aside={view.completed ? undefined : seats}>
      {signedUp ? (
        <div className={page['actions']}>
          <Text fw={600}>{t(`programmes.participantState.${own.state}`)}</Text>
          {!view.completed && (
            <Button size="xs" variant="default" loading={stepBack.isPending} onClick={() => stepBack.mutate(undefined)}>
              {t('programmes.stepBack')}
            </Button>
          )}
          {own.certificateId && (
            <Link className={page['name']} to={`/programmes/${view.seriesId}/certificates/${own.participantId}`}>
              {t('programmes.certificate')}
            </Link>
          )}
        </div>
      ) : (
        <SignUpForm seriesId={view.seriesId} path="/own-sign-up" name={name} label={t('programmes.signMyselfUp')} />
      )}
      <ProblemAlert error={stepBack.error} />
    </Section>
  );
}
