import type { RequestPlacement } from '@abri/contracts/matching-api';
import type { Language } from '@abri/contracts/vocabulary';
import { assessment } from './danger.js';
import { type Happening, happeningsOf, type Timed } from './happening.js';
import { type Random, randomOf } from './random.js';
import { dayMs, hourMs, minuteMs, type YearFrame } from './year-frame.js';

/** How a request ends: in a bed, or otherwise. */
export type PlacementEnding = 'placed' | 'withdrawn' | 'unreachable' | 'referred';
export interface PlacementPlan {
  story: string;
  startMs: number;
  ending: PlacementEnding;
  children: number;
}
type ChildOfHousehold = RequestPlacement['household']['children'][number];

const languages: readonly (readonly [Language, number])[] = [
  ['ar', 5],
  ['pl', 2],
  ['it', 1],
  ['ro', 2],
  ['tr', 1],
  ['en', 2],
  ['uk', 1],
];
const declines = [
  ['roomNotReady', 4],
  ['houseTension', 2],
  ['staffing', 3],
  ['cannotMeetNeed', 2],
  ['other', 1],
] as const;

/** The children of a household: their ages stay the same however often they are asked for. */
export function childrenOf(frame: YearFrame, plan: PlacementPlan): ChildOfHousehold[] {
  return Array.from({ length: plan.children }, (_, index) => {
    const random = randomOf(frame.seed, plan.story, 'child', index);
    const sex = random.chance(0.5) ? 'girl' : 'boy';
    const ageYears = Math.min(17, Math.floor(random.lognormal(6, 0.7)));
    // Many houses take boys up to a certain age only; an older boy's family would have to go to a hotel.
    return { sex, ageYears: sex === 'boy' && random.chance(0.8) ? Math.min(ageYears, 12) : ageYears };
  });
}

/** One household from the call to its leaving, or to another ending. Houses that answer at once need no answer. */
export function placementStory(frame: YearFrame, plan: PlacementPlan): Happening[] {
  const random = randomOf(frame.seed, plan.story);
  const choosing = plan.ending !== 'referred' && random.chance(0.25);
  const timed: Timed[] = [
    { atMs: plan.startMs, act: { kind: 'call', request: requestOf(frame, plan, choosing, random) } },
  ];
  let atMs = plan.startMs;
  const next = (minutes: number, act: Timed['act']) => timed.push({ atMs: (atMs += minutes * minuteMs), act });

  if (choosing) next(random.whole(1, 3), { kind: 'choosePlace', rank: random.whole(0, 2) });
  if (plan.ending === 'referred') {
    next(60 * random.whole(2, 72), {
      kind: 'referRequest',
      to: random.weighted([
        ['siao', 6],
        ['otherDistrict', 3],
        ['hospital', 1],
      ]),
    });
  } else if (plan.ending === 'withdrawn') {
    next(random.whole(2, 12), {
      kind: 'withdrawRequest',
      reason: random.pick(['callerChangedMind', 'foundOtherPlace', 'duplicate'] as const),
    });
  } else {
    if (random.chance(0.08)) next(16, { kind: 'offerRunsOut' });
    for (let declined = 0; declined < 2 && random.chance(0.14); declined++)
      next(random.whole(2, 6), { kind: 'houseAnswers', answer: 'decline', reason: random.weighted(declines) });
    next(random.whole(2, 8), { kind: 'houseAnswers', answer: 'accept' });
    if (plan.ending === 'unreachable') next(random.whole(10, 20), { kind: 'withdrawRequest', reason: 'unreachable' });
    else {
      next(random.whole(2, 10), { kind: 'confirmPlace' });
      next(random.whole(25, 360), { kind: 'arrive', people: 1 + plan.children });
      const days = Math.max(1, random.lognormal(34, 0.9));
      timed.push({ atMs: atMs + Math.round(days) * dayMs + random.whole(-3, 5) * hourMs, act: { kind: 'leave' } });
    }
  }
  return happeningsOf('placement', plan.story, timed, frame.endMs);
}

function requestOf(frame: YearFrame, plan: PlacementPlan, choosing: boolean, random: Random): RequestPlacement {
  const children = childrenOf(frame, plan);
  const atSchool = children.some(({ ageYears }) => ageYears >= 3);
  const callerCommune = frame.commune(random);
  const hopeless = plan.ending === 'referred';
  return {
    mode: choosing ? 'choose' : 'assign',
    household: { adults: [{ sex: 'woman', pregnant: random.chance(0.06) }], children },
    needs: {
      stepFree: plan.ending !== 'placed' && random.chance(0.1),
      // Nobody takes a small zoo and oxygen: these households wait, and are then referred.
      pets: hopeless ? 6 : plan.ending !== 'placed' && random.chance(0.1) ? 1 : 0,
      languages: random.chance(0.13) ? [random.weighted(languages)] : [],
      equipment: hopeless ? ['oxygen', 'medicalBed', 'wheelchairBathroom'] : [],
    },
    surroundings: {
      callerCommune,
      minimumDistanceKm: plan.ending === 'placed' && random.chance(0.2) ? 3 : 0,
      avoid: [],
      ...(atSchool && random.chance(0.6) ? { schoolCommune: callerCommune } : {}),
    },
    assessment: assessment(random.weighted([[0.15, 3], [0.35, 4], [0.6, 3], [0.85, 1]]), random), // prettier-ignore
  };
}
