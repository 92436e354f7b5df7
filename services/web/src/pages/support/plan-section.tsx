import type { SupportCaseView } from '@abri/contracts/support-api';
import { Profession } from '@abri/contracts/support-case';
import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { useCaseCommand, usePartners } from './api.js';
import { dayIn, dayWords } from './dates.js';
import { useLivePartners } from './live-partners.js';
import page from '../pages.module.css';
import classes from './support.module.css';

type GoalView = SupportCaseView['goals'][number];

/** The plan that the partners share: goals in the person's words, each with steps, who does them, and by when. */
export function PlanSection({ view }: { view: SupportCaseView }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const may = view.open && !view.erased;
  const goals = [...view.goals].sort((a, b) => Number(a.state !== 'open') - Number(b.state !== 'open'));
  return (
    <Section
      title={t('support.case.plan')}
      aside={
        may && (
          <Button size="xs" variant="default" aria-expanded={adding} onClick={() => setAdding(!adding)}>
            {t('support.case.addGoal')}
          </Button>
        )
      }
    >
      {adding && <AddGoal caseId={view.caseId} onDone={() => setAdding(false)} />}
      {view.goals.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('support.case.planNone')}
        </Text>
      )}
      {goals.map((goal) => (
        <Goal key={goal.goalId} goal={goal} view={view} may={may} />
      ))}
    </Section>
  );
}

function AddGoal({ caseId, onDone }: { caseId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const form = useForm({ initialValues: { text: '', profession: 'social' } });
  const add = useCaseCommand(caseId, (body: typeof form.values) => ({ path: '/goals', body }), onDone);
  return (
    <form className={page['form']} onSubmit={form.onSubmit((body) => add.mutate(body))}>
      <div className={page['fields']}>
        <TextInput label={t('support.case.goalText')} required maxLength={300} {...form.getInputProps('text')} />
        <NativeSelect
          label={t('support.case.profession')}
          data={Profession.options.map((value) => ({ value, label: t(`support.profession.${value}`) }))}
          {...form.getInputProps('profession')}
        />
      </div>
      <ProblemAlert error={add.error} />
      <Button size="xs" type="submit" loading={add.isPending}>
        {t('app.save')}
      </Button>
    </form>
  );
}

function Goal({ goal, view, may }: { goal: GoalView; view: SupportCaseView; may: boolean }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const end = useCaseCommand(view.caseId, (outcome: 'reached' | 'dropped') => ({
    path: `/goals/${goal.goalId}/end`,
    body: { outcome },
  }));
  const open = may && goal.state === 'open';
  return (
    <div className={classes['goal']}>
      <h3 className={goal.state === 'open' ? undefined : page['over']}>{goal.text || '—'}</h3>
      <span className={page['facts']}>
        <span>{t(`support.profession.${goal.profession}`)}</span>
        <span>{t(`support.case.goalState.${goal.state}`)}</span>
      </span>
      {goal.steps.length > 0 && (
        <ul className={classes['steps']}>
          {goal.steps.map((step) => (
            <li key={step.stepId}>
              <StepRow step={step} goal={goal} view={view} open={open} />
            </li>
          ))}
        </ul>
      )}
      {open && (
        <div className={page['actions']}>
          <Button
            size="xs"
            variant="default"
            aria-expanded={adding}
            aria-label={t('support.case.addStepTo', { goal: goal.text })}
            onClick={() => setAdding(!adding)}
          >
            {t('support.case.addStep')}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            aria-label={t('support.case.reachedOf', { goal: goal.text })}
            onClick={() => end.mutate('reached')}
          >
            {t('support.case.reached')}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={t('support.case.dropOf', { step: goal.text })}
            onClick={() => end.mutate('dropped')}
          >
            {t('support.case.drop')}
          </Button>
        </div>
      )}
      <ProblemAlert error={end.error} />
      {adding && open && <AddStep goalId={goal.goalId} view={view} onDone={() => setAdding(false)} />}
    </div>
  );
}

function StepRow(o: { step: GoalView['steps'][number]; goal: GoalView; view: SupportCaseView; open: boolean }) {
  const { t, i18n } = useTranslation();
  const { nameOf } = usePartners();
  const { step } = o;
  const end = useCaseCommand(o.view.caseId, (outcome: 'done' | 'dropped') => ({
    path: `/goals/${o.goal.goalId}/steps/${step.stepId}/end`,
    body: { outcome },
  }));
  return (
    <div className={page['row']}>
      <div className={page['what']}>
        <span className={step.state === 'open' ? undefined : page['over']}>{step.text || '—'}</span>
        <span className={page['facts']}>
          <span>{nameOf(step.partnerId)}</span>
          <span>{dayWords(i18n.language, step.dueOn)}</span>
          <span>{t(`support.case.stepState.${step.state}`)}</span>
          {step.overdue && <span className={page['late']}>{t('support.late')}</span>}
        </span>
        <ProblemAlert error={end.error} />
      </div>
      {o.open && step.state === 'open' && (
        <div className={page['actions']}>
          <Button
            size="xs"
            variant="default"
            aria-label={t('support.case.doneOf', { step: step.text })}
            onClick={() => end.mutate('done')}
          >
            {t('support.case.done')}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={t('support.case.dropOf', { step: step.text })}
            onClick={() => end.mutate('dropped')}
          >
            {t('support.case.drop')}
          </Button>
        </div>
      )}
    </div>
  );
}

function AddStep({ goalId, view, onDone }: { goalId: string; view: SupportCaseView; onDone: () => void }) {
  const { t } = useTranslation();
  const partners = useLivePartners(view);
  const form = useForm({ initialValues: { text: '', partnerId: partners[0]?.value ?? '', dueOn: dayIn(7) } });
  const add = useCaseCommand(
    view.caseId,
    (body: typeof form.values) => ({ path: `/goals/${goalId}/steps`, body }),
    onDone,
  );
  return (
    <form className={page['form']} onSubmit={form.onSubmit((body) => add.mutate(body))}>
      <div className={page['fields']}>
        <TextInput label={t('support.case.stepText')} required maxLength={300} {...form.getInputProps('text')} />
        <NativeSelect label={t('support.case.stepBy')} data={partners} {...form.getInputProps('partnerId')} />
        <TextInput type="date" label={t('support.case.dueOn')} required {...form.getInputProps('dueOn')} />
      </div>
      <ProblemAlert error={add.error} />
      <Button size="xs" type="submit" loading={add.isPending}>
        {t('app.save')}
      </Button>
    </form>
  );
}
