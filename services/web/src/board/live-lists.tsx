import type { Board } from '@abri/contracts/board-api';
import { referenceOf } from '@abri/contracts/placement';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CountDown } from '../ui/count-down.js';
import { DangerBadge } from '../ui/danger-badge.js';
import { useNow } from '../ui/now.js';
import { Section } from '../ui/section.js';
import { agoWords } from '../ui/words.js';
import classes from './board.module.css';

/** Households that wait, in the order of serving. */
export function WaitingList({ waiting }: Pick<Board, 'waiting'>) {
  const { t, i18n } = useTranslation();
  const now = useNow(10_000);
  return (
    <Section
      title={t('board.waiting')}
      aside={waiting.length || undefined}
      tone={waiting.length > 0 ? 'next' : 'plain'}
    >
      {waiting.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('board.waitingNone')}
        </Text>
      ) : (
        <ol className={classes['list']}>
          {waiting.map((household) => (
            <li key={household.requestId}>
              <strong className="mono">{household.reference}</strong>
              <DangerBadge level={household.danger} />
              <span>{t('board.people', { count: household.people })}</span>
              <span className={classes['end']}>{agoWords(i18n.language, household.since, now)}</span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

/** Holds that wait for a house or for the hotline, with the time left. */
export function HoldsList({ holds, shelters }: Pick<Board, 'holds' | 'shelters'>) {
  const { t } = useTranslation();
  const names = new Map(shelters.map(({ shelterId, name }) => [shelterId, name]));
  return (
    <Section title={t('board.holds')} aside={holds.length || undefined}>
      {holds.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('board.holdsNone')}
        </Text>
      ) : (
        <ul className={classes['list']}>
          {holds.map((hold) => (
            <li key={hold.holdId}>
              <strong className="mono">{referenceOf(hold.requestId)}</strong>
              <span>{names.get(hold.shelterId) ?? ''}</span>
              <span>{t(`holdState.${hold.state}`)}</span>
              <span className={classes['end']}>
                <CountDown until={hold.expiresAt} label={t('requests.timeLeft')} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
