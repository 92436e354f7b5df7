import type { PlacementView } from '@abri/contracts/matching-api';
import type { Move } from '@abri/contracts/placement';
import { Button, Loader, Text } from '@mantine/core';
import { IconPhoneCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePlacementStep } from '../../api/matching.js';
import { CountDown } from '../../ui/count-down.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { houseWords } from '../house-words.js';
import steps from '../request-panel.module.css';
import classes from './safety.module.css';

/** A move under way: where the next place is held, whose turn it is, and the way back. */
export function MoveStep({ request, moving }: { request: PlacementView; moving: Move }) {
  const { t } = useTranslation();
  const house = houseWords(request.nextHouse);
  const accepted = moving.state === 'accepted';
  const confirm = usePlacementStep<{ holdId: string }>(request.requestId, 'confirm-move');
  const cancel = usePlacementStep<object>(request.requestId, 'cancel-move');
  const send = () => confirm.mutate({ holdId: moving.holdId });
  return (
    <div className={steps['step']} data-tone={accepted ? 'next' : undefined} data-testid={`move-${moving.state}`}>
      {accepted ? <IconPhoneCheck aria-hidden /> : <Loader size="sm" type="dots" aria-hidden />}
      <div role="status">
        <strong className={steps['stepTitle']}>
          {accepted ? t('safety.move.acceptedBy', { house }) : t('safety.move.offeredTo', { house })}
        </strong>
        <Text>{accepted ? t('safety.move.acceptedText') : t('safety.move.offeredText')}</Text>
      </div>
      <CountDown until={moving.expiresAt} label={t('request.timeLeft')} large />
      <div className={steps['whole']}>
        <div className={classes['actions']}>
          <Button
            size="md"
            color="ember"
            disabled={!accepted}
            loading={confirm.isPending}
            onClick={send}
            data-testid="confirm-move"
          >
            {t('safety.move.confirm')}
          </Button>
          <Button variant="default" size="md" loading={cancel.isPending} onClick={() => cancel.mutate({})}>
            {t('safety.move.cancel')}
          </Button>
        </div>
        {!accepted && (
          <Text size="sm" c="dimmed">
            {t('safety.move.confirmHint')}
          </Text>
        )}
        <ProblemAlert error={confirm.error} onRetry={send} />
        <ProblemAlert error={cancel.error} />
      </div>
    </div>
  );
}
