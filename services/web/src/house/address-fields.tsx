import { Textarea, TextInput } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import classes from '../hotline/fields.module.css';

/** The fields of a confidential address. `field` gives the properties of one input by its path, such as `address.street`. */
export function AddressFields({ field }: { field: (path: string) => GetInputPropsReturnType }) {
  const { t } = useTranslation();
  return (
    <div className={classes['grid']}>
      <TextInput label={t('house.street')} required autoComplete="off" {...field('address.street')} />
      <TextInput
        label={t('house.postalCode')}
        required
        inputMode="numeric"
        autoComplete="off"
        {...field('address.postalCode')}
      />
      <TextInput label={t('house.city')} required autoComplete="off" {...field('address.city')} />
      <TextInput label={t('request.phone')} autoComplete="off" {...field('address.phone')} />
      <Textarea label={t('request.directions')} autosize minRows={1} {...field('address.directions')} />
    </div>
  );
}
