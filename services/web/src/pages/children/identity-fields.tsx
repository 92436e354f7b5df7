import type { ChildIdentity } from '@abri/contracts/child-followup-api';
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../api/clock.js';
import classes from './children.module.css';
import { dateIn } from './words.js';

const fields = ['givenNames', 'familyName', 'otherNames', 'birthDate', 'safeParent', 'phone', 'school'] as const;
/** What is typed of an identity, each field as text. */
export type TypedIdentity = Record<(typeof fields)[number], string>;
/** Where it is not the length of a name. */
const longest: Partial<Record<keyof TypedIdentity, number>> = { otherNames: 960, phone: 30, school: 200 };
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
  const hasParent = safeParent.trim() !== '' || phone.trim() !== '';
  return {
    givenNames,
    familyName,
    otherNames: otherNames.split(';').flatMap((name) => name.trim() || []),
    ...(birthDate ? { birthDate } : {}),
    ...(hasParent ? { safeParent: parent } : {}),
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

/** `required`: whether there must be a name. A phone number is somebody's: it needs the safe parent's name. */
export function IdentityFields(o: {
  value: TypedIdentity;
  onChange: (value: TypedIdentity) => void;
  required: boolean;
}) {
  const { t } = useTranslation();
  const needed: Partial<Record<keyof TypedIdentity, boolean>> = {
    givenNames: o.required,
    familyName: o.required,
    safeParent: o.value.phone.trim() !== '',
  };
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
          required={needed[field] ?? false}
          maxLength={longest[field] ?? 120}
          {...(field === 'birthDate' ? { max: dateIn(0, serverNow()) } : {})}
        />
      ))}
    </div>
  );
}
