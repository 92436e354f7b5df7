import type { PerpetratorIdentity } from '@abri/contracts/penal-file';
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './measures.module.css';

/** Who somebody is, as a form holds it: every field a text. */
export type IdentityForm = Record<'givenName' | 'familyName' | 'birthDate' | 'phone' | 'prosecutorReference', string>;
export const fromIdentity = (identity: PerpetratorIdentity | null): IdentityForm => ({
  givenName: identity?.givenName ?? '',
  familyName: identity?.familyName ?? '',
  birthDate: identity?.birthDate ?? '',
  phone: identity?.phone ?? '',
  prosecutorReference: identity?.prosecutorReference ?? '',
});
/** What is sent: empty fields that may be absent are left out. */
export const toIdentity = ({ givenName, familyName, ...rest }: IdentityForm): PerpetratorIdentity => ({
  givenName,
  familyName,
  ...Object.fromEntries(Object.entries(rest).filter(([, text]) => text.trim() !== '')),
});

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
    <div className={classes['fields']}>
      <TextInput label={t('measures.form.givenName')} required maxLength={80} {...field('givenName')} />
      <TextInput label={t('measures.form.familyName')} required maxLength={80} {...field('familyName')} />
      <TextInput label={t('measures.form.birthDate')} type="date" {...field('birthDate')} />
      <TextInput label={t('measures.form.phone')} type="tel" maxLength={30} {...field('phone')} />
      <TextInput label={t('measures.form.reference')} maxLength={40} {...field('prosecutorReference')} />
    </div>
  );
}
