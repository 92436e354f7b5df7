import type { ConfidentialAddress } from '@abri/contracts/capacity-api';

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
