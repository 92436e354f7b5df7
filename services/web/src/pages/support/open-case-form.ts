import type { OpenCase } from '@abri/contracts/support-api';
import type { CounsellingKind, Door, SupportCase } from '@abri/contracts/support-case';
import type { z } from 'zod';
import { endOfDay } from './dates.js';
import { emptyIdentity, type IdentityForm, toIdentity } from './identity-form.js';

/** The opening of a case as its form holds it. */
export interface OpeningForm {
  identity: IdentityForm;
  minor: boolean;
  openedBy: SupportCase['openedBy'];
  as: string;
  /** A day; the consent ends with it. */
  until: string;
  agreed: boolean;
  kind: CounsellingKind | '';
  counsellor: string;
}
export const emptyOpening: OpeningForm = {
  identity: emptyIdentity,
  minor: false,
  openedBy: 'self',
  as: '',
  until: '',
  agreed: false,
  kind: '',
  counsellor: '',
};

/** What the form sends. The counsellor gets consent for as long as the own organisation. */
export function toOpenCase(
  form: OpeningForm,
  door: Door,
  same: 'notAsked' | 'known' | 'another' = 'notAsked',
  screeningId?: string,
): z.input<typeof OpenCase> {
  const adult = form.identity.sex === 'female' ? 'woman' : 'man';
  const until = form.until === '' ? '' : endOfDay(form.until);
  return {
    as: form.as,
    identity: toIdentity(form.identity),
    category: form.minor ? 'child' : adult,
    door,
    openedBy: form.openedBy,
    consent: { until },
    same,
    ...(screeningId === undefined ? {} : { screeningId }),
    ...(form.kind === '' ? {} : { counselling: { kind: form.kind, partnerId: form.counsellor, until } }),
  };
}
