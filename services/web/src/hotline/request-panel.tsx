import { WithdrawReason, ReferralTarget } from '@abri/contracts/placement';
import type { PlacementView } from '@abri/contracts/matching-api';
import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePlacement, usePlacementStep } from '../api/matching.js';
import { useShortcuts } from '../app/shortcuts.js';
import { DangerBadge } from '../ui/danger-badge.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { ReasonMenu } from '../ui/reason-menu.js';
import { householdWords, timeWords } from '../ui/words.js';
import { Waiting } from '../ui/waiting.js';
import classes from './request-panel.module.css';
import { RequestStatus } from './request-status.js';
import { LinkCode } from './safety/link-code.js';
import { MoveOutcome } from './safety/move-outcome.js';
import { MoveStep } from './safety/move-step.js';
import { SafetyAlert } from './safety/safety-alert.js';
import { StaysHome } from './safety/stays-home.js';

/** One request: the code to say, where it stands, and what can be done about it. */
export function RequestPanel({ requestId, onNext }: { requestId: string; onNext?: () => void }) {
  const placement = usePlacement(requestId);
  if (placement.data) return <Loaded request={placement.data} onNext={onNext} />;
  if (placement.isError) return <ProblemAlert error={placement.error} onRetry={() => void placement.refetch()} />;
  return <Waiting />;
}

function Loaded({ request, onNext }: { request: PlacementView; onNext?: () => void }) {
  const { t, i18n } = useTranslation();
  const withdraw = usePlacementStep<{ reason: WithdrawReason }>(request.requestId, 'withdraw');
  const refer = usePlacementStep<{ to: ReferralTarget }>(request.requestId, 'refer');
  const { state } = request.status;
  const open = state !== 'ended' && !(request.status.state === 'placed' && request.status.arrived);
  useShortcuts(onNext ? { 'mod+Delete': onNext } : {});
  return (
    <div className={classes['panel']}>
      <header className={classes['header']}>
        <div>
          <h1 className={classes['state']} aria-live="polite">
            {t(`state.${state}`)}
          </h1>
          <dl className={classes['about']}>
            <dt>{t('request.party')}</dt>
            <dd>{householdWords(t, i18n.language, request.household, request.needs.pets)}</dd>
            <dt>{t('request.danger')}</dt>
            <dd>
              <DangerBadge level={request.danger} />
            </dd>
            <dt>{t('request.since', { time: timeWords(i18n.language, request.requestedAt) })}</dt>
            <dd>{t('request.attempts', { count: request.attempts })}</dd>
          </dl>
        </div>
        <div className={classes['code']}>
          <Text size="xs" component="span">
            {t('request.reference')}
          </Text>
          <output className={classes['reference']} data-testid="reference">
            {request.reference}
          </output>
        </div>
      </header>
      <MoveOutcome request={request} />
      {request.unsafe && <SafetyAlert request={request} alert={request.unsafe} />}
      {request.moving && <MoveStep request={request} moving={request.moving} />}
      <RequestStatus request={request} />
      {state !== 'ended' && request.mayStayHome && <StaysHome request={request} />}
      {state !== 'ended' && <LinkCode request={request} />}
      <ProblemAlert error={withdraw.error ?? refer.error} />
      {(onNext || open) && (
        <footer className={classes['footer']}>
          {onNext && (
            <Button variant={open ? 'default' : 'filled'} onClick={onNext} data-testid="next-caller">
              {t('request.next')}
            </Button>
          )}
          {open && (
            <>
              <ReasonMenu
                label={t('request.refer')}
                title={t('request.target')}
                reasons={ReferralTarget.options.map((value) => ({ value, label: t(`referral.${value}`) }))}
                busy={refer.isPending}
                onPick={(to) => refer.mutate({ to })}
              />
              <ReasonMenu
                label={t('request.withdraw')}
                title={t('request.reason')}
                reasons={WithdrawReason.options.map((value) => ({ value, label: t(`withdraw.${value}`) }))}
                busy={withdraw.isPending}
                onPick={(reason) => withdraw.mutate({ reason })}
              />
            </>
          )}
        </footer>
      )}
    </div>
  );
}
