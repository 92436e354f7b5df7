import { type ConditionKind, type Grounds, type MeasureKind, rungOf } from '@abri/contracts/penal-file';

/** A decision as its form holds it: a day that is not given is empty. */
export interface Draft {
  kind: MeasureKind;
  from: string;
  until: string;
  conditions: ConditionKind[];
  grounds: Grounds;
  stepDown: boolean;
  perpetratorOn: string;
  victimOn: string;
  text: string;
}
/** What is sent: consents belong to a mediation only, and a step down to a lower measure only. */
export function bodyOf(draft: Draft, rung: MeasureKind | null) {
  const { perpetratorOn, victimOn, stepDown, ...rest } = draft;
  const lower = rungOf(draft.kind) < rungOf(rung);
  const consents = perpetratorOn !== '' && victimOn !== '' ? { perpetratorOn, victimOn } : undefined;
  return { ...rest, stepDown: stepDown && lower, ...(draft.kind === 'mediation' && consents ? { consents } : {}) };
}
