import type { FlowPath } from '@abri/contracts/board-api';
import type { MatchingEvent } from '@abri/contracts/matching-events';

const hourMs = 3_600_000;
const shownHours = 24;
/** Kept a little longer than shown, because clocks of different machines are not quite the same. */
const keptHours = shownHours + 2;

type Path = Omit<FlowPath, 'calls'>;
/** How one call went so far, and what is needed to know how it goes on. */
export interface Course extends Path {
  calledMs: number;
  mode: 'assign' | 'choose';
  endedOffers: number;
}
/** Calls by the hour in which they came, and in each by their path. */
export type Flow = Map<number, Map<string, { path: Path; calls: number }>>;
export const emptyFlow = (): Flow => new Map();

/** The course of a call that has just come. */
export const newCourse = (calledMs: number, mode: Course['mode']): Course => ({
  ...{ calledMs, mode, endedOffers: 0 },
  ...{ first: 'none', yes: 'none', outcome: 'open' },
});

/** The course after one more event of its request. */
export function goneOn(course: Course, type: MatchingEvent['type']): Course {
  const yes = course.endedOffers === 0 ? 'firstHouse' : 'otherHouse';
  switch (type) {
    case 'WaitingListJoined':
      return course.first === 'none' ? { ...course, first: 'waited' } : course;
    case 'PlacementOffered':
      return course.first === 'none' ? { ...course, first: course.mode === 'choose' ? 'chosen' : 'assigned' } : course;
    case 'OfferAccepted':
      return { ...course, yes };
    case 'OfferEnded':
      return { ...course, endedOffers: course.endedOffers + 1, yes: 'none', outcome: 'open' };
    case 'PlacementConfirmed':
      return { ...course, yes, outcome: 'confirmed' };
    case 'PlacementArrived':
      return { ...course, yes, outcome: 'arrived' };
    case 'HouseholdStaysHome':
      return { ...course, outcome: 'staysHome' };
    case 'RequestWithdrawn':
      return { ...course, outcome: 'withdrawn' };
    case 'RequestReferred':
      return { ...course, outcome: 'referred' };
    default:
      return course;
  }
}

const hourOf = (ms: number) => Math.floor(ms / hourMs);
const keyOf = ({ first, yes, outcome }: Path) => `${first} ${yes} ${outcome}`;

/** Counts a call under its course, and no more under the one before. A call older than what is kept is passed over. */
export function follow(flow: Flow, before: Course | null, now: Course, newestMs: number): void {
  const hour = hourOf(now.calledMs);
  if (hour <= hourOf(newestMs) - keptHours) return;
  if (before && keyOf(before) === keyOf(now)) return;
  const calls = flow.get(hour) ?? new Map<string, { path: Path; calls: number }>();
  flow.set(hour, calls);
  if (before) {
    const left = calls.get(keyOf(before));
    if (left && (left.calls -= 1) === 0) calls.delete(keyOf(before));
  }
  const { first, yes, outcome } = now;
  const joined = calls.get(keyOf(now)) ?? { path: { first, yes, outcome }, calls: 0 };
  joined.calls += 1;
  calls.set(keyOf(now), joined);
}

/** Forgets what no later question can ask for. */
export function forgetFlow(flow: Flow, newestMs: number): void {
  for (const hour of flow.keys()) if (hour <= hourOf(newestMs) - keptHours) flow.delete(hour);
}

/** The calls of the 24 hours that end with the one under way at `nowMs`, by path; in an order that depends on nothing else. */
export function flowAt(flow: Flow, nowMs: number): FlowPath[] {
  const sums = new Map<string, FlowPath>();
  for (const [hour, counted] of flow) {
    if (hour <= hourOf(nowMs) - shownHours) continue;
    for (const [key, { path, calls }] of counted)
      sums.set(key, { ...path, calls: calls + (sums.get(key)?.calls ?? 0) });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
}
