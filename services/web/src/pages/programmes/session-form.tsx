import type { SeriesView } from '@abri/contracts/programmes-api';
import { Button, NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import page from '../pages.module.css';
import { useSeriesCommand } from './api.js';
import { localTime } from './plan-form.js';

/** Plans another session of a programme, or moves one that is planned. */
export function SessionForm(o: {
  seriesId: string;
  number: number;
  moved?: SeriesView['sessions'][number];
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const { moved } = o;
  const form = useForm({
    initialValues: { startsAt: moved ? localTime(moved.startsAt) : '', minutes: moved?.minutes ?? 120 },
  });
  const save = useSeriesCommand(
    o.seriesId,
    ({ startsAt, minutes }: typeof form.values) => ({
      path: moved ? `/sessions/${moved.sessionId}/move` : '/sessions',
      body: { startsAt: new Date(startsAt).toISOString(), minutes },
    }),
    o.onDone,
  );
  return (
    <form className={page['form']} onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <div className={page['fields']}>
        <TextInput
          type="datetime-local"
          required
          label={t(moved ? 'programmes.fields.startsNow' : 'programmes.fields.starts', { n: o.number })}
          {...form.getInputProps('startsAt')}
        />
        <NumberInput label={t('programmes.fields.minutes')} min={15} max={600} {...form.getInputProps('minutes')} />
      </div>
      <ProblemAlert error={save.error} />
      <Button size="xs" type="submit" loading={save.isPending}>
        {t(moved ? 'programmes.fields.change' : 'programmes.fields.save')}
      </Button>
    </form>
  );
}
