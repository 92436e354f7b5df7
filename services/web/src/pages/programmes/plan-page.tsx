import { ProgrammeKind, PublicForm, SchoolLevel, TherapyAudience, TrainingSubject } from '@abri/contracts/programme';
import { PlanSeries } from '@abri/contracts/programmes-api';
import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { CommuneSelect } from '../../ui/commune-select.js';
import { focusFirstError } from '../../ui/focus-error.js';
import { formErrors } from '../../ui/form-errors.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { usePlan } from './api.js';
import { emptyPlan, planPath, toPlan } from './plan-form.js';
import page from '../pages.module.css';

/** Plans a programme with its sessions. */
export function PlanPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const plan = usePlan(({ seriesId }) => void navigate(`/programmes/${seriesId}`));
  const form = useForm({
    initialValues: emptyPlan,
    validate: (values) =>
      Object.fromEntries(
        Object.entries(formErrors(PlanSeries, toPlan(values), () => t('programmes.fields.invalid'))).map(
          ([path, text]) => [planPath(path), text],
        ),
      ),
  });
  const { kind } = form.values;
  const options = <V extends string>(values: readonly V[], label: (value: V) => string) =>
    values.map((value) => ({ value, label: label(value) }));
  return (
    <form
      className={`${page['page']} ${page['narrow']}`}
      onSubmit={form.onSubmit(
        (values) => plan.mutate(toPlan(values)),
        (errors) => focusFirstError(errors, form.getInputNode),
      )}
      noValidate
    >
      <Link className={page['name']} to="/programmes">
        {t('programmes.back')}
      </Link>
      <h1>{t('programmes.plan')}</h1>
      <Section title={t(`programmes.kind.${kind}`)}>
        <div className={page['fields']}>
          <NativeSelect
            label={t('programmes.fields.kind')}
            data={options(ProgrammeKind.options, (value) => t(`programmes.kind.${value}`))}
            {...form.getInputProps('kind')}
          />
          {kind === 'school' && (
            <NativeSelect
              label={t('programmes.fields.level')}
              data={options(SchoolLevel.options, (value) => t(`programmes.level.${value}`))}
              {...form.getInputProps('level')}
            />
          )}
          {kind === 'public' && (
            <NativeSelect
              label={t('programmes.fields.form')}
              data={options(PublicForm.options, (value) => t(`programmes.form.${value}`))}
              {...form.getInputProps('form')}
            />
          )}
          {kind === 'training' && (
            <NativeSelect
              label={t('programmes.fields.subject')}
              data={options(TrainingSubject.options, (value) => t(`programmes.subject.${value}`))}
              {...form.getInputProps('subject')}
            />
          )}
          {kind === 'therapy' && (
            <NativeSelect
              label={t('programmes.fields.audience')}
              data={options(TherapyAudience.options, (value) => t(`programmes.audience.${value}`))}
              {...form.getInputProps('audience')}
            />
          )}
          {(kind === 'training' || kind === 'therapy') && (
            <NumberInput label={t('programmes.fields.seats')} min={1} max={200} {...form.getInputProps('seats')} />
          )}
          <CommuneSelect label={t('programmes.fields.commune')} required {...form.getInputProps('commune')} />
          <TextInput label={t('programmes.fields.title')} required maxLength={120} {...form.getInputProps('title')} />
          <TextInput label={t('programmes.fields.place')} maxLength={160} {...form.getInputProps('place')} />
        </div>
      </Section>
      <Section title={t('programmes.sessions')}>
        <div className={page['form']}>
          {form.values.sessions.map((_, index) => (
            <div className={page['fields']} key={index}>
              <TextInput
                type="datetime-local"
                required
                label={t('programmes.fields.starts', { n: index + 1 })}
                {...form.getInputProps(`sessions.${index}.startsAt`)}
              />
              <NumberInput
                label={t('programmes.fields.minutes')}
                min={15}
                max={600}
                {...form.getInputProps(`sessions.${index}.minutes`)}
              />
            </div>
          ))}
          <Button
            size="xs"
            variant="default"
            onClick={() => form.insertListItem('sessions', { startsAt: '', minutes: 120 })}
          >
            {t('programmes.fields.addSession')}
          </Button>
        </div>
      </Section>
      <ProblemAlert error={plan.error} />
      <div>
        <Button type="submit" loading={plan.isPending}>
          {t('programmes.fields.save')}
        </Button>
      </div>
    </form>
  );
}
