import { z } from 'zod';

/** A text in both languages of the app. */
export const BothLanguages = z.strictObject({ fr: z.string().min(1).max(600), en: z.string().min(1).max(600) });
const Key = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/, 'begins with a letter; letters, digits and - only');
/** What a screening says: nothing seen, worth talking again, act together, act now. From the lowest to the highest. */
export const ScreeningLevel = z.enum(['none', 'watch', 'concern', 'urgent']);
export type ScreeningLevel = z.infer<typeof ScreeningLevel>;
const order: readonly ScreeningLevel[] = ScreeningLevel.options;

const Choice = z.strictObject({
  id: Key,
  text: BothLanguages,
  points: z.int().min(0).max(20),
  /** The level that this answer alone is enough for, whatever the points say. */
  raisesTo: ScreeningLevel.optional(),
});
const Question = z.strictObject({
  id: Key,
  text: BothLanguages,
  /** Said under the question, for the one who asks. */
  hint: BothLanguages.optional(),
  choices: z.array(Choice).min(2).max(6),
  /** Asked only after one of these answers to an earlier question. */
  askedAfter: z.strictObject({ question: Key, choices: z.array(Key).min(1) }).optional(),
});

/**
 * A screening questionnaire as data, so that an agency can load its own. A version never changes once it is there:
 * a changed wording, point or cut-off is a new version, and old screenings keep theirs.
 */
export const ScreeningInstrument = z
  .strictObject({
    id: Key,
    version: z.int().min(1).max(9_999),
    title: BothLanguages,
    introduction: BothLanguages,
    questions: z.array(Question).min(1).max(60),
    /** The least points of each level above `none`, and what to do then. */
    levels: z.strictObject({
      watch: z.int().min(1),
      concern: z.int().min(1),
      urgent: z.int().min(1),
    }),
    advice: z.strictObject({
      none: BothLanguages,
      watch: BothLanguages,
      concern: BothLanguages,
      urgent: BothLanguages,
    }),
  })
  .superRefine((instrument, context) => {
    const say = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const seen = new Map<string, Set<string>>();
    for (const [index, question] of instrument.questions.entries()) {
      if (seen.has(question.id)) say(['questions', index, 'id'], 'is the id of another question too');
      const choices = new Set(question.choices.map(({ id }) => id));
      if (choices.size !== question.choices.length) say(['questions', index, 'choices'], 'has two choices with one id');
      const after = question.askedAfter;
      const earlier = after && seen.get(after.question);
      if (after && !earlier) say(['questions', index, 'askedAfter', 'question'], 'is not an earlier question');
      if (after && earlier && !after.choices.every((choice) => earlier.has(choice)))
        say(['questions', index, 'askedAfter', 'choices'], 'are not choices of that question');
      seen.set(question.id, choices);
    }
    const { watch, concern, urgent } = instrument.levels;
    if (!(watch < concern && concern < urgent)) say(['levels'], 'rise from watch over concern to urgent');
    const most = instrument.questions.reduce((sum, { choices }) => sum + Math.max(...choices.map((c) => c.points)), 0);
    if (urgent > most) say(['levels', 'urgent'], 'is more than all questions can give together');
  });
export type ScreeningInstrument = z.infer<typeof ScreeningInstrument>;

/** Answers by question id: the id of the choice. A question that nobody answered is absent. */
export const ScreeningAnswers = z.record(Key, Key);
export type ScreeningAnswers = z.infer<typeof ScreeningAnswers>;

/** The questions to ask, given the answers so far: those that depend on an answer only after that answer. */
export function questionsToAsk(
  instrument: ScreeningInstrument,
  answers: ScreeningAnswers,
): ScreeningInstrument['questions'] {
  const asked = new Set<string>();
  return instrument.questions.filter(({ id, askedAfter }) => {
    const answer = askedAfter && answers[askedAfter.question];
    const ask =
      !askedAfter || (asked.has(askedAfter.question) && answer !== undefined && askedAfter.choices.includes(answer));
    if (ask) asked.add(id);
    return ask;
  });
}

/** What is wrong with answers: an unknown question or choice, or one to a question that was not to be asked. */
export function answersRefused(instrument: ScreeningInstrument, answers: ScreeningAnswers): string[] {
  const toAsk = new Map(questionsToAsk(instrument, answers).map((question) => [question.id, question]));
  return Object.entries(answers).flatMap(([id, choice]) =>
    toAsk.get(id)?.choices.some((known) => known.id === choice) ? [] : [id],
  );
}

/** Points, level, and how many of the questions that were to be asked were answered. */
export function scoreScreening(
  instrument: ScreeningInstrument,
  answers: ScreeningAnswers,
): { score: number; level: ScreeningLevel; answered: number; asked: number } {
  const toAsk = questionsToAsk(instrument, answers);
  const chosen = toAsk.flatMap(({ id, choices }) => choices.find((choice) => choice.id === answers[id]) ?? []);
  const score = chosen.reduce((sum, { points }) => sum + points, 0);
  const { watch, concern, urgent } = instrument.levels;
  const scored: ScreeningLevel =
    score >= urgent ? 'urgent' : score >= concern ? 'concern' : score >= watch ? 'watch' : 'none';
  const level = chosen.reduce(
    (highest, { raisesTo }) => (raisesTo && order.indexOf(raisesTo) > order.indexOf(highest) ? raisesTo : highest),
    scored,
  );
  return { score, level, answered: chosen.length, asked: toAsk.length };
}
