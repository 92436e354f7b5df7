import type { SeriesTexts } from '@abri/contracts/programme';
import type { SeriesView } from '@abri/contracts/programmes-api';
import { Button, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { useSeriesCommand } from './api.js';
import page from '../pages.module.css';

/** Materials of a programme, as links. A link opens apart, and tells the other site nothing of where it came from. */
export function MaterialsSection({ view, runs }: { view: SeriesView; runs: boolean }) {
  const { t } = useTranslation();
  const form = useForm({ initialValues: { label: '', url: 'https://' } });
  const save = useSeriesCommand(
    view.seriesId,
    (body: SeriesTexts) => ({ path: '/texts', method: 'PUT', body }),
    () => form.reset(),
  );
  const { materials } = view.texts;
  return (
    <Section title={t('programmes.materials')}>
      {materials.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('programmes.materialsNone')}
        </Text>
      )}
      <ul className={page['list']}>
        {materials.map(({ label, url }) => (
          <li key={url}>
            <div className={page['row']}>
              <a className={page['name']} href={url} target="_blank" rel="noopener noreferrer">
                {label}
              </a>
            </div>
          </li>
        ))}
      </ul>
      {runs && !view.completed && (
        <form
          className={page['form']}
          onSubmit={form.onSubmit((added) => save.mutate({ ...view.texts, materials: [...materials, added] }))}
        >
          <div className={page['fields']}>
            <TextInput label={t('programmes.label')} required maxLength={120} {...form.getInputProps('label')} />
            <TextInput type="url" label={t('programmes.url')} required maxLength={500} {...form.getInputProps('url')} />
          </div>
          <ProblemAlert error={save.error} />
          <Button size="xs" variant="default" type="submit" loading={save.isPending}>
            {t('programmes.addMaterial')}
          </Button>
        </form>
      )}
    </Section>
  );
}
