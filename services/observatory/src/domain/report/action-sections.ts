import { communes } from '@abri/geo/district';
import { BreachKind, Direction, FileDoor, MeasureKind, Severity } from '@abri/contracts/penal-file';
import {
  ProgrammeKind,
  PublicForm,
  SchoolLevel,
  TherapyAudience,
  TrainingSubject,
  WorkField,
} from '@abri/contracts/programme';
import type { CommuneRow, Report } from '@abri/contracts/report-api';
import { countsOf, type Figure, type Tally } from '../history/tally.js';
import { breakdownOf, months, per10000 } from './breakdown.js';
import { hostedNightsOf, standing } from './nights.js';

export const answerKeys = ['warned', 'unfounded'] as const;
export const rungs = ['none', ...MeasureKind.options] as const;

/** The graded penal response. */
export function penalSection(tally: Tally, year: number, nights: readonly string[]): Report['penal'] {
  const of = (figure: Figure, keys: readonly string[]) => breakdownOf(countsOf(tally, year, figure), keys);
  const single = (name: string) => ({ count: countsOf(tally, year, 'single').get(name) ?? 0 });
  return {
    filesByDoor: of('filesByDoor', FileDoor.options),
    measures: of('measures', MeasureKind.options),
    furthest: of('furthest', rungs),
    decisions: of('decisions', Direction.options),
    breachesByKind: of('breachesByKind', BreachKind.options),
    breachesBySeverity: of('breachesBySeverity', Severity.options),
    answers: of('answers', answerKeys),
    repeats: single('repeats'),
    hosted: single('hosted'),
    hostedNights: { count: hostedNightsOf(tally, year, nights) },
    zonesSet: single('zonesSet'),
    zoneBreaches: single('zoneBreaches'),
  };
}

/** Awareness, training and therapy. */
export function programmesSection(tally: Tally, year: number): Report['programmes'] {
  const of = (figure: Figure, keys: readonly string[]) => breakdownOf(countsOf(tally, year, figure), keys);
  return {
    pupilsByLevel: of('pupils', SchoolLevel.options),
    publicByForm: of('public', PublicForm.options),
    professionalsByField: of('professionalsByField', WorkField.options),
    professionalsBySubject: of('professionalsBySubject', TrainingSubject.options),
    therapySessionsByAudience: of('therapy', TherapyAudience.options),
    sessionsByKind: of('sessionsByKind', ProgrammeKind.options),
    sessionsByMonth: of('sessionsByMonth', months),
  };
}

/** Every commune of the district, and after them any other in which something was done: the rows add up to the totals. */
export function communeRows(tally: Tally, year: number): CommuneRow[] {
  const [pupils, people, sessions] = (['pupilsIn', 'publicIn', 'sessionsIn'] as const).map((figure) =>
    countsOf(tally, year, figure),
  );
  const beds = standing(tally, 'bedsIn', year);
  const known = new Set(communes.map(({ code }) => code));
  const seen = [pupils, people, sessions, beds].flatMap((counts) => [...(counts?.keys() ?? [])]);
  const others = [...new Set(seen.filter((code) => !known.has(code)))].sort();
  const rows = [...communes, ...others.map((code) => ({ code, name: code, population: 0 }))];
  return rows.map(({ code, name, population }) => {
    const [reachedPupils, reachedPeople] = [pupils?.get(code) ?? 0, people?.get(code) ?? 0];
    return {
      commune: code,
      name,
      inhabitants: population,
      pupils: reachedPupils,
      pupilsPer10000: per10000(reachedPupils, population),
      public: reachedPeople,
      publicPer10000: per10000(reachedPeople, population),
      sessions: sessions?.get(code) ?? 0,
      beds: beds.get(code) ?? 0,
    };
  });
}
