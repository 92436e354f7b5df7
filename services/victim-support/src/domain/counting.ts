import { type SupportCase, type VictimCategory, yearOf } from '@abri/contracts/support-case';
import type { SupportCaseFact } from '@abri/contracts/support-events';

/** Counts the person, unless the year has counted them already. */
export function takenCareOf(
  state: Pick<SupportCase, 'countedYears'>,
  care: { now: string; category: VictimCategory },
): SupportCaseFact[] {
  const year = yearOf(care.now);
  if (state.countedYears.includes(year)) return [];
  return [{ type: 'PersonTakenCareOf', data: { year, category: care.category } }];
}
