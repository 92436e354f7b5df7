import { type ChildPlan, childStory } from './child-story.js';
import type { District } from './district.js';
import type { Happening } from './happening.js';
import { type FilePlan, type PenalPath, penalPaths, penalStory } from './penal-story.js';
import { childrenOf, type PlacementEnding, type PlacementPlan, placementStory } from './placement-story.js';
import { programmeStory, type SeriesPlan } from './programme-story.js';
import { drawIndex, partsOf, type Random, randomOf, runningSums } from './random.js';
import { type FamilyPlan, screeningStory, supportStory } from './support-story.js';
import { totalsOf } from './totals.js';
import { dayMs, frameOf, type YearFrame } from './year-frame.js';

/** Which year, in which district, how many times the figures of 2012, and from which seed. */
export interface YearPlan {
  year: number;
  scale: number;
  seed: number;
  district: District;
}
/** A story that has not been told yet, and an instant before which nothing of it happens. */
interface Untold {
  fromMs: number;
  tell(): Happening[];
}

/** How often what is not in the scheme's table happens, at scale 1. */
const besides = { referrals: 190, screeningsOnly: 260, publicEvents: 18, unplacedOfPlaced: 0.6 } as const;
const mostChildren = 6;

/** Everything that happens in a year, in order of time. Stories are told only when their time comes. */
export function* happeningsOfYear(plan: YearPlan): Generator<Happening> {
  if (!Number.isInteger(plan.scale) || plan.scale < 1) throw new Error('the scale is a whole number from 1');
  const frame = frameOf(plan);
  const untold = [
    ...families(frame, plan.scale),
    ...placements(frame, plan.scale),
    ...referredChildren(frame, plan.scale),
    ...files(frame, plan.scale),
    ...series(frame, plan.scale),
  ].sort((one, other) => one.fromMs - other.fromMs);
  yield* inOrder(untold);
}

/** Merges stories: tells those that begin, and gives what comes before any later story can begin. */
export function* inOrder(untold: readonly Untold[]): Generator<Happening> {
  let told: Happening[] = [];
  for (let next = 0; next < untold.length;) {
    const day = Math.floor((untold[next]?.fromMs ?? 0) / dayMs);
    for (; next < untold.length && Math.floor((untold[next]?.fromMs ?? 0) / dayMs) === day; next++)
      told.push(...(untold[next]?.tell() ?? []));
    told.sort(byTime);
    const later = untold[next];
    const limit = later && new Date(Math.floor(later.fromMs / dayMs) * dayMs).toISOString();
    const ready = limit === undefined ? told.length : firstNotBefore(told, limit);
    yield* told.slice(0, ready);
    told = told.slice(ready);
  }
}

const byTime = (one: Happening, other: Happening) =>
  one.at < other.at
    ? -1
    : one.at > other.at
      ? 1
      : one.story < other.story
        ? -1
        : one.story > other.story
          ? 1
          : one.n - other.n;
function firstNotBefore(happenings: readonly Happening[], instant: string): number {
  const found = happenings.findIndex(({ at }) => at >= instant);
  return found < 0 ? happenings.length : found;
}
const startOf = (day: number) => (day - 1) * dayMs;

function families(frame: YearFrame, scale: number): Untold[] {
  const { women, men, children } = totalsOf(scale);
  const random = randomOf(frame.seed, 'families');
  const childrenIn = new Array<number>(women).fill(0);
  // Each child to one of the families, the likelier the more it has room for.
  const sums = runningSums(childrenIn.map(() => random.fraction()));
  for (let left = children; left > 0;) {
    const family = drawIndex(sums, random);
    const there = childrenIn[family] ?? 0;
    if (there >= mostChildren) continue;
    childrenIn[family] = there + 1;
    left -= 1;
  }
  const plans = [
    ...childrenIn.map((count) => ['woman', count] as const),
    ...Array.from({ length: men }, () => ['man', 0] as const),
  ];
  return [
    ...plans.map(([adult, count], index): Untold => {
      // Ten days before the end at the latest: everybody of the family is known within the year.
      const day = frame.officeDay(random, { lastDay: frame.lastDay - 10 });
      const family: FamilyPlan = { story: `family-${index + 1}`, day, adult, children: count };
      return { fromMs: startOf(day), tell: () => supportStory(frame, family) };
    }),
    ...Array.from({ length: besides.screeningsOnly * scale }, (_, index): Untold => {
      const day = frame.officeDay(random, { lastDay: frame.lastDay });
      return { fromMs: startOf(day), tell: () => screeningStory(frame, { story: `screening-${index + 1}`, day }) };
    }),
  ];
}

