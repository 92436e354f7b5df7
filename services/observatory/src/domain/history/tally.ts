/** What is counted. Each figure has counts by key; what the keys are is told where it is counted. */
export type Figure =
  | 'requestsByMonth'
  | 'requestsByDanger'
  | 'calls'
  | 'flow'
  | 'withdrawals'
  | 'referrals'
  | 'toOffer'
  | 'toBed'
  | 'sheltered'
  | 'refusals'
  | 'beds'
  | 'occupied'
  | 'places'
  | 'bedsIn'
  | 'victimsByCategory'
  | 'victimsByMonth'
  | 'casesByDoor'
  | 'casesByOpener'
  | 'closings'
  | 'screeningsByLevel'
  | 'screeningOutcomes'
  | 'counsellingOutcomes'
  | 'appointments'
  | 'childrenByAge'
  | 'childrenBySource'
  | 'tasks'
  | 'firstContact'
  | 'tasksOpen'
  | 'firstContactOpen'
  | 'worryingReports'
  | 'childOutcomes'
  | 'filesByDoor'
  | 'measures'
  | 'furthest'
  | 'decisions'
  | 'breachesByKind'
  | 'breachesBySeverity'
  | 'answers'
  | 'hostedNights'
  | 'pupils'
  | 'public'
  | 'professionalsByField'
  | 'professionalsBySubject'
  | 'therapy'
  | 'sessionsByKind'
  | 'sessionsByMonth'
  | 'pupilsIn'
  | 'publicIn'
  | 'sessionsIn'
  /** Figures without parts, by name. */
  | 'single';

/**
 * Counts by year, figure and key. Every change is an addition, so the order in which aggregates are read does not matter;
 * a count that has come back to nought is gone, so that how it came there does not matter either.
 */
export type Tally = Map<number, Map<Figure, Map<string, number>>>;

/** Adds to a count. */
export function add(tally: Tally, year: number, figure: Figure, key: string, by = 1): void {
  if (by === 0) return;
  let figures = tally.get(year);
  if (!figures) tally.set(year, (figures = new Map()));
  let counts = figures.get(figure);
  if (!counts) figures.set(figure, (counts = new Map()));
  const sum = (counts.get(key) ?? 0) + by;
  if (sum !== 0) counts.set(key, sum);
  else if (counts.delete(key) && counts.size === 0 && figures.delete(figure) && figures.size === 0) tally.delete(year);
}

const nothing: ReadonlyMap<string, number> = new Map();
/** The counts of a figure in a year, by key. */
export const countsOf = (tally: Tally, year: number, figure: Figure): ReadonlyMap<string, number> =>
  tally.get(year)?.get(figure) ?? nothing;
