import { DeclineReason } from '@abri/contracts/capacity-events';
import { CloseReason as ChildCloseReason, Referrer } from '@abri/contracts/child-case';
import { BreachKind, Direction, FileDoor, MeasureKind, Severity } from '@abri/contracts/penal-file';
import { ReferralTarget, WithdrawReason } from '@abri/contracts/placement';
import {
  ProgrammeKind,
  PublicForm,
  SchoolLevel,
  TherapyAudience,
  TrainingSubject,
  WorkField,
} from '@abri/contracts/programme';
import { ExportTable, Report, ResultName } from '@abri/contracts/report-api';
import { ScreeningLevel } from '@abri/contracts/screening-instrument';
import { CloseReason, CounsellingOutcome, Door, OpenedBy, VictimCategory } from '@abri/contracts/support-case';
import { ScreeningEvent, SupportCaseEvent } from '@abri/contracts/support-events';
import { DangerLevel } from '@abri/contracts/vocabulary';
import i18next from 'i18next';
import { en } from '../../i18n/en.js';
import { fr } from '../../i18n/fr.js';
import { figureWords, partWords, publishedWords, rateWords, shownWords } from './words.js';

const wording = (language: 'fr' | 'en') => {
  const i18n = i18next.createInstance();
  void i18n.init({ lng: language, resources: { fr: { translation: fr }, en: { translation: en } } });
  return { t: i18n.t, i18n };
};
const screeningOutcomes = ScreeningEvent.options.flatMap(({ shape }) =>
  shape.type.value === 'ScreeningFollowed'
    ? Object.values(shape.data.shape).flatMap((one) => ('options' in one ? one.options : []))
    : [],
);
const appointmentEnds = SupportCaseEvent.options.flatMap(({ shape }) =>
  shape.type.value === 'AppointmentEnded' ? ['kept', 'missed', 'cancelled'] : [],
);

it.each([
  ['victims.byCategory', VictimCategory.options],
  ['victims.casesByDoor', Door.options],
  ['victims.casesByOpener', OpenedBy.options],
  ['victims.closings', CloseReason.options],
  ['victims.screeningsByLevel', ScreeningLevel.options],
  ['victims.screeningOutcomes', screeningOutcomes],
  ['victims.counsellingOutcomes', CounsellingOutcome.options],
  ['victims.appointments', appointmentEnds],
  ['shelter.requestsByDanger', DangerLevel.options],
  ['shelter.outcomes', ['open', 'placed', 'arrived', 'neverArrived', 'withdrawn', 'referred', 'staysHome']],
  ['shelter.withdrawals', WithdrawReason.options],
  ['shelter.referrals', ReferralTarget.options],
  ['shelter.refusals', [...DeclineReason.options, 'unanswered']],
  ['children.casesByAge', ['0-2', '3-5', '6-10', '11-14', '15-17']],
  ['children.casesBySource', [...Referrer.options, 'placement']],
  ['children.firstContact', ['inTime', 'late', 'overdue', 'notYetDue', 'cancelled']],
  ['children.worryingReports', ['urgent', 'notUrgent']],
  ['children.outcomes', ChildCloseReason.options],
  ['penal.filesByDoor', FileDoor.options],
  ['penal.furthest', [...MeasureKind.options, 'none']],
  ['penal.decisions', Direction.options],
  ['penal.breachesByKind', BreachKind.options],
  ['penal.breachesBySeverity', Severity.options],
  ['penal.answers', ['warned', 'unfounded']],
  ['programmes.pupilsByLevel', SchoolLevel.options],
  ['programmes.publicByForm', PublicForm.options],
  ['programmes.professionalsByField', WorkField.options],
  ['programmes.professionalsBySubject', TrainingSubject.options],
  ['programmes.therapySessionsByAudience', TherapyAudience.options],
  ['programmes.sessionsByKind', ProgrammeKind.options],
] as const)('words every part of %s in both languages', (figure, keys) => {
  expect(keys.length).toBeGreaterThan(1);
  // What the app has no word of its own for is worded by the dictionary: here by a mark.
  const figures = keys.map((key) => ({ figure: `${figure}.${key}`, events: '', fr: 'Unworded', en: 'Unworded' }));
  const dictionary = { tables: [], markers: [], figures };
  for (const language of ['fr', 'en'] as const)
    expect(keys.filter((key) => partWords({ ...wording(language), dictionary }, figure, key) === 'Unworded')).toEqual(
      [],
    );
});

it('has a title for every figure of the report, a name for every result and every exported table', () => {
  const { victims, shelter, children, penal, programmes } = Report.shape;
  for (const [section, schema] of Object.entries({ victims, shelter, children, penal, programmes }))
    expect([section, Object.keys(fr.observatory.figure[section as 'penal']).sort()]).toEqual([
      section,
      Object.keys(schema.shape).sort(),
    ]);
  expect(Object.keys(fr.observatory.result).sort()).toEqual([...ResultName.options].sort());
  expect(Object.keys(fr.observatory.table).sort()).toEqual([...ExportTable.options].sort());
});

it('never shows as a number what may not be shown, and a lower bound as one', () => {
  const { t } = wording('en');
  expect([shownWords(t, 'en', 1_274), shownWords(t, 'en', '<5'), shownWords(t, 'en', 'hidden')]).toEqual([
    ...['1,274', '<5', 'not shown'],
  ]);
  expect(publishedWords(t, 'en', { value: 1_000, bound: 'atLeast' })).toBe('over 1,000');
  expect(publishedWords(t, 'en', { value: 743, bound: 'exact' })).toBe('743');
  expect([rateWords('en', 0.2013), rateWords('en', 28.74), rateWords('en', null)]).toEqual(['0.2', '28.7', '–']);
});

it('names a figure of the comparison by its path', () => {
  const w = wording('en');
  expect(figureWords(w, 'results.women')).toBe('of whom women');
  expect(figureWords(w, 'shelter.refusals.staffing')).toBe('Refusals by houses, by reason: Not enough staff');
  expect(figureWords(w, 'penal.hosted.count')).toBe('Violent spouses hosted');
  expect(figureWords(w, 'victims.byMonth.03')).toBe('Victims by month: Mar');
});
