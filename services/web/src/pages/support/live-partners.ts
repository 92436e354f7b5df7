import type { SupportCaseView } from '@abri/contracts/support-api';
import { partnerOptions, usePartners } from './api.js';

/** The partners that see the case now, the own one first: only they can be given work. */
export function useLivePartners(view: SupportCaseView) {
  const { partners, own } = usePartners();
  const live = partners.filter(({ partnerId }) =>
    view.consents.some((one) => one.partnerId === partnerId && one.ended === 'no'),
  );
  return partnerOptions(
    [...live].sort((a, b) => Number(own.includes(b.partnerId)) - Number(own.includes(a.partnerId))),
  );
}
