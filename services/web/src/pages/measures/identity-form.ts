import type { PerpetratorIdentity } from '@abri/contracts/penal-file';

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
