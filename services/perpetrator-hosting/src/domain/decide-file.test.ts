import type { FileCommand } from './file-commands.js';
import { nextDue } from './decide-file.js';
import { apply, breach, by, day, decides, given, later, now, opened, openProposals } from './test-files.js';

const types = (facts: readonly { type: string }[]) => facts.map(({ type }) => type);
const step = (step: string, kind: string | null, reason: string) => ({ step, kind, reason });
const tick = (at: string): FileCommand => ({ do: 'tick', now: at, proposalId: `tick ${at}` });

describe('the ladder', () => {
  it('is begun where the danger asks for it, once a person says so', () => {
    const file = given(opened('severe'));
    expect(file.rung).toBeNull();
    expect(openProposals(file)).toEqual([step('start', 'hosting', 'opened')]);
    const { state, facts } = apply(file, decides('hosting'));
    expect(types(facts)).toEqual(['DecisionTaken', 'MeasureStarted']);
    expect(state).toMatchObject({ rung: 'hosting', proposals: [{ state: 'followed' }], decisions: [{ by }] });
  });
  it('says of a decision for something else that it was decided otherwise', () => {
    expect(given(opened('severe'), decides('probation')).proposals).toMatchObject([{ state: 'decidedOtherwise' }]);
  });
  it('stays where it is when a lower measure is added beside', () => {
    const file = given(opened('severe'), decides('hosting'), decides('probation', { grounds: 'courtOrders' }));
    expect(file.rung).toBe('hosting');
    expect(file.decisions.at(-1)).toMatchObject({ direction: 'alongside' });
  });
  it('goes down by a decision that says so, and the higher measures end with it', () => {
    const down = decides('probation', { stepDown: true, grounds: 'complied' });
    const { state, facts } = apply(given(opened('severe'), decides('hosting')), down);
    expect(types(facts)).toEqual(['DecisionTaken', 'MeasureEnded', 'MeasureStarted']);
    expect(state).toMatchObject({
      rung: 'probation',
      measures: [{ ended: { why: 'replaced' } }, { state: 'running' }],
    });
  });
  it.each([
    ['on the grounds of a breach', decides('probation', { stepDown: true, grounds: 'breach' }), 'groundsDoNotLighten'],
    ['to a rung that is not lower', decides('banOnApproach', { stepDown: true }), 'notLower'],
  ])('does not go down %s', (_name, command, refused) => {
    expect(apply(given(opened('severe'), decides('hosting')), command).refused).toBe(refused);
  });
  it('does not go down while a breach has no answer', () => {
    const file = given(opened('severe'), decides('hosting'), breach('hosting', 'contact'));
    expect(apply(file, decides('probation', { stepDown: true, grounds: 'complied' })).refused).toBe('breachOpen');
  });
  it('stays where it is when a measure reaches its term', () => {
    const file = given(opened('severe'), decides('hosting'), tick(later(80)), tick(later(91)));
    expect(file.measures).toMatchObject([{ state: 'ended', ended: { why: 'termReached' } }]);
    expect(file.rung).toBe('hosting');
    expect(nextDue(file)).toBeNull();
  });
  it('refuses a second measure of the same kind, and one that is over already', () => {
    const file = given(opened(), decides('probation'));
    expect(apply(file, decides('probation')).refused).toBe('measureRunning');
    expect(apply(file, decides('hosting', { from: day(-9), until: day(-1) })).refused).toBe('termPast');
  });
});

