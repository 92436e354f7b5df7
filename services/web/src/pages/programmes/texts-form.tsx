import type { SeriesTexts } from '@abri/contracts/programme';
import type { SeriesView } from '@abri/contracts/programmes-api';
import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import page from '../pages.module.css';
import { useSeriesCommand } from './api.js';

/** Changes the title and the place of a programme; its materials stay. */
export function TextsForm({ view, onDone }: { view: SeriesView; onDone: () => void }) {
  const { t } = useTranslation();
  const { title, place, materials } = view.texts;
  const form = useForm({ initialValues: { title, place } });
  const save = useSeriesCommand(
    view.seriesId,
    (body: SeriesTexts) => ({ path: '/texts', method: 'PUT', body }),
    onDone,
  );
  return (
    <form className={page['form']} onSubmit={form.onSubmit((texts) => save.mutate({ ...texts, materials }))}>
      <div className={page['fields']}>
        <TextInput
          label={t('programmes.fields.title')}
          required
          minLength={2}
          maxLength={120}
          data-autofocus
          {...form.getInputProps('title')}
        />
        <TextInput label={t('programmes.fields.place')} maxLength={160} {...form.getInputProps('place')} />
      </div>
      <ProblemAlert error={save.error} />
      <Group gap="xs">
        <Button size="xs" type="submit" loading={save.isPending}>
          {t('programmes.fields.change')}
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          {t('programmes.fields.leave')}
        </Button>
      </Group>
    </form>
  );
}