/** Children of households whose people add up to a total exactly: a woman with up to four children. */
export function householdsOf(people: number, random: Random): number[] {
  const households: number[] = [];
  for (let left = people; left > 0;) {
    const children = random.weighted([[0, 35], [1, 27], [2, 22], [3, 11], [4, 5]]); // prettier-ignore
    households.push(Math.min(children, left - 1));
    left -= Math.min(children, left - 1) + 1;
  }
  return households;
}

function placements(frame: YearFrame, scale: number): Untold[] {
  const random = randomOf(frame.seed, 'placements');
  const placed = householdsOf(totalsOf(scale).sheltered, random).map((children) => ['placed', children] as const);
  const others = Array.from({ length: Math.round(placed.length * besides.unplacedOfPlaced) }, () => {
    const ending = random.weighted<PlacementEnding>([['withdrawn', 4], ['unreachable', 2], ['referred', 4]]); // prettier-ignore
    return [ending, random.whole(0, 3)] as const;
  });
  return [...placed, ...others].flatMap(([ending, children], index): Untold[] => {
    // Two days before the end at the latest: they arrive within the year.
    const startMs = frame.callAt(random, { lastDay: frame.lastDay - 2 });
    const plan: PlacementPlan = { story: `household-${index + 1}`, startMs, ending, children };
    return [{ fromMs: startMs, tell: () => [...placementStory(frame, plan), ...childrenInPlacement(frame, plan)] }];
  });
}

function childrenInPlacement(frame: YearFrame, plan: PlacementPlan): Happening[] {
  const confirmed = placementStory(frame, plan).find(({ kind }) => kind === 'confirmPlace');
  if (!confirmed) return [];
  const confirmedMs = Date.parse(confirmed.at);
  return childrenOf(frame, plan).flatMap((child, index) => {
    const placed = { household: plan.story, index, child, confirmedMs };
    const story: ChildPlan = { story: `${plan.story}-child-${index + 1}`, day: 0, placed };
    return childStory(frame, story);
  });
}

function referredChildren(frame: YearFrame, scale: number): Untold[] {
  const random = randomOf(frame.seed, 'referrals');
  return Array.from({ length: besides.referrals * scale }, (_, index): Untold => {
    const day = frame.officeDay(random, { lastDay: frame.lastDay });
    return { fromMs: startOf(day), tell: () => childStory(frame, { story: `referral-${index + 1}`, day }) };
  });
}

function files(frame: YearFrame, scale: number): Untold[] {
  const random = randomOf(frame.seed, 'files');
  const paths = (Object.keys(penalPaths) as PenalPath[]).flatMap((path) =>
    new Array<PenalPath>(penalPaths[path].files * scale).fill(path),
  );
  return paths.map((path, index): Untold => {
    const day = frame.officeDay(random, { lastDay: frame.lastDay - penalPaths[path].days });
    const plan: FilePlan = { story: `file-${index + 1}`, day, path };
    return { fromMs: startOf(day), tell: () => penalStory(frame, plan) };
  });
}

function series(frame: YearFrame, scale: number): Untold[] {
  const { pupils, professionals, therapySessions } = totalsOf(scale);
  const random = randomOf(frame.seed, 'series');
  const plans: SeriesPlan[] = [
    ...partsOf(pupils, 15, 31, random).map(
      (count, n) => ({ story: `class-${n + 1}`, of: 'school', pupils: count }) as const,
    ),
    ...partsOf(professionals, 8, 17, random).map(
      (count, n) => ({ story: `training-${n + 1}`, of: 'training', trained: count }) as const,
    ),
    ...partsOf(therapySessions, 4, 9, random).map(
      (count, n) => ({ story: `group-${n + 1}`, of: 'therapy', sessions: count }) as const,
    ),
    ...Array.from(
      { length: besides.publicEvents * scale },
      (_, n) => ({ story: `public-${n + 1}`, of: 'public' }) as const,
    ),
  ];
  // Planning comes weeks before; a series may be planned from the first day on, so all are told at once.
  return plans.map((plan): Untold => ({ fromMs: startOf(frame.firstDay), tell: () => programmeStory(frame, plan) }));
}
