import type { Feedback, Programme, TherapyAudience, WorkField } from '@abri/contracts/programme';
import type { z } from 'zod';
import { type Day, inFrance, isSchoolDay, nextOfficeDay } from './calendar.js';
import { type Act, type Happening, happeningsOf, type Timed } from './happening.js';
import { givenName, familyName } from './people.js';
import { type Random, randomOf } from './random.js';
import { hourMs, minuteMs, officeTime, type YearFrame } from './year-frame.js';

/** A series by what it adds to the year: pupils of one session, professionals trained, sessions of a group, or nothing. */
export type SeriesPlan = { story: string } & (
  | { of: 'school'; pupils: number }
  | { of: 'training'; trained: number }
  | { of: 'therapy'; sessions: number }
  | { of: 'public' }
);
const fields: readonly (readonly [WorkField, number])[] = [
  ['social', 6],
  ['health', 5],
  ['police', 4],
  ['education', 4],
  ['associations', 3],
  ['justice', 2],
  ['communes', 2],
];
/** Nothing is planned before the offices open in the new year. */
const firstSessionAfterDays = 14;

/** One series, from its planning to its end. */
export function programmeStory(frame: YearFrame, plan: SeriesPlan): Happening[] {
  const random = randomOf(frame.seed, plan.story);
  const timed: Timed[] = [];
  switch (plan.of) {
    case 'school':
      school(frame, plan.pupils, random, timed);
      break;
    case 'training':
      training(frame, plan.trained, random, timed);
      break;
    case 'therapy':
      therapy(frame, plan.sessions, random, timed);
      break;
    case 'public':
      publicEvent(frame, random, timed);
  }
  return happeningsOf('programme', plan.story, timed, frame.endMs);
}

const iso = (ms: number) => new Date(ms).toISOString();
/** Weeks before the first session, or at the beginning of the year. */
const plannedMs = (frame: YearFrame, first: Day, random: Random) =>
  officeTime(nextOfficeDay(Math.max(frame.firstDay + 1, first - random.whole(12, 45))), random);

function plan(
  timed: Timed[],
  atMs: number,
  programme: Programme,
  title: string,
  starts: readonly number[],
  minutes: number,
) {
  const texts = { title, place: 'Lieu d’exemple', materials: [] };
  const sessions = starts.map((startMs) => ({ startsAt: iso(startMs), minutes }));
  timed.push({ atMs, act: { kind: 'planSeries', body: { programme, texts, sessions } } });
}

function school(frame: YearFrame, pupils: number, random: Random, timed: Timed[]): void {
  const firstDay = frame.firstDay + firstSessionAfterDays;
  let day = frame.schoolDay(random, { firstDay });
  const level = random.weighted([['primary', 2], ['lowerSecondary', 5], ['upperSecondary', 4], ['vocational', 2]]); // prettier-ignore
  const programme = { kind: 'school', level, commune: frame.commune(random) } as const;
  const atMs = plannedMs(frame, day, random);
  const start = (on: Day) => inFrance(on, 60 * random.whole(8, 15));
  let startMs = start(day);
  plan(timed, atMs, programme, 'Séance en classe', [startMs], 110);
  let session = 0;
  if (random.chance(0.08) && day < frame.lastDay - 60) {
    timed.push({ atMs: startMs - 24 * hourMs, act: { kind: 'cancelSession', session, reason: 'leaderAbsent' } });
    const before = startMs;
    do day += 7;
    while (!isSchoolDay(day) && day < frame.lastDay - 14);
    startMs = start(day);
    timed.push({ atMs: before - 23 * hourMs, act: { kind: 'planSession', startsAt: iso(startMs), minutes: 110 } });
    session = 1;
  }
  const heldMs = startMs + 120 * minuteMs;
  held(timed, { session, programme: 'school', reached: pupils }, heldMs, random);
  if (random.chance(0.4)) feedback(timed, session, pupils, heldMs + hourMs, random);
  timed.push({ atMs: heldMs + 2 * hourMs, act: { kind: 'completeSeries', trained: 0 } });
}

/** A count, in some cases told wrongly at first and corrected an hour later. */
function held(
  timed: Timed[],
  { session, programme, reached }: { session: number; programme: Programme['kind']; reached: number },
  atMs: number,
  random: Random,
): void {
  const told = random.chance(0.06) ? reached + random.whole(1, 4) : reached;
  timed.push({ atMs, act: { kind: 'holdSession', session, programme, reached: told } });
  if (told !== reached)
    timed.push({ atMs: atMs + hourMs, act: { kind: 'correctCount', session, programme, from: told, reached } });
}

function feedback(timed: Timed[], session: number, people: number, atMs: number, random: Random): void {
  const scores = (): Feedback['useful'] => {
    const counts: Feedback['useful'] = [0, 0, 0, 0, 0];
    for (let person = 0; person < Math.min(people, 60); person++)
      counts[random.weighted([[0, 1], [1, 2], [2, 6], [3, 12], [4, 10]] as const)] += 1; // prettier-ignore
    return counts;
  };
  const given = { useful: scores(), clear: scores(), recommend: scores() };
  timed.push({ atMs, act: { kind: 'recordFeedback', session, feedback: given } });
}

