import type { CaseView } from '@abri/contracts/child-followup-api';
import { Alert, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../api/clock.js';
import { Section } from '../../ui/section.js';
import { dayTimeWords, timeWords } from '../../ui/words.js';
import type { useTeams } from './api.js';
import classes from './children.module.css';

/** The opening under which the reader sees this case now, if it is one of another team. */
export const liveOpening = (view: CaseView, me: string) =>
  view.breakGlass.find(({ by, until }) => by === me && Date.parse(until) > serverNow());

/** Says until when the case is open, and takes it off the page when that is over. */
export function BreakGlassBanner({ until }: { until: string }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  useEffect(() => {
    const over = () => void queries.resetQueries({ queryKey: ['child-followup'] });
    const timer = setTimeout(over, Math.max(0, Date.parse(until) - serverNow()) + 500);
    return () => clearTimeout(timer);
  }, [until, queries]);
  return (
    <Alert color="rose" variant="outline" role="status" data-testid="break-glass">
      {t('children.breakGlass.banner', { time: timeWords(i18n.language, until) })}
    </Alert>
  );
}

/** Who opened the case in an emergency, why, and what the lead said of it: for the team that follows the child. */
export function BreakGlassHistory({ view, teams }: { view: CaseView; teams: ReturnType<typeof useTeams> }) {
  const { t, i18n } = useTranslation();
  const at = (instant: string) => dayTimeWords(i18n.language, instant);
  if (view.breakGlass.length === 0) return null;
  return (
    <Section title={t('children.breakGlass.section')}>
      <ul className={classes['list']}>
        {view.breakGlass.map((one) => (
          <li key={one.accessId} className={classes['item']}>
            <Text>
              {t('children.breakGlass.line', {
                by: teams.workerName(one.by),
                at: at(one.openedAt),
                reason: t(`children.breakGlass.reason.${one.reason}`),
              })}
            </Text>
            {one.text && <p className={classes['text']}>{one.text}</p>}
            <Text className={classes['quiet']}>
              {one.review
                ? t('children.breakGlass.reviewed', {
                    at: at(one.review.at),
                    by: teams.workerName(one.review.by),
                    verdict: t(`children.breakGlass.verdict.${one.review.verdict}`),
                  })
                : t('children.breakGlass.notReviewed')}
            </Text>
            {one.reviewNote && <p className={classes['text']}>{one.reviewNote}</p>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
