import type { ConfidentialAddress } from '@abri/contracts/capacity-api';
import { Textarea, TextInput } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import classes from '../hotline/fields.module.css';

/** An address as a form holds it: every field is a text, empty where there is nothing. */
export interface AddressForm {
  street: string;
  postalCode: string;
  city: string;
  phone: string;
  directions: string;
}
export const emptyAddress: AddressForm = { street: '', postalCode: '', city: '', phone: '', directions: '' };

/** The address to send: what is empty and may be left out is left out. */
export function toAddress({ phone, directions, ...rest }: AddressForm): ConfidentialAddress {
  return {
    ...rest,
    ...(phone.trim() === '' ? {} : { phone }),
    ...(directions.trim() === '' ? {} : { directions }),
  };
}

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