function training(frame: YearFrame, trained: number, random: Random, timed: Timed[]): void {
  const lastStart = frame.lastDay - 21;
  const first = nextOfficeDay(frame.firstDay + random.whole(firstSessionAfterDays + 7, lastStart - frame.firstDay));
  const second = nextOfficeDay(first + 1);
  const partly = random.whole(0, 2);
  const withdrew = random.whole(0, 1);
  const waiting = random.whole(0, 2);
  const seats = trained + partly + withdrew;
  const subject = random.pick(['reception', 'detection'] as const);
  const atMs = plannedMs(frame, first, random);
  const starts = [first, second].map((day) => inFrance(day, 540));
  plan(timed, atMs, { kind: 'training', subject, commune: frame.commune(random), seats }, 'Formation', starts, 360);
  const people = Array.from({ length: seats + waiting }, (_, index) => `p${index + 1}`);
  const [firstStart = 0, secondStart = 0] = starts;
  people.forEach((who, index) => {
    const name = `${givenName(random.chance(0.75) ? 'female' : 'male', random)} ${familyName(random)}`;
    const act: Act = {
      kind: 'signUp',
      who,
      professional: { name, organisation: 'Organisme d’exemple' },
      field: random.weighted(fields),
    };
    timed.push({ atMs: atMs + (1 + Math.floor(index / 4)) * hourMs, act });
  });
  if (withdrew > 0)
    timed.push({ atMs: firstStart - 24 * hourMs, act: { kind: 'withdrawSignUp', who: people[seats - 1] ?? '' } });
  const always = people.slice(0, trained);
  const there = people.slice(0, trained + partly);
  timed.push({ atMs: firstStart + 7 * hourMs, act: { kind: 'recordAttendance', session: 0, attended: there } });
  timed.push({ atMs: secondStart + 7 * hourMs, act: { kind: 'recordAttendance', session: 1, attended: always } });
  if (random.chance(0.7)) feedback(timed, 1, trained, secondStart + 8 * hourMs, random);
  timed.push({ atMs: secondStart + 8 * hourMs, act: { kind: 'completeSeries', trained } });
}

function therapy(frame: YearFrame, sessions: number, random: Random, timed: Timed[]): void {
  const audience = random.pick(['men', 'women', 'children'] satisfies z.infer<typeof TherapyAudience>[]);
  const everyDays = random.pick([7, 14]);
  const calledOff = random.chance(0.3) ? random.whole(0, sessions) : -1;
  const count = sessions + (calledOff >= 0 ? 1 : 0);
  const latest = frame.lastDay - 10 - count * everyDays;
  const first = frame.firstDay + random.whole(firstSessionAfterDays, latest - frame.firstDay);
  const minute = 60 * random.whole(14, 18);
  const starts = Array.from({ length: count }, (_, index) => inFrance(first + index * everyDays, minute));
  const programme = { kind: 'therapy', audience, commune: frame.commune(random), seats: 10 } as const;
  plan(timed, plannedMs(frame, first, random), programme, 'Groupe de parole', starts, 120);
  starts.forEach((startMs, session) => {
    if (session === calledOff)
      timed.push({ atMs: startMs - 20 * hourMs, act: { kind: 'cancelSession', session, reason: 'tooFew' } });
    else held(timed, { session, programme: 'therapy', reached: random.whole(4, 9) }, startMs + 2 * hourMs, random);
  });
  const end = (starts.at(-1) ?? 0) + 4 * hourMs;
  if (random.chance(0.8)) timed.push({ atMs: end, act: { kind: 'completeSeries', trained: 0 } });
}

function publicEvent(frame: YearFrame, random: Random, timed: Timed[]): void {
  const day = frame.firstDay + random.whole(firstSessionAfterDays, frame.lastDay - frame.firstDay - 10);
  const form = random.weighted([['stand', 4], ['conference', 3], ['film', 3], ['campaign', 2], ['theatre', 1]]); // prettier-ignore
  const programme = { kind: 'public', form, commune: frame.commune(random) } as const;
  const startMs = inFrance(day, 60 * random.whole(10, 19));
  plan(timed, plannedMs(frame, day, random), programme, 'Rencontre publique', [startMs], 120);
  if (random.chance(0.1)) {
    timed.push({ atMs: startMs - 24 * hourMs, act: { kind: 'cancelSession', session: 0, reason: 'weather' } });
    return;
  }
  const reached = Math.round(random.lognormal(55, 0.7));
  held(timed, { session: 0, programme: 'public', reached }, startMs + 3 * hourMs, random);
  if (form === 'film') feedback(timed, 0, Math.floor(reached / 2), startMs + 5 * hourMs, random);
  timed.push({ atMs: startMs + 6 * hourMs, act: { kind: 'completeSeries', trained: 0 } });
}
