import type { SeriesCommand } from './decide.js';
import { apply, given, later, school, signUp, there, training } from './test-series.js';

const types = (facts: readonly { type: string }[]) => facts.map(({ type }) => type);
const complete: SeriesCommand = { do: 'complete', certificates: 'c' };

describe('a training', () => {
  it('gives its seats in the order of signing up, and lets the others wait', () => {
    const state = given(training, signUp('a'), signUp('b'), signUp('c'));
    expect(state.participants.map(({ state: now }) => now)).toEqual(['signedUp', 'signedUp', 'waiting']);
  });
  it('gives a seat that comes free to the first who waits', () => {
    const full = given(training, signUp('a'), signUp('b'), signUp('c'), signUp('d'));
    const { facts } = apply(full, { do: 'withdraw', participantId: 'a' });
    expect(facts).toMatchObject([
      { type: 'ParticipantWithdrew' },
      { type: 'ParticipantSignedUp', data: { participantId: 'c' } },
    ]);
  });
  it('signs up once, however often it is asked for', () => {
    expect(apply(given(training, signUp('a')), signUp('a')).facts).toEqual([]);
  });
  it('certifies whoever was at every session, and nobody else', () => {
    const state = given(training, signUp('a'), signUp('b'), there('s1', 'a', 'b'), there('s2', 'a'));
    const { facts } = apply(state, complete);
    expect(facts).toMatchObject([
      { type: 'ProfessionalTrained', data: { participantId: 'a', certificateId: 'c-1', lastSession: later(8) } },
      { type: 'SeriesCompleted' },
    ]);
  });
  it('needs no attendance at a session that was called off', () => {
    const off: SeriesCommand = { do: 'cancelSession', sessionId: 's2', reason: 'weather' };
    const state = given(training, signUp('a'), there('s1', 'a'), off);
    expect(types(apply(state, complete).facts)).toEqual(['ProfessionalTrained', 'SeriesCompleted']);
  });
  it.each<[string, SeriesCommand, string]>([
    ['somebody there who did not sign up', there('s1', 'x'), 'notSignedUp'],
    ['somebody there who still waits', there('s1', 'c'), 'notSignedUp'],
    [
      'a number instead of names',
      { do: 'holdSession', sessionId: 's1', reached: 9, now: later(9) },
      'recordWhoWasThere',
    ],
    ['attendance before it has begun', { ...there('s1', 'a'), now: later(0) } as SeriesCommand, 'sessionAhead'],
    ['an end while sessions are ahead', complete, 'sessionsAhead'],
  ])('refuses %s', (_name, command, refused) => {
    expect(apply(given(training, signUp('a'), signUp('b'), signUp('c')), command).refused).toBe(refused);
  });
  it('does not let somebody withdraw who was there', () => {
    const state = given(training, signUp('a'), there('s1', 'a'));
    expect(apply(state, { do: 'withdraw', participantId: 'a' }).refused).toBe('hasAttended');
  });
  it('changes nothing any more once it is completed', () => {
    const state = given(training, signUp('a'), there('s1', 'a'), there('s2', 'a'), complete);
    for (const command of [signUp('z'), there('s1'), complete])
      expect(apply(state, command).refused).toBe('seriesCompleted');
  });
});

describe('a school session', () => {
  const held = (reached: number): SeriesCommand => ({ do: 'holdSession', sessionId: 's1', reached, now: later(2) });
  it('counts its pupils once, and corrects by the difference', () => {
    expect(types(apply(given(school), held(27)).facts)).toEqual(['SessionHeld']);
    const { facts } = apply(given(school, held(27)), held(25));
    expect(facts).toMatchObject([{ type: 'SessionCountCorrected', data: { from: 27, to: 25 } }]);
    expect(apply(given(school, held(27)), held(27)).facts).toEqual([]);
  });
  it('takes no names', () => {
    expect(apply(given(school), signUp('a')).refused).toBe('noSignUp');
    expect(apply(given(school), there('s1')).refused).toBe('countOnly');
  });
  it('takes scores of no more people than were there', () => {
    const feedback = (n: number): SeriesCommand => ({
      do: 'recordFeedback',
      sessionId: 's1',
      feedback: { useful: [0, 0, 1, 2, n], clear: [0, 0, 0, 0, 0], recommend: [0, 0, 0, 0, 0] },
    });
    expect(apply(given(school, held(10)), feedback(7)).refused).toBeUndefined();
    expect(apply(given(school, held(10)), feedback(8)).refused).toBe('moreScoresThanPeople');
    expect(apply(given(school), feedback(0)).refused).toBe('sessionNotHeld');
  });
});
