import { WorkField } from '@abri/contracts/programme';
import type { SignUp } from '@abri/contracts/programmes-api';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useSeriesCommand } from './api.js';
import page from '../pages.module.css';

/** Signs a professional up for a training: oneself, or anybody for those who run it. */
export function SignUpForm(o: { seriesId: string; path: '/sign-ups' | '/own-sign-up'; name: string; label: string }) {
  const { t } = useTranslation();
  const form = useForm({ initialValues: { name: o.name, organisation: '', field: 'associations' as WorkField } });
  const send = useSeriesCommand(
    o.seriesId,
    (body: z.infer<typeof SignUp>) => ({ path: o.path, body }),
    () => form.reset(),
  );
  return (
    <form
      className={page['form']}
      onSubmit={form.onSubmit(({ field, ...professional }) => send.mutate({ professional, field }))}
    >
      <div className={page['fields']}>
        <TextInput
          label={t('programmes.name')}
          required
          minLength={2}
          maxLength={120}
          autoComplete="off"
          {...form.getInputProps('name')}
        />
        <TextInput label={t('programmes.organisation')} maxLength={120} {...form.getInputProps('organisation')} />
        <NativeSelect
          label={t('programmes.workField')}
          data={WorkField.options.map((value) => ({ value, label: t(`programmes.field.${value}`) }))}
          {...form.getInputProps('field')}
        />
      </div>
      <ProblemAlert error={send.error} />
      <Button size="xs" type="submit" loading={send.isPending}>
        {o.label}
      </Button>
    </form>
  );
}
