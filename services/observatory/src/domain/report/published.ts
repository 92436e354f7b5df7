import type { PublishedFigure, Report, ResultName, ResultNote, ResultRow, Shown } from '@abri/contracts/report-api';
import { per10000 } from './breakdown.js';

/** The results that the district of Valenciennes published for 2012 (mission/valenciennes-scheme.txt, shared/facts.md). */
export const publishedYear = 2012;
/** The number of inhabitants that the scheme itself gives. */
export const publishedInhabitants = 347_935;
export const published: Readonly<Record<ResultName, PublishedFigure>> = {
  pupils: { value: 1_000, bound: 'atLeast' },
  professionals: { value: 300, bound: 'atLeast' },
  victims: { value: 1_273, bound: 'exact' },
  women: { value: 743, bound: 'exact' },
  men: { value: 15, bound: 'exact' },
  children: { value: 516, bound: 'exact' },
  sheltered: { value: 90, bound: 'exact' },
  mediations: { value: 125, bound: 'exact' },
  probations: { value: 47, bound: 'exact' },
  socialSurveys: { value: 147, bound: 'exact' },
  hosted: { value: 7, bound: 'exact' },
  therapySessions: { value: 60, bound: 'atLeast' },
};
const partsOf: readonly (readonly [ResultName, readonly ResultName[]])[] = [['victims', ['women', 'men', 'children']]];

/** What does not add up in a published table: the parts, their sum, and the total that was published. */
export function notesOn(table: Readonly<Record<ResultName, PublishedFigure>>): ResultNote[] {
  return partsOf.flatMap(([of, names]) => {
    const parts = names.map((name) => table[name].value);
    const sum = parts.reduce((total, part) => total + part, 0);
    const isWhole = [of, ...names].every((name) => table[name].bound === 'exact');
    if (!isWhole || sum === table[of].value) return [];
    return [{ code: 'publishedPartsDoNotAddUp' as const, of, parts, sum, published: table[of].value }];
  });
}

/** How ours stands to a published figure: over 1,000 is reached by 1,001, not by 1,000. */
export function compare(ours: Shown, { value, bound }: PublishedFigure): ResultRow['compared'] {
  if (typeof ours !== 'number') return null;
  if (bound === 'atLeast') return ours > value ? 'reached' : 'below';
  return ours === value ? 'equal' : ours > value ? 'more' : 'less';
}

/** The table of results with ours beside the published. */
export function resultsOf(ours: Readonly<Record<ResultName, Shown>>, inhabitants: number): Report['results'] {
  const names = Object.keys(published) as ResultName[];
  return {
    publishedYear,
    publishedInhabitants,
    rows: names.map((result) => ({
      result,
      published: published[result],
      ours: ours[result],
      compared: compare(ours[result], published[result]),
      ratePer10000: per10000(ours[result], inhabitants),
      publishedRatePer10000: per10000(published[result].value, publishedInhabitants) ?? 0,
    })),
    notes: notesOn(published),
  };
}
