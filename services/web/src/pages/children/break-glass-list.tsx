import type { BreakGlassRow } from '@abri/contracts/child-followup-api';
import { Button, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { dayTimeWords, timeWords } from '../../ui/words.js';
import { useBreakGlasses, useReviewBreakGlass, type useTeams } from './api.js';
import classes from './children.module.css';

type Teams = ReturnType<typeof useTeams>;

/** Emergency openings at the top of the list: of the team's cases until its lead has reviewed them, and one's own that last. */
export function BreakGlassLists({ teams }: { teams: Teams }) {
  const { t, i18n } = useTranslation();
  const found = useBreakGlasses();
  const { toReview = [], mine = [] } = found.data ?? {};
  return (
    <>
      <ProblemAlert error={found.error} />
      {toReview.length > 0 && (
        <Section title={t('children.breakGlass.toReview')} tone="danger" aside={toReview.length}>
          <ul className={classes['list']}>
            {toReview.map((row) => (
              <ToReview key={row.accessId} row={row} teams={teams} />
            ))}
          </ul>
        </Section>
      )}
      {mine.length > 0 && (
        <Section title={t('children.breakGlass.mine')} tone="next">
          <ul className={classes['list']}>
            {mine.map((row) => (
              <li key={row.accessId} className={classes['item']}>
                <span className={classes['line']}>
                  <Link className={`${classes['link']} mono`} to={`/children/${row.caseId}`}>
                    {row.reference}
                  </Link>
                  {t('children.breakGlass.until', { time: timeWords(i18n.language, row.until) })}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function ToReview({ row, teams }: { row: BreakGlassRow; teams: Teams }) {
  const { t, i18n } = useTranslation();
  const [note, setNote] = useState('');
  const review = useReviewBreakGlass(row);
  const by = teams.workerName(row.by);
  const give = (verdict: 'justified' | 'notJustified') => review.mutate({ verdict, note });
  const child = row.name ?? t('children.unnamed');
  return (
    <li className={classes['item']}>
      <span className={classes['line']}>
        {teams.mine.includes(row.team) ? <Link to={`/children/${row.caseId}`}>{child}</Link> : child}
        <span className={`${classes['quiet']} mono`}>{row.reference}</span>
      </span>
      <Text>
        {t('children.breakGlass.line', {
          by,
          at: dayTimeWords(i18n.language, row.openedAt),
          reason: t(`children.breakGlass.reason.${row.reason}`),
        })}
      </Text>
      {row.text && <p className={classes['text']}>{row.text}</p>}
      {!row.mayReview && <Text className={classes['quiet']}>{t('children.breakGlass.waitsForLead')}</Text>}
      {row.mayReview && (
        <>
          <Textarea
            label={t('children.breakGlass.note')}
            aria-label={t('children.breakGlass.noteOf', { by, reference: row.reference })}
            value={note}
            onChange={({ currentTarget: { value } }) => setNote(value)}
            autosize
            minRows={2}
            maxLength={2_000}
          />
          <ProblemAlert error={review.error} />
          <span className={classes['line']}>
            {(['justified', 'notJustified'] as const).map((verdict) => (
              <Button
                key={verdict}
                size="xs"
                variant={verdict === 'justified' ? 'filled' : 'default'}
                loading={review.isPending}
                disabled={note.trim() === ''}
                onClick={() => give(verdict)}
              >
                {t(`children.breakGlass.${verdict}`)}
              </Button>
            ))}
          </span>
        </>
      )}
    </li>
  );
}
