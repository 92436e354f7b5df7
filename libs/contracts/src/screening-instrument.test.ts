import fc from 'fast-check';
import { defaultScreening } from './screening-default.js';
import {
  answersRefused,
  questionsToAsk,
  type ScreeningAnswers,
  ScreeningInstrument,
  ScreeningLevel,
  scoreScreening,
} from './screening-instrument.js';

const order = ScreeningLevel.options;
const answer = (more: ScreeningAnswers = {}): ScreeningAnswers => ({ say: 'yes', goHome: 'yes', ...more });
const anyAnswers = fc
  .record(
    Object.fromEntries(
      defaultScreening.questions.map(({ id, choices }) => [
        id,
        fc.option(fc.constantFrom(...choices.map((choice) => choice.id)), { nil: undefined }),
      ]),
    ),
  )
  .map((all) => {
    const given = Object.fromEntries(
      Object.entries(all).filter(([, choice]) => choice !== undefined),
    ) as ScreeningAnswers;
    const asked = new Set(questionsToAsk(defaultScreening, given).map(({ id }) => id));
    return Object.fromEntries(Object.entries(given).filter(([id]) => asked.has(id))) as ScreeningAnswers;
  });

it('ships a default that keeps its own rules', () => {
  expect(ScreeningInstrument.safeParse(defaultScreening).error).toBeUndefined();
});

it('asks what depends on an answer only after that answer', () => {
  const asked = (answers: ScreeningAnswers) => questionsToAsk(defaultScreening, answers).map(({ id }) => id);
  expect(asked(answer())).not.toContain('lately');
  expect(asked(answer({ hurt: 'yes' }))).toContain('lately');
});

it('refuses answers to what was not asked and choices that are not there', () => {
  expect(answersRefused(defaultScreening, answer({ lately: 'yes' }))).toEqual(['lately']);
  expect(answersRefused(defaultScreening, answer({ hurt: 'perhaps', nonsense: 'yes' }))).toEqual(['hurt', 'nonsense']);
  expect(answersRefused(defaultScreening, answer({ hurt: 'yes', lately: 'yes' }))).toEqual([]);
});

it('adds points to a level, and lets one answer be enough', () => {
  expect(scoreScreening(defaultScreening, answer())).toMatchObject({ score: 0, level: 'none', answered: 2 });
  expect(scoreScreening(defaultScreening, answer({ quarrels: 'always' }))).toMatchObject({ score: 3, level: 'watch' });
  expect(scoreScreening(defaultScreening, answer({ goHome: 'no' }))).toMatchObject({ score: 5, level: 'urgent' });
});

it('never gives a lower level for an answer with more points', () => {
  fc.assert(
    fc.property(anyAnswers, fc.constantFrom(...defaultScreening.questions), (answers, question) => {
      if (!questionsToAsk(defaultScreening, answers).some(({ id }) => id === question.id)) return;
      const levels = [...question.choices]
        .sort(
          (a, b) => a.points - b.points || order.indexOf(a.raisesTo ?? 'none') - order.indexOf(b.raisesTo ?? 'none'),
        )
        .map((choice) =>
          order.indexOf(scoreScreening(defaultScreening, { ...answers, [question.id]: choice.id }).level),
        );
      // A follow-up question that disappears takes its points along: only those without followers are compared.
      if (defaultScreening.questions.some(({ askedAfter }) => askedAfter?.question === question.id)) return;
      expect(levels).toEqual([...levels].sort((a, b) => a - b));
    }),
  );
});

it.each<[string, (instrument: ScreeningInstrument) => unknown, string]>([
  ['two questions with one id', (i) => ({ ...i, questions: [...i.questions, i.questions[0]] }), 'questions.9.id'],
  ['cut-offs that do not rise', (i) => ({ ...i, levels: { ...i.levels, concern: 2 } }), 'levels'],
  ['a cut-off out of reach', (i) => ({ ...i, levels: { ...i.levels, urgent: 99 } }), 'levels.urgent'],
  [
    'a question after one that comes later',
    (i) => ({ ...i, questions: [...i.questions].reverse() }),
    'questions.2.askedAfter.question',
  ],
  ['fields that nobody knows', (i) => ({ ...i, script: 'x' }), ''],
])('refuses an agency’s questionnaire with %s', (_name, spoil, where) => {
  const paths = ScreeningInstrument.safeParse(spoil(defaultScreening)).error?.issues.map(({ path }) => path.join('.'));
  expect(paths).toContain(where);
});
