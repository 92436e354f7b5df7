import type { PlacementView } from '@abri/contracts/matching-api';
import type { SafetyAlert as Alert } from '@abri/contracts/placement';
import { Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePlacementStep } from '../../api/matching.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { dayTimeWords } from '../../ui/words.js';
import { RankedPlaces } from '../ranked-places.js';
import classes from './safety.module.css';

/** A request whose place is not safe any more: why, what to do, and the places that are ready. It stands until handled. */
export function SafetyAlert({ request, alert }: { request: PlacementView; alert: Alert }) {
  const { t, i18n } = useTranslation();
  const dismiss = usePlacementStep<object>(request.requestId, 'dismiss-alert');
  return (
    <section className={classes['alert']} aria-labelledby="safety-alert" data-testid={`unsafe-${alert.cause}`}>
      <h2 id="safety-alert" className={classes['title']}>
        <IconAlertTriangle aria-hidden />
        {t(`safety.alert.${alert.cause}`)}
      </h2>
      <Text>{t(`safety.alert.${alert.cause}Text`)}</Text>
      <Text size="sm" c="dimmed">
        {t('safety.alert.since', { at: dayTimeWords(i18n.language, alert.since) })}
      </Text>
      {!request.moving && <Alternatives request={request} />}
      {alert.cause === 'zoneEntered' ? (
        <div className={classes['actions']}>
          <Button variant="default" loading={dismiss.isPending} onClick={() => dismiss.mutate({})}>
            {t('safety.alert.dismiss')}
          </Button>
          <Text size="sm" c="dimmed">
            {t('safety.alert.dismissHint')}
          </Text>
        </div>
      ) : (
        <Text size="sm" c="dimmed">
          {t('safety.alert.stands')}
        </Text>
      )}
      <ProblemAlert error={dismiss.error} />
    </section>
  );
}

/** The safe places. A household that has a place moves; one whose place is not confirmed yet gets another one held. */
function Alternatives({ request }: { request: PlacementView }) {
  const { t } = useTranslation();
  const placed = request.status.state === 'placed';
  const take = usePlacementStep<{ shelterId: string }>(request.requestId, placed ? 'move' : 'choose');
  if (!request.ranking) return null;
  return (
    <div className={classes['places']}>
      <h3 className={classes['subtitle']}>{t('safety.alert.ready')}</h3>
      <ProblemAlert error={take.error} />
      <RankedPlaces
        ranking={request.ranking}
        choosing={{
          onTake: ({ shelterId }) => take.mutate({ shelterId }),
          taking: take.isPending ? (take.variables?.shelterId ?? null) : null,
          ...(placed
            ? { label: t('safety.alert.moveHere'), labelOf: (name) => t('safety.alert.moveTo', { name }) }
            : {}),
        }}
      />
    </div>
  );
}
