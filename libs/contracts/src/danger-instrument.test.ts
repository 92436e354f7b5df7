import fc from 'fast-check';
import { assessDanger, defaultInstrument } from './danger-instrument.js';
import { type dangerOrder } from './vocabulary.js';

const answers = (value: 'yes' | 'no' | 'unknown') =>
  Object.fromEntries(defaultInstrument.questions.map((question) => [question.id, value]));
const assess = (given: Record<string, 'yes' | 'no' | 'unknown'>, judgement?: (typeof dangerOrder)[number]) =>
  assessDanger(defaultInstrument, {
    instrument: defaultInstrument.id,
    answers: given,
    ...(judgement && { judgement }),
  });

describe('assessing danger', () => {
  it('is variable when every answer is no, and extreme when every answer is yes', () => {
    expect(assess(answers('no'))).toEqual({ score: 0, level: 'variable' });
    expect(assess(answers('yes')).level).toBe('extreme');
  });

  it('puts each cut-off into the higher level', () => {
    expect(assess({ strangulation: 'yes' })).toEqual({ score: 4, level: 'increased' });
    expect(assess({ strangulation: 'yes', threatToKill: 'yes', substance: 'yes' })).toEqual({
      score: 9,
      level: 'severe',
    });
    expect(assess({ strangulation: 'yes', threatToKill: 'yes', weapon: 'yes', childThreatened: 'yes' })).toEqual({
      score: 14,
      level: 'extreme',
    });
  });

  it('never falls below the worker’s judgement, nor below the score', () => {
    expect(assess(answers('no'), 'severe').level).toBe('severe');
    expect(assess(answers('yes'), 'variable').level).toBe('extreme');
  });

  it('never goes down when an answer turns from no to unknown or from unknown to yes', () => {
    const anyAnswers = fc.record(
      Object.fromEntries(
        defaultInstrument.questions.map(({ id }) => [
          id,
          fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
        ]),
      ),
    );
    fc.assert(
      fc.property(anyAnswers, fc.constantFrom(...defaultInstrument.questions.map(({ id }) => id)), (given, id) => {
        const scores = (['no', 'unknown', 'yes'] as const).map((answer) => assess({ ...given, [id]: answer }).score);
        expect(scores).toEqual([...scores].sort((a, b) => a - b));
      }),
    );
  });
});
