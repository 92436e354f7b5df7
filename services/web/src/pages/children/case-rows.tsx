import type { CaseRow } from '@abri/contracts/child-followup-api';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DangerBadge } from '../../ui/danger-badge.js';
import classes from './children.module.css';
import { childWords, dayWords } from './words.js';

/** Cases as a list, each leading to its page. */
export function CaseRows({ cases, teamName }: { cases: readonly CaseRow[]; teamName: (teamId: string) => string }) {
  const { t, i18n } = useTranslation();
  return (
    <ul className={classes['list']}>
      {cases.map((row) => (
        <li key={row.caseId}>
          <div className={classes['row']}>
            <span className={classes['name']}>
              <Link to={`/children/${row.caseId}`}>{row.name ?? t('children.unnamed')}</Link>
              <span className={classes['quiet']}>
                <span className="mono">{row.reference}</span> · {childWords(t, row)}
              </span>
            </span>
            <span>{t(`children.caseState.${row.state}`)}</span>
            <DangerBadge level={row.danger} />
            <span>{teamName(row.team)}</span>
            <span className={classes['quiet']}>
              {row.nextDueAt && t('children.due', { date: dayWords(i18n.language, row.nextDueAt) })}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}
