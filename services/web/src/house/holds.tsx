import type { ShelterView } from '@abri/contracts/capacity-api';
import { DeclineReason } from '@abri/contracts/capacity-events';
import { referenceOf } from '@abri/contracts/placement';
import type { Hold } from '@abri/contracts/shelter';
import { Button, Group, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShelterCommand } from '../api/capacity.js';
import { CountDown } from '../ui/count-down.js';
import { Dialog } from '../ui/dialog.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { ReasonMenu } from '../ui/reason-menu.js';
import { dayTimeWords, partyWords } from '../ui/words.js';
import classes from './house-page.module.css';
import { unitLabels } from './unit-state.js';

type Of<S extends Hold['state']> = Extract<Hold, { state: S }>;
const inState = <S extends Hold['state']>(house: ShelterView, state: S) =>
  house.holds.filter((hold): hold is Of<S> => hold.state === state);

const useHoldCommand = <B extends object = object>(house: ShelterView, hold: Hold, step: string) =>
  useShelterCommand((more: B) => ({
    path: `/${house.shelterId}/holds/${hold.holdId}/${step}`,
    body: { token: hold.token, ...more },
  }));

/** Offers that the house must answer, with the time left. */
export function Offers({ house }: { house: ShelterView }) {
  const { t } = useTranslation();
  const offers = inState(house, 'offered').sort((a, b) => a.expiresAt.localeCompare(b.expiresAt));
  return <HoldList holds={offers} none={t('house.offersNone')} row={(hold) => <Offer house={house} hold={hold} />} />;
}

/** Accepted holds that the hotline has yet to confirm, and confirmed ones that are on their way. */
export function Expected({ house }: { house: ShelterView }) {
  const { t } = useTranslation();
  const holds = [...inState(house, 'confirmed'), ...inState(house, 'accepted')];
  return (
    <HoldList
      holds={holds}
      none={t('house.expectedNone')}
      row={(hold) =>
        hold.state === 'accepted' ? (
          <Row house={house} hold={hold} time={<CountDown until={hold.expiresAt} label={t('house.accepted')} />} />
        ) : (
          <Arrival house={house} hold={hold} />
        )
      }
    />
  );
}

/** Households that are there. */
export function Present({ house }: { house: ShelterView }) {
  const { t } = useTranslation();
  return (
    <HoldList
      holds={inState(house, 'arrived')}
      none={t('house.presentNone')}
      row={(hold) => <Stay house={house} hold={hold} />}
    />
  );
}

function HoldList<H extends Hold>(o: { holds: H[]; none: string; row: (hold: H) => ReactNode }) {
  if (o.holds.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {o.none}
      </Text>
    );
  return (
    <ul className={classes['list']}>
      {o.holds.map((hold) => (
        <li key={hold.holdId}>{o.row(hold)}</li>
      ))}
    </ul>
  );
}

function Row(o: { house: ShelterView; hold: Hold; time?: ReactNode; actions?: ReactNode; error?: unknown }) {
  const { t, i18n } = useTranslation();
  return (
    <div className={classes['hold']} data-testid={`hold-${o.hold.state}`}>
      <div className={classes['who']}>
        <strong className="mono">{referenceOf(o.hold.requestId)}</strong>
        <span>{partyWords(t, i18n.language, o.hold.party)}</span>
        <Text span c="dimmed" size="sm">
          {unitLabels(o.house, o.hold).join(', ')}
        </Text>
      </div>
      <div>{o.time}</div>
      {o.actions && <div className={classes['actions']}>{o.actions}</div>}
      <ProblemAlert error={o.error} />
    </div>
  );
}

function Offer({ house, hold }: { house: ShelterView; hold: Of<'offered'> }) {
  const { t } = useTranslation();
  const accept = useHoldCommand(house, hold, 'accept');
  const decline = useHoldCommand<{ reason: (typeof DeclineReason.options)[number] }>(house, hold, 'decline');
  const reference = referenceOf(hold.requestId);
  return (
    <Row
      house={house}
      hold={hold}
      time={<CountDown until={hold.expiresAt} label={t('house.answerWithin')} large />}
      error={accept.error ?? decline.error}
      actions={
        <>
          <Button
            color="ember"
            loading={accept.isPending}
            aria-label={t('house.acceptOf', { reference })}
            onClick={() => accept.mutate({})}
          >
            {t('house.accept')}
          </Button>
          <ReasonMenu
            label={t('house.decline')}
            accessibleLabel={t('house.declineOf', { reference })}
            title={t('house.declineReason')}
            reasons={DeclineReason.options.map((value) => ({ value, label: t(`decline.${value}`) }))}
            busy={decline.isPending}
            onPick={(reason) => decline.mutate({ reason })}
          />
        </>
      }
    />
  );
}

function Arrival({ house, hold }: { house: ShelterView; hold: Of<'confirmed'> }) {
  const { t, i18n } = useTranslation();
  const arrive = useHoldCommand(house, hold, 'arrive');
  return (
    <Row
      house={house}
      hold={hold}
      error={arrive.error}
      time={
        <Text span c="dimmed" size="sm">
          {t('house.since', { at: dayTimeWords(i18n.language, hold.confirmedAt) })}
        </Text>
      }
      actions={
        <Button
          loading={arrive.isPending}
          aria-label={t('house.arrivedOf', { reference: referenceOf(hold.requestId) })}
          onClick={() => arrive.mutate({})}
        >
          {t('house.arrived')}
        </Button>
      }
    />
  );
}

function Stay({ house, hold }: { house: ShelterView; hold: Of<'arrived'> }) {
  const { t, i18n } = useTranslation();
  const [asking, setAsking] = useState(false);
  const leave = useHoldCommand(house, hold, 'leave');
  const reference = referenceOf(hold.requestId);
  return (
    <Row
      house={house}
      hold={hold}
      error={leave.error}
      time={
        <Text span c="dimmed" size="sm">
          {t('house.since', { at: dayTimeWords(i18n.language, hold.arrivedAt) })}
        </Text>
      }
      actions={
        <>
          <Button
            variant="default"
            loading={leave.isPending}
            aria-label={t('house.leftOf', { reference })}
            onClick={() => setAsking(true)}
          >
            {t('house.left')}
          </Button>
          <Dialog opened={asking} onClose={() => setAsking(false)} title={t('house.leftOf', { reference })}>
            <Text mb="md">{t('house.leftSure', { reference })}</Text>
            <Group>
              <Button
                data-autofocus
                onClick={() => {
                  setAsking(false);
                  leave.mutate({});
                }}
              >
                {t('house.leftYes')}
              </Button>
              <Button variant="default" onClick={() => setAsking(false)}>
                {t('app.cancel')}
              </Button>
            </Group>
          </Dialog>
        </>
      }
    />
  );
}
