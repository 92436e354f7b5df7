import type { MeasureKind } from '@abri/contracts/penal-file';
import { type Day, isoDay, nextOfficeDay } from './calendar.js';
import { assessment, lowAssessment } from './danger.js';
import { type Act, type Happening, happeningsOf, type Timed } from './happening.js';
import { birthDate, familyName, givenName } from './people.js';
import { type Random, randomOf } from './random.js';
import { hourMs, officeTime, type YearFrame } from './year-frame.js';

/** How a file goes, by the measures that count; with how many of such files 2012 had in the replay. */
export const penalPaths = {
  survey: { files: 70, measures: ['socialSurvey'], days: 12 },
  surveyThenMediation: { files: 60, measures: ['socialSurvey', 'mediation'], days: 62 },
  surveyThenProbation: { files: 17, measures: ['socialSurvey', 'probation'], days: 62 },
  mediation: { files: 63, measures: ['mediation'], days: 18 },
  probation: { files: 24, measures: ['probation'], days: 12 },
  mediationThenProbation: { files: 2, measures: ['mediation', 'probation'], days: 70 },
  probationThenHosting: { files: 4, measures: ['probation', 'hosting'], days: 70 },
  hosting: { files: 3, measures: ['hosting'], days: 16 },
} as const satisfies Record<string, { files: number; measures: readonly MeasureKind[]; days: number }>;
export type PenalPath = keyof typeof penalPaths;

export interface FilePlan {
  story: string;
  /** Early enough for the last measure of the path to begin within the year. */
  day: Day;
  path: PenalPath;
}
const doors = [['prosecutor', 5], ['police', 3], ['court', 2], ['probationService', 1]] as const; // prettier-ignore

/** One file, from its opening up the ladder as far as its path goes. */
export function penalStory(frame: YearFrame, plan: FilePlan): Happening[] {
  const random = randomOf(frame.seed, plan.story);
  const { path, day } = plan;
  const timed: Timed[] = [];
  const at = (days: number, act: Act) => void timed.push({ atMs: officeTime(nextOfficeDay(day + days), random), act });
  const on = (days: number) => isoDay(nextOfficeDay(day + days));
  const mild = path === 'mediation' || path === 'mediationThenProbation' || path === 'survey';
  const begun = officeTime(day, random);
  const identity = {
    givenName: givenName('male', random),
    familyName: familyName(random),
    birthDate: birthDate(day, random.whole(20, 62), random),
    prosecutorReference: `EX-${frame.year}-${plan.story.replace(/\D/g, '')}`,
  };
  const first = mild ? lowAssessment(random) : assessment(path.endsWith('osting') ? 0.75 : 0.4, random);
  timed.push({
    atMs: begun,
    act: { kind: 'openFile', body: { identity, door: random.weighted(doors), assessment: first, confirmNew: true } },
  });

  const decide = (days: number, kind: MeasureKind, length: number, more: object = {}) =>
    at(days, {
      kind: 'decideMeasure',
      body: {
        kind,
        from: on(days),
        until: isoDay(nextOfficeDay(day + days) + length),
        conditions: [],
        grounds: 'prosecutorInstructs',
        stepDown: false,
        text: '',
        ...more,
      },
    });
  const survey = (days: number) => {
    decide(days, 'socialSurvey', 40);
    if (random.chance(0.6)) comply(days + 20, 'socialSurvey');
  };
  const comply = (days: number, measure: MeasureKind) =>
    at(days, {
      kind: 'reportCompliance',
      measure,
      on: on(days),
      level: random.weighted([['kept', 6], ['partly', 3], ['notKept', 1]]), // prettier-ignore
    });
  const mediation = (days: number) => {
    const consents = { perpetratorOn: on(days), victimOn: on(days) };
    decide(days, 'mediation', 75, { consents });
  };
  const probation = (days: number, more: object = {}) => {
    decide(days, 'probation', 180, { conditions: ['noContact', 'treatment', 'reportWeekly'], ...more });
    for (const after of [30, 90, 150]) if (random.chance(0.7)) comply(days + after, 'probation');
  };

  let end = 90;
  switch (path) {
    case 'survey':
      survey(random.whole(2, 9));
      break;
    case 'surveyThenMediation':
      survey(2);
      at(47, { kind: 'assessFile', assessment: lowAssessment(random) });
      mediation(52);
      if (random.chance(0.12)) at(80, { kind: 'withdrawConsent' });
      end = 135;
      break;
    case 'surveyThenProbation':
      survey(3);
      probation(random.whole(35, 52));
      minorBreach(at, on, 110, random);
      end = 250;
      break;
    case 'mediation':
      mediation(random.whole(3, 14));
      if (random.chance(0.12)) at(40, { kind: 'withdrawConsent' });
      end = 100;
      break;
    case 'probation':
      probation(random.whole(2, 8));
      if (random.chance(0.5)) zone(frame, at, on, 9, 150, random);
      minorBreach(at, on, 60, random);
      end = 205;
      break;
    case 'mediationThenProbation':
      mediation(5);
      at(40, { kind: 'withdrawConsent' });
      at(48, { kind: 'assessFile', assessment: assessment(0.5, random) });
      probation(55);
      end = 250;
      break;
    case 'probationThenHosting':
      probation(4);
      zone(frame, at, on, 5, 170, random);
      at(50, { kind: 'breachZone', on: on(50) });
      hosted(54, { grounds: 'breach' });
      end = 200;
      break;
    case 'hosting':
      zone(frame, at, on, 1, 120, random);
      hosted(3, { grounds: 'riskHigher' });
      end = 150;
  }
  function hosted(days: number, more: object): void {
    decide(days, 'hosting', 90, { conditions: ['leaveHome', 'noContact', 'programmeForPerpetrators'], ...more });
    const decided = timed.at(-1)?.atMs ?? begun;
    timed.push({ atMs: decided + hourMs / 2, act: { kind: 'holdHostingPlace' } });
    timed.push({ atMs: decided + 2 * hourMs, act: { kind: 'arriveAtHosting' } });
    at(days + random.whole(25, 85), { kind: 'leaveHosting' });
  }
  if (random.chance(0.55))
    at(end + random.whole(0, 15), { kind: 'closeFile', grounds: random.pick(['complied', 'termReached']), text: '' });
  return happeningsOf('penal', plan.story, timed, frame.endMs);
}

type At = (days: number, act: Act) => void;
type On = (days: number) => string;

/** A breach that is answered by a warning, or found to be none. */
function minorBreach(at: At, on: On, days: number, random: Random): void {
  if (!random.chance(0.35)) return;
  const breach = random.pick(['missedAppointment', 'conditionNotKept'] as const);
  at(days, { kind: 'reportBreach', measure: 'probation', breach, on: on(days), text: 'Exemple.' });
  at(days + 4, { kind: 'answerBreach', as: random.chance(0.8) ? 'warned' : 'unfounded' });
}

function zone(frame: YearFrame, at: At, on: On, days: number, length: number, random: Random): void {
  const area = { commune: frame.commune(random), radiusKm: random.pick([0, 1, 2]) };
  at(days, { kind: 'setZone', area, from: on(days), until: on(days + length) });
}
