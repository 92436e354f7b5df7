import { Language } from '@abri/contracts/vocabulary';
import { NativeSelect, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { IdentityForm } from './identity-form.js';
import page from '../pages.module.css';

/** The fields of an identity within a form that has it under `identity`. */
export function IdentityFields<F extends { identity: IdentityForm }>({ form }: { form: UseFormReturnType<F> }) {
  const { t } = useTranslation();
  const field = (name: keyof IdentityForm) => form.getInputProps(`identity.${name}`);
  return (
    <div className={page['fields']}>
      <TextInput label={t('support.form.givenName')} required autoComplete="off" {...field('givenName')} />
      <TextInput label={t('support.form.familyName')} autoComplete="off" {...field('familyName')} />
      <TextInput label={t('support.form.birthDate')} type="date" autoComplete="off" {...field('birthDate')} />
      <NativeSelect
        label={t('support.form.sex')}
        data={[
          { value: 'female', label: t('support.form.female') },
          { value: 'male', label: t('support.form.male') },
        ]}
        {...field('sex')}
      />
      <NativeSelect
        label={t('support.form.language')}
        data={Language.options.map((value) => ({ value, label: t(`language.${value}`) }))}
        {...field('language')}
      />
      <TextInput label={t('support.form.phone')} type="tel" autoComplete="off" {...field('phone')} />
      <TextInput
        label={t('support.form.safeContact')}
        description={t('support.form.safeContactHint')}
        autoComplete="off"
        maxLength={300}
        {...field('safeContact')}
      />
    </div>
  );
}
