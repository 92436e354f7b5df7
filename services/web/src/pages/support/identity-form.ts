import type { Identity } from '@abri/contracts/support-case';

/** Who somebody is, as a form holds it: every field a text. */
export interface IdentityForm {
  givenName: string;
  familyName: string;
  birthDate: string;
  sex: 'female' | 'male';
  language: Identity['language'];
  phone: string;
  safeContact: string;
}
export const emptyIdentity: IdentityForm = {
  givenName: '',
  familyName: '',
  birthDate: '',
  sex: 'female',
  language: 'fr',
  phone: '',
  safeContact: '',
};
/** What is sent: an empty birth date is left out. */
export const toIdentity = ({ birthDate, ...rest }: IdentityForm) => ({
  ...rest,
  ...(birthDate === '' ? {} : { birthDate }),
});
export const fromIdentity = (identity: Identity): IdentityForm => ({ birthDate: '', ...identity });
