import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { IdentityForm } from './identity-form.js';
import page from '../pages.module.css';

/** The fields of a person. */
export function IdentityFields(o: { value: IdentityForm; onChange: (value: IdentityForm) => void }) {
  const { t } = useTranslation();
  const field = (name: keyof IdentityForm) => ({
    value: o.value[name],
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      o.onChange({ ...o.value, [name]: value }),
    autoComplete: 'off',
  });
  return (
    <div className={page['fields']}>
      <TextInput label={t('measures.form.givenName')} required maxLength={80} {...field('givenName')} />
      <TextInput label={t('measures.form.familyName')} required maxLength={80} {...field('familyName')} />
      <TextInput label={t('measures.form.birthDate')} type="date" {...field('birthDate')} />
      <TextInput label={t('measures.form.phone')} type="tel" maxLength={30} {...field('phone')} />
      <TextInput label={t('measures.form.reference')} maxLength={40} {...field('prosecutorReference')} />
    </div>
  );
}
