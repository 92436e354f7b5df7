import type { Identity, VictimCategory } from '@abri/contracts/support-case';
import { type Day, isoDay, lastOfficeDay, nextOfficeDay } from './calendar.js';
import { type Happening, happeningsOf, type SupportAct, type Timed } from './happening.js';
import { birthDate, familyName, givenName } from './people.js';
import { type Random, randomOf } from './random.js';
import { dayMs, hourMs, minuteMs, officeTime, type YearFrame } from './year-frame.js';

/** A family that comes to the partners: a woman or a man, and how many children are taken care of besides. */
export interface FamilyPlan {
  story: string;
  day: Day;
  adult: 'woman' | 'man';
  children: number;
}
/** The partners whose workers act in the replay. */
export const partners = { social: 'pt-social', legal: 'pt-legal', psychological: 'pt-psychological' } as const;

const doors = [['violence', 4], ['everyday', 1]] as const; // prettier-ignore
const openers = [
  ['self', 6],
  ['police', 3],
  ['hospital', 2],
  ['socialService', 3],
  ['hotline', 3],
  ['court', 1],
] as const;
const texts = {
  goal: 'Objectif d’exemple, écrit par la simulation.',
  step: 'Étape d’exemple, écrite par la simulation.',
  note: 'Note d’exemple, écrite par la simulation.',
};

/** One family’s year with the partners. Everybody in it counts once: by the opening of their case. */
export function supportStory(frame: YearFrame, plan: FamilyPlan): Happening[] {
  const random = randomOf(frame.seed, plan.story);
  const name = familyName(random);
  const timed: Timed[] = [];
  const lastOffice = lastOfficeDay(frame.lastDay);
  adultCase(plan, name, random, timed);
  for (let index = 0; index < plan.children; index++) {
    const day = Math.min(plan.day + random.weighted([[0, 4], [3, 2], [7, 2], [14, 1]]), lastOffice); // prettier-ignore
    childCase(`child-${index + 1}`, day, name, random, timed);
  }
  return happeningsOf('support', plan.story, timed, frame.endMs);
}

/** What is done in one case, with the partner that does it. */
function writing(timed: Timed[], person: string, as: string) {
  return (atMs: number, act: OfOneCase<SupportAct>) =>
    void timed.push({ atMs, act: { ...act, person, as } as SupportAct });
}
type OfOneCase<A> = A extends { person: string; as: string } ? Omit<A, 'person' | 'as'> : never;
const until = (day: Day, days: number) => new Date((day + days) * dayMs).toISOString();

function adultCase(plan: FamilyPlan, name: string, random: Random, timed: Timed[]): void {
  const { day, adult: category } = plan;
  const sex = category === 'woman' ? 'female' : 'male';
  const door = random.weighted(doors);
  const screened = door === 'violence' && random.chance(0.35);
  const as = partners.social;
  const write = writing(timed, 'adult', as);
  let atMs = officeTime(day, random);
  if (screened) {
    const answers = {
      say: 'rarely',
      quarrels: 'often',
      belittled: 'often',
      frightened: random.pick(['atTimes', 'often']),
    };
    timed.push({ atMs, act: { kind: 'screen', as, answers } });
    atMs += 30 * minuteMs;
  }
  const identity = identityOf(sex, name, random.whole(18, 68), day, random);
  const counselling = {
    kind: random.pick(['couple', 'family', 'parenting'] as const),
    partnerId: partners.psychological,
  };
  write(atMs, {
    kind: 'openCase',
    screened,
    body: {
      ...caseOf(identity, category, day),
      door,
      openedBy: screened ? 'screening' : random.weighted(openers),
      ...(door === 'everyday' ? { counselling: { ...counselling, until: until(day, 170) } } : {}),
    },
  });
  if (screened) timed.push({ atMs, act: { kind: 'followScreening', as, outcome: 'caseOpened' } });
  const later = (days: number) => officeTime(nextOfficeDay(day + days), random);
  if (door === 'everyday') {
    const started = random.whole(4, 15);
    const counsellor = writing(timed, 'adult', partners.psychological);
    if (random.chance(0.85)) counsellor(later(started), { kind: 'startCounselling' });
    if (random.chance(0.6))
      counsellor(later(started + random.whole(30, 110)), {
        kind: 'endCounselling',
        outcome: random.weighted([['helped', 5], ['stopped', 2], ['movedToProtection', 1]]), // prettier-ignore
      });
  } else {
    if (random.chance(0.45))
      write(atMs + 30 * minuteMs, { kind: 'giveConsent', partnerId: partners.legal, until: until(day, 170) });
    if (random.chance(0.4)) write(later(random.whole(1, 12)), { kind: 'writeSafetyPlan', plan: safetyPlan });
    if (random.chance(0.55)) plannedGoal(write, day, atMs, random);
  }
  if (random.chance(0.7)) appointment(write, as, day, atMs, random);
  if (random.chance(0.35)) write(later(random.whole(2, 40)), { kind: 'writeNote', text: texts.note });
  if (random.chance(0.5)) {
    const closed = random.whole(60, 240);
    const reason = random.weighted([['goalsReached', 5], ['personWishes', 2], ['movedAway', 1], ['noContact', 2]]); // prettier-ignore
    const closedMs = later(closed);
    // After what the others have still to do: a closed case takes nothing.
    if (closedMs > Math.max(...timed.map((one) => one.atMs))) {
      write(closedMs, { kind: 'closeCase', reason });
      if (random.chance(0.12) && closed < 170) write(later(closed + random.whole(10, 60)), { kind: 'reopenCase' });
    }
  }
}

