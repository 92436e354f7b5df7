import { assessDanger, defaultInstrument } from '@abri/contracts/danger-instrument';
import type { DangerAssessment } from '@abri/contracts/household';
import { dangerOrder, type DangerLevel } from '@abri/contracts/vocabulary';
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { typeset } from '../../i18n/typeset.js';
import questions from '../../hotline/danger-questions.module.css';
import { DangerBadge } from '../../ui/danger-badge.js';

export const noAnswers: DangerAssessment = { instrument: defaultInstrument.id, answers: {} };

/** The danger questionnaire, its level always in view, and one's own judgement beside it. */
export function AssessmentFields(o: { value: DangerAssessment; onChange: (value: DangerAssessment) => void }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'fr';
  const { level } = assessDanger(defaultInstrument, o.value);
  return (
    <div>
      <div className={questions['level']} role="status">
        <DangerBadge level={level} large />
      </div>
      <ol className={questions['questions']}>
        {defaultInstrument.questions.map((question) => (
          <li key={question.id}>
            <fieldset className={questions['question']}>
              <legend>{typeset(language, question.text[language])}</legend>
              <span className={questions['answers']}>
                {(['yes', 'no', 'unknown'] as const).map((answer) => (
                  <label key={answer} data-answer={answer} data-checked={o.value.answers[question.id] === answer}>
                    <input
                      type="radio"
                      name={`assessment-${question.id}`}
                      checked={o.value.answers[question.id] === answer}
                      onChange={() =>
                        o.onChange({ ...o.value, answers: { ...o.value.answers, [question.id]: answer } })
                      }
                    />
                    {t(`answer.${answer}`)}
                  </label>
                ))}
              </span>
            </fieldset>
          </li>
        ))}
      </ol>
      <NativeSelect
        label={t('measures.form.judgement')}
        maw="24rem"
        data={[
          { value: '', label: t('measures.form.judgementNone') },
          ...dangerOrder.map((value) => ({ value, label: t(`danger.${value}`) })),
        ]}
        value={o.value.judgement ?? ''}
        onChange={({ currentTarget: { value } }) => {
          const { judgement: _former, ...rest } = o.value;
          o.onChange(value === '' ? rest : { ...rest, judgement: value as DangerLevel });
        }}
      />
    </div>
  );
}
