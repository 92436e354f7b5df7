import { defaultInstrument } from '@abri/contracts/danger-instrument';
import { dangerOrder } from '@abri/contracts/vocabulary';
import { Select, Text } from '@mantine/core';
import { type Dispatch, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { typeset } from '../i18n/typeset.js';
import { DangerBadge } from '../ui/danger-badge.js';
import { Section } from '../ui/section.js';
import { type AnswerValue, dangerOf, type Draft } from './draft.js';
import type { DraftStep } from './draft-steps.js';
import classes from './danger-questions.module.css';

const values: readonly AnswerValue[] = ['yes', 'no', 'unknown'];
/** The keys that answer a question, in both languages. */
const answerKeys: Readonly<Record<string, AnswerValue>> = {
  o: 'yes',
  y: 'yes',
  n: 'no',
  i: 'unknown',
  u: 'unknown',
};
const radioId = (question: string, value: AnswerValue) => `danger-${question}-${value}`;
/** Moves the focus to the first question. */
export const focusDanger = () => {
  const [first] = defaultInstrument.questions;
  if (first) document.getElementById(radioId(first.id, 'yes'))?.focus();
};

/** The danger assessment: one key a question, the level always in view, and the worker's judgement beside it. */
export function DangerQuestions({ draft, dispatch }: { draft: Draft; dispatch: Dispatch<DraftStep> }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'fr';
  const { questions } = defaultInstrument;
  const { level, score } = dangerOf(draft);
  const onKey = (index: number) => (event: KeyboardEvent) => {
    const answer = event.ctrlKey || event.metaKey || event.altKey ? undefined : answerKeys[event.key.toLowerCase()];
    const question = questions[index];
    if (!answer || !question) return;
    event.preventDefault();
    event.stopPropagation();
    dispatch({ do: 'answer', question: question.id, answer });
    const next = questions[index + 1];
    document.getElementById(next ? radioId(next.id, 'yes') : radioId(question.id, answer))?.focus();
  };
  return (
    <Section
      id="danger"
      title={t('hotline.danger')}
      aside={t('hotline.asked', { count: Object.keys(draft.answers).length, total: questions.length })}
    >
      <div className={classes['level']} role="status">
        <DangerBadge level={level} large />
        <span className="num">{t('hotline.points', { count: score })}</span>
      </div>
      <ol className={classes['questions']}>
        {questions.map((question, index) => (
          <li key={question.id}>
            <fieldset className={classes['question']} onKeyDown={onKey(index)}>
              <legend>{typeset(language, question.text[language])}</legend>
              <span className={classes['answers']}>
                {values.map((value) => (
                  <label key={value} data-answer={value} data-checked={draft.answers[question.id] === value}>
                    <input
                      type="radio"
                      id={radioId(question.id, value)}
                      name={`danger-${question.id}`}
                      checked={draft.answers[question.id] === value}
                      onChange={() => dispatch({ do: 'answer', question: question.id, answer: value })}
                    />
                    {t(`answer.${value}`)}
                  </label>
                ))}
              </span>
            </fieldset>
          </li>
        ))}
      </ol>
      <Select
        label={t('hotline.judgement')}
        description={t('hotline.judgementHint')}
        data={dangerOrder.map((value) => ({ value, label: t(`danger.${value}`) }))}
        placeholder={t('hotline.judgementNone')}
        value={draft.judgement}
        onChange={(judgement) => dispatch({ do: 'set', change: { judgement } })}
        clearable
        maw="18rem"
      />
      <Text size="xs" c="dimmed" mt="xs">
        {t('hotline.dangerHint')}
      </Text>
    </Section>
  );
}