describe('what is proposed', () => {
  const kept: FileCommand = {
    do: 'reportCompliance',
    by,
    now: later(60),
    reportId: 'r',
    measureId: 'm-hosting',
    on: day(60),
    level: 'kept',
  };
  it('after a first small breach is a warning, after a second one a rung up', () => {
    const once = given(opened('increased'), decides('probation'), breach('probation', 'missedAppointment'));
    expect(openProposals(once)).toEqual([step('warn', 'probation', 'firstMinorBreach')]);
    const { state } = apply(once, breach('probation', 'missedAppointment'));
    expect(openProposals(state)).toContainEqual(step('stepUp', 'hosting', 'repeatedBreach'));
  });
  it('after a serious breach is a rung up at once, and at the top the prosecutor', () => {
    const hosted = given(opened('severe'), decides('hosting'), breach('hosting', 'contact'));
    expect(openProposals(hosted)).toEqual([step('stepUp', 'banOnApproach', 'seriousBreach')]);
    const banned = given(opened('extreme'), decides('banOnApproach'), breach('banOnApproach', 'newViolence'));
    expect(openProposals(banned)).toEqual([step('tellProsecutor', 'banOnApproach', 'topOfLadder')]);
  });
  it('after a breach is answered with the breach: by a warning, as unfounded, or by a decision about it', () => {
    const asked = given(opened('increased'), decides('probation'), breach('probation', 'missedAppointment'));
    const breachId = asked.breaches[0]?.breachId ?? '';
    const answer = (as: 'warned' | 'unfounded') =>
      apply(asked, { do: 'answerBreach', by, now, breachId, as }).state?.proposals.at(-1)?.state;
    expect(answer('warned')).toBe('followed');
    expect(answer('unfounded')).toBe('replaced');
    const other = apply(asked, decides('socialSurvey', { grounds: 'courtOrders' })).state;
    expect(other).toMatchObject({ breaches: [{ state: 'open' }] });
    expect(openProposals(other)).toEqual([step('warn', 'probation', 'firstMinorBreach')]);
    const about = apply(asked, decides('hosting', { grounds: 'breach' })).state;
    expect(about).toMatchObject({ breaches: [{ state: 'decided' }] });
    expect(openProposals(about)).toEqual([]);
  });
  it('never is a mediation', () => {
    const file = given(opened(), decides('socialSurvey'), breach('socialSurvey', 'newViolence'));
    expect(openProposals(file)).toEqual([step('stepUp', 'probation', 'seriousBreach')]);
  });
  it('a fortnight before the term is less where the measure was kept, and more time otherwise', () => {
    const hosted = given(opened('severe'), decides('hosting'));
    expect(nextDue(hosted)).toBe('2026-05-18T00:00:00.000Z');
    expect(openProposals(apply(hosted, tick(later(77))).state)).toEqual([
      step('prolong', 'hosting', 'termReachedNotComplied'),
    ]);
    expect(openProposals(apply(given(opened('severe'), decides('hosting'), kept), tick(later(77))).state)).toEqual([
      step('stepDown', 'probation', 'termReachedComplied'),
    ]);
  });
  it('when danger rises is what that danger asks for', () => {
    const assess: FileCommand = {
      do: 'assess',
      by,
      now,
      danger: 'extreme',
      mediationUpTo: 'variable',
      proposalId: 'p',
    };
    const { state } = apply(given(opened(), decides('probation')), assess);
    expect(openProposals(state)).toEqual([step('stepUp', 'banOnApproach', 'dangerRose')]);
  });
  it('is declined by a person, and not twice', () => {
    const file = given({ ...opened(), proposalId: 'one' } as FileCommand);
    const decline: FileCommand = { do: 'declineProposal', by, now, proposalId: 'one', grounds: 'health' };
    expect(apply(given(opened()), decline).refused).toBe('noSuchProposal');
    const { state } = apply(file, decline);
    expect(state?.proposals).toMatchObject([{ state: 'declined' }]);
    expect(apply(state, decline).refused).toBe('alreadyAnswered');
  });
});

describe('a mediation', () => {
  it('ends when the two must be kept apart, also by a step down to hosting', () => {
    const afterBan = given(
      opened('variable'),
      decides('banOnApproach', { until: day(0) }),
      { do: 'tick', now: later(1), proposalId: 'p' },
      decides('mediation', { now: later(1), from: day(1) }),
    );
    const { state } = apply(
      afterBan,
      decides('hosting', { now: later(2), from: day(2), stepDown: true, grounds: 'complied' }),
    );
    const running = state?.measures.filter((measure) => measure.state === 'running').map(({ kind }) => kind);
    expect(running).toEqual(['hosting']);
  });
  const file = given(opened('variable'));
  it('is decided with the dated consent of both', () => {
    expect(apply(file, decides('mediation')).state?.rung).toBe('mediation');
    expect(apply(file, decides('mediation', { consents: null })).refused).toBe('mediationNeedsConsents');
  });
  it('is refused where a consent lies in the future', () => {
    const consents = { perpetratorOn: day(0), victimOn: day(3) };
    expect(apply(file, decides('mediation', { consents })).refused).toBe('dayAhead');
  });
  it.each(['increased', 'severe', 'extreme'] as const)('is refused at danger %s', (danger) => {
    expect(apply(given(opened(danger)), decides('mediation')).refused).toBe('mediationTooDangerous');
  });
  it('is refused where it is not offered, after an old assessment, and while the two may not meet', () => {
    expect(apply(file, decides('mediation', { mediationUpTo: null })).refused).toBe('mediationNotOffered');
    expect(apply(file, decides('mediation', { now: later(30) })).refused).toBe('assessmentTooOld');
    const banned = given(opened('variable'), decides('banOnApproach'));
    expect(apply(banned, decides('mediation')).refused).toBe('mediationUnderBan');
  });
  it('stops when one of the two takes the consent back, and probation is proposed', () => {
    const mediated = given(opened('variable'), decides('mediation'));
    const { state } = apply(mediated, { do: 'withdrawConsent', by, now, measureId: 'm-mediation', proposalId: 'p' });
    expect(state?.measures).toMatchObject([{ ended: { why: 'consentWithdrawn' } }]);
    expect(openProposals(state)).toEqual([step('stepUp', 'probation', 'mediationStopped')]);
    expect(state?.rung).toBe('mediation');
  });
  it('stops when the danger rises above the threshold, and when a ban is decided', () => {
    const mediated = given(opened('variable'), decides('mediation'));
    const assess: FileCommand = { do: 'assess', by, now, danger: 'severe', mediationUpTo: 'variable', proposalId: 'p' };
    const risen = apply(mediated, assess).state;
    expect(risen?.measures).toMatchObject([{ ended: { why: 'dangerAboveThreshold' } }]);
    expect(openProposals(risen)).toEqual([step('stepUp', 'hosting', 'mediationStopped')]);
    expect(apply(mediated, decides('banOnApproach')).state?.measures[0]).toMatchObject({ ended: { why: 'replaced' } });
  });
  it('is never prolonged', () => {
    const more: FileCommand = {
      do: 'prolong',
      by,
      now,
      measureId: 'm-mediation',
      until: day(200),
      decisionId: 'd',
      grounds: 'complied',
    };
    expect(apply(given(opened('variable'), decides('mediation')), more).refused).toBe('mediationNotProlonged');
  });
});

