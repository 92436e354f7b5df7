import type { TaskRow, WorklistScope } from '@abri/contracts/child-followup-api';
import { WorklistScope as Scopes } from '@abri/contracts/child-followup-api';
import { TaskKind } from '@abri/contracts/child-protocol';
import { Button, NativeSelect, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DangerBadge } from '../../ui/danger-badge.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { Waiting } from '../../ui/waiting.js';
import { useTakeTask, type useTeams, useWorklist } from './api.js';
import classes from './children.module.css';
import { childWords, dayWords } from './words.js';

type Teams = ReturnType<typeof useTeams>;

/** Open tasks: mine, the team's, those to be taken, and those that climbed to the lead. */
export function TaskList({ teams }: { teams: Teams }) {
  const { t } = useTranslation();
  const [scope, setScope] = useState<WorklistScope>('team');
  const [kind, setKind] = useState<TaskKind | ''>('');
  const list = useWorklist(scope, kind);
  const tasks = list.data?.pages.flatMap((page) => page.tasks) ?? [];
  return (
    <Section title={t('children.worklist')}>
      <div className={classes['filters']}>
        <SegmentedControl
          aria-label={t('children.scopeLabel')}
          value={scope}
          onChange={(value) => setScope(Scopes.parse(value))}
          data={Scopes.options.map((value) => ({ value, label: t(`children.scope.${value}`) }))}
          size="xs"
        />
        <NativeSelect
          aria-label={t('children.kindLabel')}
          value={kind}
          onChange={({ currentTarget: { value } }) => setKind(TaskKind.safeParse(value).data ?? '')}
          data={[
            { value: '', label: t('children.allKinds') },
            ...TaskKind.options.map((value) => ({ value, label: t(`children.kind.${value}`) })),
          ]}
        />
      </div>
      <ProblemAlert error={list.error} />
      {list.isPending && <Waiting />}
      {list.data && tasks.length === 0 && (
        <Text c="dimmed">{t(scope === 'mine' ? 'children.noneMine' : 'children.none')}</Text>
      )}
      <ul className={classes['list']} data-testid="worklist">
        {tasks.map((task) => (
          <li key={`${task.caseId} ${task.taskId}`}>
            <Row task={task} teams={teams} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('children.more')}
        </Button>
      )}
    </Section>
  );
}

function Row({ task, teams }: { task: TaskRow; teams: Teams }) {
  const { t, i18n } = useTranslation();
  const take = useTakeTask();
  const date = dayWords(i18n.language, task.dueAt);
  return (
    <div className={classes['row']} data-overdue={task.overdue}>
      <span className={classes['name']}>
        <Link to={`/children/${task.caseId}`}>{task.name ?? t('children.unnamed')}</Link>
        <span className={classes['quiet']}>
          <span className="mono">{task.reference}</span> · {childWords(t, task)}
        </span>
      </span>
      <span className={classes['name']}>
        <span>{t(`children.kind.${task.kind}`)}</span>
        <span className={classes['quiet']}>{t(`children.who.${task.who}`)}</span>
      </span>
      <DangerBadge level={task.danger} />
      <span className={classes['name']}>
        {task.overdue && <span className={classes['late']}>{t('children.overdue')}</span>}
        <span className={task.overdue ? classes['quiet'] : undefined}>
          {task.overdue ? date : t('children.due', { date })}
        </span>
        {task.alertedAt && !task.seenAt && <span className={classes['late']}>{t('children.alerted')}</span>}
      </span>
      {task.assignee ? (
        <span className={classes['quiet']}>
          {task.assignee === teams.me ? t('children.you') : teams.workerName(task.assignee)}
        </span>
      ) : (
        <Button
          size="xs"
          variant="default"
          loading={take.isPending}
          aria-label={`${t('children.takeIt')}: ${t(`children.kind.${task.kind}`)}, ${task.reference}`}
          onClick={() => take.mutate({ caseId: task.caseId, taskId: task.taskId, assignee: teams.me })}
        >
          {t('children.takeIt')}
        </Button>
      )}
      <ProblemAlert error={take.error} />
    </div>
  );
}
