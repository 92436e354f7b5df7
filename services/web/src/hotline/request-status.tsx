import type { PlacementView } from '@abri/contracts/matching-api';
import { Button, Loader, Text } from '@mantine/core';
import { IconCircleCheck, IconHome, IconHourglass, IconPhoneCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePlacementStep } from '../api/matching.js';
import { CountDown } from '../ui/count-down.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { HouseAddress } from './house-address.js';
import { houseWords } from './house-words.js';
import { RankedPlaces } from './ranked-places.js';
import classes from './request-panel.module.css';

/** Where the request stands, and the one step that comes next. */
export function RequestStatus({ request }: { request: PlacementView }) {
  const { t } = useTranslation();
  const { status } = request;
  const where = houseWords(request.house);
  switch (status.state) {
    case 'offered':
      return (
        <div className={classes['step']}>
          <Loader size="sm" type="dots" aria-hidden />
          <div>
            <strong className={classes['stepTitle']}>{t('request.offeredTo', { house: where })}</strong>
            <Text>{t('request.offeredText')}</Text>
          </div>
          <CountDown until={status.expiresAt} label={t('request.timeLeft')} large />
          <Confirm requestId={request.requestId} holdId={status.holdId} ready={false} />
        </div>
      );
    case 'accepted':
      return (
        <div className={classes['step']} data-tone="next">
          <IconPhoneCheck aria-hidden />
          <div>
            <strong className={classes['stepTitle']}>{t('request.acceptedBy', { house: where })}</strong>
            <Text>{t('request.acceptedText')}</Text>
          </div>
          <CountDown until={status.expiresAt} label={t('request.timeLeft')} large />
          <Confirm requestId={request.requestId} holdId={status.holdId} ready />
        </div>
      );
    case 'placed':
      return (
        <div className={classes['step']} data-tone="done">
          <IconCircleCheck aria-hidden />
          <div>
            <strong className={classes['stepTitle']}>{t('request.placedAt', { house: where })}</strong>
            <Text>{status.arrived ? t('request.arrived') : t('request.placedText')}</Text>
          </div>
          <HouseAddress key={status.holdId} path={`/${status.shelterId}/holds/${status.holdId}/address`} />
        </div>
      );
    case 'waiting':
      return (
        <div className={classes['step']}>
          <IconHourglass aria-hidden />
          <div>
            <strong className={classes['stepTitle']}>
              {request.waitingRank === null
                ? t('state.waiting')
                : request.waitingRank === 1
                  ? t('request.waitingFirst')
                  : t('request.waitingRank', { rank: request.waitingRank })}
            </strong>
            <Text>{t('request.waitingText')}</Text>
          </div>
          {request.ranking && (
            <div className={classes['whole']}>
              <Choose request={request} />
            </div>
          )}
        </div>
      );
    case 'choosing':
      return (
        <div className={classes['step']} data-tone="next">
          <div className={classes['whole']}>
            <strong className={classes['stepTitle']}>{t('request.choosingText')}</strong>
            <Choose request={request} />
          </div>
        </div>
      );
    case 'ended':
      return status.outcome === 'staysHome' ? (
        <div className={classes['step']} data-tone="done">
          <IconHome aria-hidden />
          <div>
            <strong className={classes['stepTitle']}>{t('safety.home.ended')}</strong>
            <Text>{t('safety.home.endedText')}</Text>
          </div>
        </div>
      ) : (
        <Text>{t('request.endedText', { outcome: t(`outcome.${status.outcome}`).toLowerCase() })}</Text>
      );
  }
}

function Confirm({ requestId, holdId, ready }: { requestId: string; holdId: string; ready: boolean }) {
  const { t } = useTranslation();
  const confirm = usePlacementStep<{ holdId: string }>(requestId, 'confirm');
  return (
    <div className={classes['whole']}>
      <Button
        size="lg"
        color="ember"
        fullWidth
        disabled={!ready}
        loading={confirm.isPending}
        onClick={() => confirm.mutate({ holdId })}
        data-testid="confirm"
      >
        {t('request.confirm')}
      </Button>
      {!ready && (
        <Text size="sm" c="dimmed" mt={4}>
          {t('request.confirmHint')}
        </Text>
      )}
      <ProblemAlert error={confirm.error} onRetry={() => confirm.mutate({ holdId })} />
    </div>
  );
}

function Choose({ request }: { request: PlacementView }) {
  const choose = usePlacementStep<{ shelterId: string }>(request.requestId, 'choose');
  if (!request.ranking) return null;
  return (
    <>
      <ProblemAlert error={choose.error} />
      <RankedPlaces
        ranking={request.ranking}
        choosing={{
          onTake: ({ shelterId }) => choose.mutate({ shelterId }),
          taking: choose.isPending ? (choose.variables?.shelterId ?? null) : null,
        }}
      />
    </>
  );
}
