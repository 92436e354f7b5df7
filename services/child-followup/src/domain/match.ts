import type { Child } from '@abri/contracts/household';

/** What two cases say of the child: how alike the names are (0 to 1), birth dates (ISO, null when not known), sex, age. */
export interface Comparison {
  nameLikeness: number;
  birthDates: readonly [string | null, string | null];
  children: readonly [Child, Child];
}
/** How sure it is that two cases are one child, and what agrees; null when there is no reason to ask. */
export interface Likeness {
  likeness: 'strong' | 'possible';
  agrees: ('name' | 'birthDate' | 'birthDateNearly' | 'sex')[];
}

/** From this on a name counts as the same one, written another way. */
const sameName = 0.8;

/**
 * Whether two cases may be one child. The same date with a like name is strong, whatever the sex says: it is mistyped as
 * often as a name. A date that differs in one place, or is not known, makes it possible. The answer is a question to a person.
 */
export function compare({ nameLikeness, birthDates, children }: Comparison): Likeness | null {
  const [one, other] = birthDates;
  const named = nameLikeness >= sameName;
  const sexes = children[0].sex === children[1].sex;
  const known = one !== null && other !== null;
  const same = known && one === other;
  const nearly = known && !same && nearlySame(one, other);
  const agrees: Likeness['agrees'] = [
    ...(named ? (['name'] as const) : []),
    ...(same ? (['birthDate'] as const) : []),
    ...(nearly ? (['birthDateNearly'] as const) : []),
    ...(sexes ? (['sex'] as const) : []),
  ];
  if (named && same) return { likeness: 'strong', agrees };
  if (named && nearly) return { likeness: sexes ? 'strong' : 'possible', agrees };
  if (named && !known && Math.abs(children[0].ageYears - children[1].ageYears) <= 2)
    return { likeness: 'possible', agrees };
  if (same && sexes && nameLikeness >= 0.5) return { likeness: 'possible', agrees };
  return null;
}

/** Whether two ISO dates differ as a slip of the pen does: day and month the other way round, or one of the three parts. */
export function nearlySame(one: string, other: string): boolean {
  const [a, b] = [one.split('-'), other.split('-')];
  if (a.length !== 3 || b.length !== 3) return false;
  const swapped = a[0] === b[0] && a[1] === b[2] && a[2] === b[1];
  return swapped || a.filter((part, index) => part === b[index]).length === 2;
}