function plannedGoal(write: ReturnType<typeof writing>, day: Day, atMs: number, random: Random): void {
  const profession = random.pick(['social', 'legal', 'psychological', 'medical'] as const);
  write(atMs + 30 * minuteMs, { kind: 'setGoal', goal: 'goal', profession, text: texts.goal });
  for (let index = 1; index <= random.whole(1, 2); index++) {
    const due = day + random.whole(7, 40);
    const step = `step-${index}`;
    const planned = { partnerId: partners.social, dueOn: isoDay(due), text: texts.step };
    write(atMs + 30 * minuteMs, { kind: 'planStep', goal: 'goal', step, ...planned });
    const done = nextOfficeDay(random.chance(0.75) ? due - random.whole(0, 5) : due + random.whole(1, 20));
    if (random.chance(0.85))
      write(officeTime(done, random), {
        kind: 'endStep',
        goal: 'goal',
        step,
        outcome: random.chance(0.9) ? 'done' : 'dropped',
      });
  }
  if (random.chance(0.4))
    write(officeTime(nextOfficeDay(day + 75), random), { kind: 'endGoal', goal: 'goal', outcome: 'reached' });
}

function appointment(write: ReturnType<typeof writing>, as: string, day: Day, madeMs: number, random: Random): void {
  const startsMs = officeTime(nextOfficeDay(day + random.whole(3, 21)), random);
  const meeting = random.pick(['office', 'phone', 'court', 'medical', 'police'] as const);
  write(madeMs + 30 * minuteMs, {
    kind: 'makeAppointment',
    appointment: 'first',
    partnerId: as,
    meeting,
    startsAt: new Date(startsMs).toISOString(),
    minutes: 60,
  });
  const outcome = random.weighted([['kept', 8], ['missed', 2], ['cancelled', 1]]); // prettier-ignore
  const endedMs = outcome === 'cancelled' ? startsMs - 2 * hourMs : startsMs + hourMs;
  write(endedMs, { kind: 'endAppointment', appointment: 'first', outcome });
}

function childCase(person: string, day: Day, name: string, random: Random, timed: Timed[]): void {
  const as = random.chance(0.6) ? partners.psychological : partners.social;
  const write = writing(timed, person, as);
  const sex = random.chance(0.5) ? 'female' : 'male';
  const identity = identityOf(sex, name, random.whole(1, 16), day, random);
  // Never before the adult's case: the family is known by then.
  const first = timed.find(({ act }) => act.kind === 'openCase')?.atMs ?? 0;
  const atMs = Math.max(officeTime(nextOfficeDay(day), random), first + 30 * minuteMs);
  const counselled = random.chance(0.45);
  write(atMs, {
    kind: 'openCase',
    screened: false,
    body: {
      ...caseOf(identity, 'child', day),
      door: 'violence',
      openedBy: random.weighted([['self', 3], ['school', 3], ['socialService', 2], ['hospital', 1]]), // prettier-ignore
      ...(counselled ? { counselling: { kind: 'individual', partnerId: as, until: until(day, 170) } } : {}),
    },
  });
  const later = (days: number) => officeTime(nextOfficeDay(day + days), random);
  if (counselled && random.chance(0.85)) {
    write(later(17), { kind: 'startCounselling' });
    if (random.chance(0.5)) write(later(random.whole(60, 130)), { kind: 'endCounselling', outcome: 'helped' });
  }
  if (random.chance(0.25)) write(later(random.whole(134, 200)), { kind: 'closeCase', reason: 'goalsReached' });
}

function identityOf(sex: Identity['sex'], familyName: string, years: number, day: Day, random: Random): Identity {
  return {
    givenName: givenName(sex, random),
    familyName,
    birthDate: birthDate(day, years, random),
    sex,
    language: 'fr',
    phone: '',
    safeContact: '',
  };
}
const caseOf = (identity: Identity, category: VictimCategory, day: Day) => ({
  identity,
  category,
  consent: { until: until(day, 300) },
});
const safetyPlan = {
  warningSigns: ['Exemple de signe'],
  safePlaces: ['Exemple de lieu'],
  peopleToCall: ['Exemple de personne'],
  codeWord: 'parapluie orange',
  bag: ['Papiers', 'Clés'],
  children: [],
  afterwards: ['Appeler le 3919'],
};

/** A screening after which no case is opened. */
export function screeningStory(frame: YearFrame, plan: { story: string; day: Day }): Happening[] {
  const random = randomOf(frame.seed, plan.story);
  const as = random.pick(Object.values(partners));
  const atMs = officeTime(plan.day, random);
  const answers = random.chance(0.7)
    ? { say: 'yes', quarrels: 'never', belittled: 'never', hurt: 'no', goHome: 'yes' }
    : { say: 'mostly', quarrels: 'atTimes', belittled: 'atTimes', hurt: 'no', children: 'no', goHome: 'yes' };
  const outcome = random.pick(['toldOfHelp', 'talkAgain', 'declined'] as const);
  const timed: Timed[] = [
    { atMs, act: { kind: 'screen', as, answers } },
    { atMs: atMs + 30 * minuteMs, act: { kind: 'followScreening', as, outcome } },
  ];
  return happeningsOf('support', plan.story, timed, frame.endMs);
}
