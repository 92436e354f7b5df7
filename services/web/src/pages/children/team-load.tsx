import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { useLoad, type useTeams } from './api.js';
import classes from './children.module.css';

/** How much each worker of a team has open: overdue, due this week and later, as bars and in words. */
export function TeamLoadSection({ teamId, teams }: { teamId: string; teams: ReturnType<typeof useTeams> }) {
  const { t } = useTranslation();
  const load = useLoad(teamId);
  const loads = load.data?.loads ?? [];
  const most = Math.max(1, ...loads.map(({ open }) => open));
  const share = (count: number) => ({ width: `${(100 * count) / most}%` });
  return (
    <Section title={t('children.loadTitle')} aside={teams.teamName(teamId)}>
      <ProblemAlert error={load.error} />
      <ul className={classes['loads']}>
        {loads.map(({ workerId, open, overdue, dueThisWeek, cases }) => {
          const name = workerId === null ? t('children.nobody') : teams.workerName(workerId);
          return (
            <li key={workerId ?? '-'}>
              <div className={classes['header']}>
                <span>{name}</span>
                <span className={`${classes['quiet']} num`}>
                  {open} {t('children.loadOpen')}
                  {overdue > 0 && (
                    <span className={classes['late']}>
                      {' '}
                      · {overdue} {t('children.loadOverdue')}
                    </span>
                  )}{' '}
                  · {t('children.loadCases', { count: cases })}
                </span>
              </div>
              <div
                className={classes['track']}
                role="img"
                aria-label={t('children.loadRow', { name, open, overdue, cases })}
              >
                <span data-part="overdue" style={share(overdue)} />
                <span data-part="week" style={share(dueThisWeek)} />
                <span style={share(open - overdue - dueThisWeek)} />
              </div>
            </li>
          );
        })}
      </ul>
      {load.data && loads.length === 0 && <Text c="dimmed">{t('children.none')}</Text>}
    </Section>
  );
}
