import { defaultChildInstrument, highestAreaScore } from '@abri/contracts/child-instrument';
import type { TaskKind } from '@abri/contracts/child-protocol';
import type { Child } from '@abri/contracts/household';
import { type Day, nextOfficeDay } from './calendar.js';
import { type ChildAct, type Happening, happeningsOf, type Timed } from './happening.js';
import { birthDate, familyName, givenName } from './people.js';
import { type Random, randomOf } from './random.js';
import { dayAt, dayMs, hourMs, officeTime, type YearFrame } from './year-frame.js';

/** A child whose case is opened by a placement that was confirmed, or by a referral. */
export interface ChildPlan {
  story: string;
  day: Day;
  /** Of a placed child: which one, and when its placement was confirmed; its case is there from then on. */
  placed?: { household: string; index: number; child: Child; confirmedMs: number };
}
/** The teams and workers of child protection that act in the replay. */
export const teams = { first: 'pe-valenciennes', second: 'pe-denain' } as const;
const worker = 'demo-child-protection';

type Loose<A> = A extends { child: string } ? Omit<A, 'child'> : never;
type Write = (atMs: number, act: Loose<ChildAct>, whose?: string) => void;

/** One child's follow-up: contacts in time, late or never, assessments, a hand-over, a report, and its end. */
export function childStory(frame: YearFrame, plan: ChildPlan): Happening[] {
  const random = randomOf(frame.seed, plan.story);
  const timed: Timed[] = [];
  const child = plan.placed ? `placed:${plan.placed.household}:${plan.placed.index}` : 'child';
  const write: Write = (atMs, act, whose = child) =>
    void timed.push({ atMs, act: { ...act, child: whose } as ChildAct });
  const opened = plan.placed ? dayAt(plan.placed.confirmedMs) : plan.day;
  const openedMs = plan.placed ? plan.placed.confirmedMs + hourMs : officeTime(plan.day, random);
  const later = (days: number) => officeTime(nextOfficeDay(opened + days), random);

  const sex = plan.placed?.child.sex ?? random.pick(['girl', 'boy'] as const);
  const ageYears = plan.placed?.child.ageYears ?? random.whole(1, 16);
  const identity = {
    givenNames: givenName(sex === 'girl' ? 'female' : 'male', random),
    familyName: familyName(random),
    otherNames: [],
    birthDate: birthDate(opened, ageYears, random),
  };
  if (!plan.placed) {
    const referrer = random.weighted([['school', 5], ['police', 3], ['hospital', 2], ['court', 1], ['hotline', 1]]); // prettier-ignore
    const danger = random.weighted([['variable', 2], ['increased', 4], ['severe', 3], ['extreme', 1]]); // prettier-ignore
    const body = { referrer, child: { sex, ageYears }, danger, team: teams.first, identity };
    write(openedMs, { kind: 'referChild', body });
    if (random.chance(0.04)) referredTwice(write, body, later(random.whole(3, 20)), random);
  }

  const handedOver = random.chance(0.1);
  const taken = later(1);
  write(taken, { kind: 'takeTask', task: 'firstContact', worker });
  const contact = random.weighted([['inTime', 80], ['late', 14], ['never', 6]]); // prettier-ignore
  if (contact === 'inTime')
    write(Math.max(taken + hourMs, openedMs + dayMs), { kind: 'finishTask', task: 'firstContact' });
  if (contact === 'late') {
    // The lead has been told meanwhile, where nobody looked.
    write(later(random.whole(4, 9)), { kind: 'seeCase' });
    write(later(random.whole(10, 13)), { kind: 'finishTask', task: 'firstContact' });
  }
  if (plan.placed && contact !== 'never') write(later(14), { kind: 'nameChild', identity });
  for (const [task, days, done] of furtherTasks)
    if (random.chance(done)) write(later(days + random.whole(-4, 6)), { kind: 'finishTask', task });
  if (contact === 'never' && random.chance(0.5))
    write(later(15), { kind: 'cancelTask', task: 'firstContact', reason: 'familyDeclined' });
  if (random.chance(0.35)) write(later(16), { kind: 'assessChild', scores: scores(2.2, random) });
  if (random.chance(0.2)) write(later(95), { kind: 'assessChild', scores: scores(1.4, random) });
  if (random.chance(0.08)) write(later(25), { kind: 'changeDanger', danger: 'increased' });
  if (random.chance(0.07)) {
    const text = 'Exemple de signalement, écrit par la simulation.';
    write(later(6), { kind: 'reportChild', channel: random.pick(['form', 'phone']), urgent: random.chance(0.4), text });
    if (random.chance(0.8)) write(later(14), { kind: 'acknowledgeReport' });
  }
  // Last of all: after it, another team works on the case.
  if (handedOver) {
    write(later(130), { kind: 'handOver', to: teams.second });
    write(
      later(136),
      random.chance(0.75)
        ? { kind: 'answerHandOver', answer: 'accept' }
        : { kind: 'answerHandOver', answer: 'decline', reason: 'noCapacity' },
    );
  } else if (random.chance(0.5)) {
    const days = random.whole(125, 260);
    const reason = random.weighted([['safeAndSupported', 6], ['movedAway', 2], ['familyDeclined', 2], ['childWelfareTookOver', 1]]); // prettier-ignore
    const reviewAt = new Date((opened + days + 90) * dayMs).toISOString();
    write(later(days), { kind: 'closeChild', reason, reviewAt });
    if (random.chance(0.08)) write(later(days + 20), { kind: 'reopenChild' });
  }
  return happeningsOf('child', plan.story, timed, frame.endMs);
}

/** Tasks after the first contact: about when, and how often they are done at all. */
const furtherTasks: readonly (readonly [TaskKind, number, number])[] = [
  ['schooling', 7, 0.8],
  ['psychologicalAssessment', 14, 0.75],
  ['health', 13, 0.7],
  ['safeParentMeeting', 21, 0.7],
  ['groupSession', 31, 0.4],
  ['groupSession', 46, 0.3],
];

const scores = (mean: number, random: Random): Record<string, number> =>
  Object.fromEntries(
    defaultChildInstrument.areas.map(({ id }) => [
      id,
      Math.min(highestAreaScore, Math.max(0, Math.round(mean + random.fraction() * 2 - 1))),
    ]),
  );

/** The same child comes by another door, a little misspelt; somebody sees it, and the two cases become one. */
function referredTwice(
  write: Write,
  body: Extract<ChildAct, { kind: 'referChild' }>['body'],
  atMs: number,
  random: Random,
): void {
  const { identity } = body;
  if (!identity) return;
  const misspelt = { ...identity, givenNames: `${identity.givenNames}e` };
  const again = { ...body, referrer: random.pick(['police', 'hospital'] as const), identity: misspelt };
  write(atMs, { kind: 'referChild', body: again }, 'again');
  write(atMs + 2 * dayMs, { kind: 'joinCases', other: 'again' });
}
