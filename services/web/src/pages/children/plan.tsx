import type { CaseView } from '@abri/contracts/child-followup-api';
import { CancelReason, type Task } from '@abri/contracts/child-case';
import { TaskKind, WorkerFunction } from '@abri/contracts/child-protocol';
import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../api/clock.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { ReasonMenu } from '../../ui/reason-menu.js';
import { Section } from '../../ui/section.js';
import { useCaseCommand, type useTeams } from './api.js';
import classes from './children.module.css';
import { dateIn, dayWords, endOfDay } from './words.js';

type Teams = ReturnType<typeof useTeams>;

/** The plan: what is open, soonest first, and what has ended. */
export function Plan({ view, teams, own }: { view: CaseView; teams: Teams; own: boolean }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const byDate = [...view.case.tasks].sort((a, b) => a.dueAt.localeCompare(b.dueAt));
  const open = byDate.filter((task) => task.state === 'open');
  const ended = byDate.filter((task) => task.state !== 'open');
  const editable = own && view.case.status.state === 'open';
  return (
    <Section
      title={t('children.plan')}
      aside={
        editable && (
          <Button size="xs" variant="default" aria-expanded={adding} onClick={() => setAdding(!adding)}>
            {t('children.addTask')}
          </Button>
        )
      }
    >
      {adding && <AddTask view={view} teams={teams} onDone={() => setAdding(false)} />}
      {open.length === 0 && <Text c="dimmed">{t('children.planNone')}</Text>}
      <ul className={classes['list']}>
        {open.map((task) => (
          <li key={task.taskId}>
            <OpenTask task={task} view={view} teams={teams} own={own} />
          </li>
        ))}
      </ul>
      {ended.length > 0 && (
        <details>
          <summary>{t('children.ended', { count: ended.length })}</summary>
          <ul className={classes['list']}>
            {ended.map((task) => (
              <li key={task.taskId} className={classes['item']}>
                <EndedTask
                  task={task}
                  caseId={view.case.caseId}
                  reopens={editable || (own && mayLookAgain(view, task))}
                />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

const mayLookAgain = ({ case: { status } }: CaseView, task: Task) =>
  status.state === 'closed' && task.kind === 'review';

/** What has ended, and the way back for who pressed the wrong button: a child must not be forgotten for that. */
function EndedTask({ task, caseId, reopens }: { task: Task; caseId: string; reopens: boolean }) {
  const { t, i18n } = useTranslation();
  const reopen = useCaseCommand<object>(caseId, () => ({ path: `/tasks/${task.taskId}/reopen` }));
  const name = t(`children.kind.${task.kind}`);
  return (
    <>
      <span className={classes['line']}>
        {name}
        <span className={classes['quiet']}>
          {t(task.state === 'done' ? 'children.done' : 'children.event.TaskCancelled')}
          {task.endedAt && ` · ${dayWords(i18n.language, task.endedAt)}`}
        </span>
        {reopens && (
          <Button
            size="xs"
            variant="default"
            loading={reopen.isPending}
            aria-label={t('children.reopenTaskOf', { task: name })}
            onClick={() => reopen.mutate({})}
          >
            {t('children.reopenTask')}
          </Button>
        )}
      </span>
      <ProblemAlert error={reopen.error} />
    </>
  );
}

function OpenTask({ task, view, teams, own }: { task: Task; view: CaseView; teams: Teams; own: boolean }) {
  const { t, i18n } = useTranslation();
  const { caseId, team, status } = view.case;
  const at = `/tasks/${task.taskId}`;
  const done = useCaseCommand<object>(caseId, () => ({ path: `${at}/done` }));
  const cancel = useCaseCommand(caseId, (reason: string) => ({ path: `${at}/cancel`, body: { reason } }));
  const assign = useCaseCommand(caseId, (assignee: string | null) => ({
    path: `${at}/assignee`,
    method: 'PUT',
    body: { assignee },
  }));
  const language = i18n.language === 'en' ? 'en' : 'fr';
  const overdue = task.dueAt <= new Date(serverNow()).toISOString();
  const name = t(`children.kind.${task.kind}`);
  const date = dayWords(i18n.language, task.dueAt);
  const instructions = task.stepId ? view.steps[task.stepId]?.[language] : undefined;
  return (
    <div className={classes['item']}>
      <span className={classes['line']}>
        <strong>{name}</strong>
        <span className={overdue ? classes['late'] : classes['quiet']}>
          {t(overdue ? 'children.dueSince' : 'children.due', { date })}
        </span>
        <span className={classes['quiet']}>{t(`children.who.${task.who}`)}</span>
        {task.repeats && task.repeats.left > 0 && (
          <span className={classes['quiet']}>
            {t('children.rounds', { count: task.repeats.left, days: task.repeats.everyDays })}
          </span>
        )}
      </span>
      {instructions && <span className={classes['quiet']}>{instructions}</span>}
      {own && status.state !== 'joined' && (
        <span className={classes['line']}>
          <NativeSelect
            size="xs"
            aria-label={`${t('children.worker')}: ${name}`}
            value={task.assignee ?? ''}
            disabled={assign.isPending}
            onChange={({ currentTarget: { value } }) => assign.mutate(value || null)}
            data={workerOptions(teams, team, t('children.nobody'))}
          />
          <Button
            size="xs"
            loading={done.isPending}
            aria-label={t('children.doneOf', { task: name })}
            onClick={() => done.mutate({})}
          >
            {t('children.done')}
          </Button>
          <ReasonMenu
            label={t('children.cancelTask')}
            accessibleLabel={t('children.cancelOf', { task: name })}
            title={t('children.cancelWhy')}
            reasons={CancelReason.exclude(['caseClosed']).options.map((value) => ({
              value,
              label: t(`children.cancel.${value}`),
            }))}
            onPick={(reason) => cancel.mutate(reason)}
            busy={cancel.isPending}
            button={{ size: 'xs' }}
          />
        </span>
      )}
      <ProblemAlert error={done.error ?? cancel.error ?? assign.error} />
    </div>
  );
}

const workerOptions = (teams: Teams, team: string, nobody: string) => [
  { value: '', label: nobody },
  ...teams.workersOf(team).map(({ workerId, name }) => ({ value: workerId, label: name })),
];

function AddTask({ view, teams, onDone }: { view: CaseView; teams: Teams; onDone: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<string>('other');
  const [who, setWho] = useState<string>('socialWorker');
  const [date, setDate] = useState(() => dateIn(7, serverNow()));
  const [assignee, setAssignee] = useState('');
  const add = useCaseCommand(view.case.caseId, (body: object) => ({ path: '/tasks', body }), onDone);
  return (
    <form
      className={classes['fields']}
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({ kind, who, dueAt: endOfDay(date), assignee: assignee || null });
      }}
    >
      <NativeSelect
        label={t('children.kindLabel')}
        value={kind}
        onChange={({ currentTarget: { value } }) => setKind(value)}
        data={TaskKind.exclude(['review']).options.map((value) => ({ value, label: t(`children.kind.${value}`) }))}
      />
      <NativeSelect
        label={t('children.worker')}
        value={assignee}
        onChange={({ currentTarget: { value } }) => setAssignee(value)}
        data={workerOptions(teams, view.case.team, t('children.nobody'))}
      />
      <NativeSelect
        aria-label={t('children.who.socialWorker')}
        value={who}
        onChange={({ currentTarget: { value } }) => setWho(value)}
        data={WorkerFunction.options.map((value) => ({ value, label: t(`children.who.${value}`) }))}
      />
      <TextInput
        type="date"
        required
        label={t('children.dueDate')}
        value={date}
        onChange={({ currentTarget: { value } }) => setDate(value)}
      />
      <Button type="submit" loading={add.isPending} disabled={date === ''}>
        {t('children.addTask')}
      </Button>
      <ProblemAlert error={add.error} />
    </form>
  );
}
