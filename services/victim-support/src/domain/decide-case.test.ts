import { hasConsent } from '@abri/contracts/support-case';
import type { CaseCommand } from './case-commands.js';
import { apply, by, given, later, now, opened } from './test-cases.js';
import { nextDue } from './time.js';

const types = (facts: readonly { type: string }[]) => facts.map(({ type }) => type);
const legalMaySee: CaseCommand = { do: 'giveConsent', by, now, partnerId: 'legal', until: later(30) };
const goal: CaseCommand = { do: 'setGoal', by, now, goalId: 'g', profession: 'legal' };
const step: CaseCommand = { do: 'planStep', by, now, goalId: 'g', stepId: 's', partnerId: by, dueOn: '2026-03-10' };
const meeting: CaseCommand = {
  do: 'makeAppointment',
  by,
  now,
  appointmentId: 'a',
  partnerId: by,
  kind: 'office',
  startsAt: later(7),
  minutes: 60,
  remindHours: 24,
};

describe('opening', () => {
  it('needs a consent of the person, and counts them for the year', () => {
    const { facts } = apply(null, opened);
    expect(types(facts)).toEqual(['CaseOpened', 'ConsentGiven', 'PersonTakenCareOf']);
    expect(facts[2]).toMatchObject({ data: { year: 2026, category: 'woman' } });
  });
  it('by the everyday door asks for counselling in the same step, with consent for who gives it', () => {
    const counselling = { referralId: 'r', kind: 'couple' as const, partnerId: 'family-help', until: later(30) };
    const { facts, state } = apply(null, { ...opened, door: 'everyday', counselling } as CaseCommand);
    expect(types(facts)).toEqual([
      'CaseOpened',
      'ConsentGiven',
      'PersonTakenCareOf',
      'ConsentGiven',
      'CounsellingAsked',
    ]);
    expect(state && hasConsent(state, 'family-help', later(29))).toBe(true);
  });
  it.each([
    ['already over', now, 'consentOver'],
    ['for more than a year', later(367), 'consentTooLong'],
  ])('is refused with a consent %s', (_name, until, refused) => {
    expect(apply(null, { ...opened, until } as CaseCommand).refused).toBe(refused);
  });
  it('counts the year of the district’s clock, not of Greenwich', () => {
    const silvester = '2026-12-31T23:30:00.000Z';
    const { facts } = apply(null, { ...opened, now: silvester, until: later(360) } as CaseCommand);
    expect(facts[2]).toMatchObject({ data: { year: 2027 } });
  });
});

describe('consent', () => {
  it('lets another partner in until its end, and not an instant longer', () => {
    const state = given(opened, legalMaySee);
    const note = (at: string): CaseCommand => ({ do: 'addNote', by: 'legal', now: at, noteId: 'n' });
    expect(apply(state, note(later(29))).refused).toBeUndefined();
    expect(apply(state, note(later(30))).refused).toBe('noSuchCase');
  });
  it('is withdrawn at once', () => {
    const state = given(opened, legalMaySee, { do: 'withdrawConsent', by, now, partnerId: 'legal' });
    expect(hasConsent(state, 'legal', now)).toBe(false);
  });
  it('cannot be passed on by a partner that has none', () => {
    const asked: CaseCommand = { do: 'giveConsent', by: 'stranger', now, partnerId: 'police', until: later(5) };
    expect(apply(given(opened), asked).refused).toBe('noSuchCase');
  });
  it('is brought by a new partner that the person came to', () => {
    const came: CaseCommand = { do: 'giveConsent', by: 'medical', now, partnerId: 'medical', until: later(5) };
    const { state } = apply(given(opened), came);
    expect(state && hasConsent(state, 'medical', now)).toBe(true);
  });
  it('says with an event that it is over', () => {
    const { facts } = apply(given(opened, legalMaySee), { do: 'tick', now: later(30) });
    expect(facts).toEqual([{ type: 'ConsentEnded', data: { partnerId: 'legal' } }]);
  });
});

describe('the plan', () => {
  it('takes steps of partners with consent only', () => {
    const state = given(opened, goal);
    expect(apply(state, { ...step, partnerId: 'legal' } as CaseCommand).refused).toBe('partnerWithoutConsent');
    expect(apply(state, step).refused).toBeUndefined();
  });
  it('drops what is left of a goal that ends', () => {
    const { facts, state } = apply(given(opened, goal, step), { do: 'endGoal', by, now, goalId: 'g', as: 'reached' });
    expect(types(facts)).toEqual(['StepEnded', 'GoalEnded']);
    expect(state?.goals[0]?.steps[0]?.state).toBe('dropped');
  });
  it('says once that a step is late, after its day', () => {
    const state = given(opened, goal, step);
    expect(apply(state, { do: 'tick', now: '2026-03-10T23:59:00.000Z' }).facts).toEqual([]);
    const { facts, state: told } = apply(state, { do: 'tick', now: '2026-03-11T00:00:00.000Z' });
    expect(types(facts)).toEqual(['StepOverdue']);
    expect(apply(told, { do: 'tick', now: '2026-03-12T00:00:00.000Z' }).facts).toEqual([]);
  });
});

describe('an appointment', () => {
  it('reminds before it begins, once', () => {
    const state = given(opened, meeting);
    expect(nextDue(state)).toBe(later(6));
    const { facts, state: told } = apply(state, { do: 'tick', now: later(6) });
    expect(types(facts)).toEqual(['AppointmentReminderDue']);
    expect(apply(told, { do: 'tick', now: later(6.5) }).facts).toEqual([]);
  });
  it('is kept or missed only once it has begun', () => {
    const kept: CaseCommand = {
      do: 'endAppointment',
      by,
      now,
      appointmentId: 'a',
      as: 'kept',
      category: 'woman',
    };
    const state = given(opened, meeting);
    expect(apply(state, kept).refused).toBe('appointmentAhead');
    expect(apply(state, { ...kept, now: later(7) } as CaseCommand).refused).toBeUndefined();
  });
  it('is called off when the case is closed', () => {
    const { facts } = apply(given(opened, meeting), { do: 'close', by, now, reason: 'goalsReached' });
    expect(types(facts)).toEqual(['AppointmentEnded', 'CaseClosed']);
  });
});

describe('a closed case', () => {
  const closed: CaseCommand = { do: 'close', by, now, reason: 'personWishes' };
  it('takes nothing until it is opened again', () => {
    expect(apply(given(opened, closed), goal).refused).toBe('caseClosed');
    const again: CaseCommand = { do: 'reopen', by, now, category: 'woman' };
    expect(apply(given(opened, closed, again), goal).refused).toBeUndefined();
  });
  it('counts in a later year when the person comes back', () => {
    const until = later(365);
    const state = given({ ...opened, until } as CaseCommand, closed);
    const { facts } = apply(state, { do: 'reopen', by, now: later(320), category: 'woman' });
    expect(facts).toMatchObject([{ type: 'CaseReopened' }, { type: 'PersonTakenCareOf', data: { year: 2027 } }]);
  });
});

it('takes nothing more about a person who was erased', () => {
  const state = given(opened, { do: 'erase', by, now });
  expect(apply(state, goal).refused).toBe('personErased');
});
