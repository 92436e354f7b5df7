import type { MediationConsents, PenalFile } from '@abri/contracts/penal-file';
import { daysBetween, startOf } from './days.js';
import type { MediationUpTo } from './file-commands.js';
import { higherDanger } from './propose.js';
import { refuse, type Refused } from './refusal.js';

/** An assessment older than this says nothing about whether two people may be brought to one table. */
const freshDays = 30;

/**
 * Why a mediation may not be decided now, or null. It is never an obligation (Istanbul Convention, article 48): both have
 * agreed, each on a day, and it is refused above the threshold of danger and while the two may not meet.
 */
export function mediationRefused(
  file: Pick<PenalFile, 'danger' | 'assessedAt' | 'measures'>,
  asked: { consents: MediationConsents | null; upTo: MediationUpTo; now: string },
): Refused | null {
  const { consents, upTo, now } = asked;
  if (upTo === null) return refuse('mediationNotOffered');
  if (higherDanger(file.danger, upTo)) return refuse('mediationTooDangerous');
  if (daysBetween(file.assessedAt, now) >= freshDays) return refuse('assessmentTooOld', { days: freshDays });
  if (file.measures.some(({ state, kind }) => state === 'running' && (kind === 'hosting' || kind === 'banOnApproach')))
    return refuse('mediationUnderBan');
  if (!consents) return refuse('mediationNeedsConsents');
  if ([consents.perpetratorOn, consents.victimOn].some((day) => startOf(day) > now)) return refuse('dayAhead');
  return null;
}
