import type { Happening } from './happening.js';
import type { Totals } from './totals.js';

const none: Totals = {
  women: 0,
  men: 0,
  children: 0,
  sheltered: 0,
  mediations: 0,
  probations: 0,
  socialSurveys: 0,
  hosted: 0,
  pupils: 0,
  professionals: 0,
  therapySessions: 0,
};
const people = { woman: 'women', man: 'men', child: 'children' } as const;
const measures: Readonly<Record<string, keyof Totals>> = {
  mediation: 'mediations',
  probation: 'probations',
  socialSurvey: 'socialSurveys',
};

/** What happenings add up to, by the rules of docs/observatory-counts.md. */
export function countOf(happenings: Iterable<Happening>): Totals {
  const totals = { ...none };
  for (const one of happenings) count(one, totals);
  return totals;
}

/** Adds one happening to the totals. */
export function count(one: Happening, totals: Totals): void {
  switch (one.kind) {
    case 'openCase':
      totals[people[one.body.category]] += 1;
      break;
    case 'arrive':
      totals.sheltered += one.people;
      break;
    case 'decideMeasure': {
      const counted = measures[one.body.kind];
      if (counted) totals[counted] += 1;
      break;
    }
    case 'arriveAtHosting':
      totals.hosted += 1;
      break;
    case 'holdSession':
      if (one.programme === 'school') totals.pupils += one.reached;
      if (one.programme === 'therapy') totals.therapySessions += 1;
      break;
    case 'correctCount':
      if (one.programme === 'school') totals.pupils += one.reached - one.from;
      break;
    case 'completeSeries':
      totals.professionals += one.trained;
      break;
    default:
  }
}
export const nothingCounted = (): Totals => ({ ...none });
