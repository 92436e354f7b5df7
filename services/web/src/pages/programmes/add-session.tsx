import { Button, NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useSeriesCommand } from './api.js';
import classes from './programmes.module.css';

/** Plans another session of a programme. */
export function AddSession(o: { seriesId: string; number: number; onDone: () => void }) {
  const { t } = useTranslation();
  const form = useForm({ initialValues: { startsAt: '', minutes: 120 } });
  const add = useSeriesCommand(
    o.seriesId,
    ({ startsAt, minutes }: typeof form.values) => ({
      path: '/sessions',
      body: { startsAt: new Date(startsAt).toISOString(), minutes },
    }),
    o.onDone,
  );
  return (
    <form className={classes['form']} onSubmit={form.onSubmit((values) => add.mutate(values))}>
      <div className={classes['fields']}>
        <TextInput
          type="datetime-local"
          required
          label={t('programmes.fields.starts', { n: o.number })}
          {...form.getInputProps('startsAt')}
        />
        <NumberInput label={t('programmes.fields.minutes')} min={15} max={600} {...form.getInputProps('minutes')} />
      </div>
      <ProblemAlert error={add.error} />
      <Button size="xs" type="submit" loading={add.isPending}>
        {t('programmes.fields.save')}
      </Button>
    </form>
  );
}