it('closes a file by a decision, with all that still runs, and not over an open breach', () => {
  const close: FileCommand = { do: 'close', by, now, decisionId: 'd', grounds: 'complied' };
  const file = given(opened('severe'), decides('hosting'), decides('probation'));
  const { state } = apply(file, close);
  expect(state).toMatchObject({ open: false, rung: null, measures: [{ state: 'ended' }, { state: 'ended' }] });
  expect(apply(state, decides('hosting')).refused).toBe('fileClosed');
  expect(apply(apply(file, breach('hosting', 'contact')).state, close).refused).toBe('breachOpen');
});
it('takes reports of days that have come, of a measure that had begun', () => {
  const file = given(opened(), decides('probation'));
  const report = (on: string): FileCommand => ({
    do: 'reportCompliance',
    by,
    now,
    reportId: 'r',
    measureId: 'm-probation',
    on,
    level: 'kept',
  });
  expect(apply(file, report(day(2))).refused).toBe('dayAhead');
  expect(apply(file, report(day(-2))).refused).toBe('beforeMeasure');
  expect(apply(file, report(day(0))).refused).toBeUndefined();
});

describe('a closed file', () => {
  const close: FileCommand = { do: 'close', by, now, decisionId: 'd', grounds: 'complied' };
  const reopen: FileCommand = { do: 'reopen', by: 'colleague', now: later(200), proposalId: 'again' };
  const closed = () => given(opened('severe'), decides('hosting'), close);

  it('is opened again for new facts: nothing is in force, and the first step is proposed anew', () => {
    const { state, facts } = apply(closed(), reopen);
    expect(types(facts)).toEqual(['FileReopened', 'NextStepProposed']);
    expect(state).toMatchObject({ open: true, rung: null, followedBy: 'colleague' });
    expect(state?.measures.filter((one) => one.state === 'running')).toEqual([]);
    expect(openProposals(state)).toEqual([step('start', 'hosting', 'opened')]);
    expect(
      apply(state, decides('hosting', { measureId: 'm2', now: later(200), until: day(300) })).refused,
    ).toBeUndefined();
  });
  it('is not opened again once the person was erased, and opening an open one does nothing', () => {
    const erased = apply(closed(), { do: 'erase', by, now }).state;
    expect(apply(erased, reopen).refused).toBe('fileErased');
    expect(apply(given(opened()), reopen).facts).toEqual([]);
  });
});

it('is with the agency of whoever opened it until it is given to another', () => {
  const file = given({ ...opened(), agencyId: 'parquet' } as FileCommand);
  expect(file.agencyId).toBe('parquet');
  const { state, facts } = apply(file, { do: 'assign', by, now, agencyId: 'spip' });
  expect([types(facts), state?.agencyId]).toEqual([['FileAssigned'], 'spip']);
  expect(apply(state, { do: 'assign', by, now, agencyId: 'spip' }).facts).toEqual([]);
});
