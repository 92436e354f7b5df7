import type { ChildIdentity } from '@abri/contracts/child-followup-api';
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './children.module.css';

const fields = ['givenNames', 'familyName', 'otherNames', 'birthDate', 'safeParent', 'phone', 'school'] as const;
/** What is typed of an identity, each field as text. */
export type TypedIdentity = Record<(typeof fields)[number], string>;
export const emptyIdentity: TypedIdentity = {
  givenNames: '',
  familyName: '',
  otherNames: '',
  birthDate: '',
  safeParent: '',
  phone: '',
  school: '',
};

/** The identity that was typed: empty fields are left out. It may still be incomplete. */
export function identityOf(typed: TypedIdentity): ChildIdentity {
  const { givenNames, familyName, otherNames, birthDate, safeParent, phone, school } = typed;
  const parent = { name: safeParent, ...(phone.trim() ? { phone } : {}) };
  return {
    givenNames,
    familyName,
    otherNames: otherNames.split(';').flatMap((name) => name.trim() || []),
    ...(birthDate ? { birthDate } : {}),
    ...(safeParent.trim() ? { safeParent: parent } : {}),
    ...(school.trim() ? { school } : {}),
  };
}
/** An identity as its fields show it. */
export const typedOf = (identity: ChildIdentity): TypedIdentity => ({
  givenNames: identity.givenNames,
  familyName: identity.familyName,
  otherNames: identity.otherNames.join('; '),
  birthDate: identity.birthDate ?? '',
  safeParent: identity.safeParent?.name ?? '',
  phone: identity.safeParent?.phone ?? '',
  school: identity.school ?? '',
});

export function IdentityFields(o: { value: TypedIdentity; onChange: (value: TypedIdentity) => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes['fields']}>
      {fields.map((field) => (
        <TextInput
          key={field}
          label={t(`children.${field}`)}
          type={field === 'birthDate' ? 'date' : field === 'phone' ? 'tel' : 'text'}
          value={o.value[field]}
          onChange={({ currentTarget: { value } }) => o.onChange({ ...o.value, [field]: value })}
          autoComplete="off"
        />
      ))}
    </div>
  );
}
