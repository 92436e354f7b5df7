import type { Feedback } from '@abri/contracts/programme';
import type { SeriesView } from '@abri/contracts/programmes-api';
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useSeriesCommand } from './api.js';
import page from '../pages.module.css';
import classes from './programmes.module.css';

const questions = ['useful', 'clear', 'recommend'] as const;
const none: Feedback = { useful: [0, 0, 0, 0, 0], clear: [0, 0, 0, 0, 0], recommend: [0, 0, 0, 0, 0] };

/** Takes the scores of a session from the paper forms: how many gave each. */
export function FeedbackForm(o: { view: SeriesView; session: SeriesView['sessions'][number]; onDone: () => void }) {
  const { t } = useTranslation();
  const [feedback, setFeedback] = useState<Feedback>(o.session.feedback ?? none);
  const save = useSeriesCommand(
    o.view.seriesId,
    (body: Feedback) => ({ path: `/sessions/${o.session.sessionId}/feedback`, body }),
    o.onDone,
  );
  const set = (question: keyof Feedback, index: number, count: number) =>
    setFeedback((before) => ({
      ...before,
      [question]: before[question].map((known, at) => (at === index ? count : known)) as Feedback['useful'],
    }));
  return (
    <form
      className={page['form']}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(feedback);
      }}
    >
      <Text size="sm" c="dimmed">
        {t('programmes.feedbackHint')}
      </Text>
      {questions.map((question) => (
        <fieldset key={question} className={classes['fieldset']}>
          <legend>{t(`programmes.question.${question}`)}</legend>
          <div className={classes['scores']}>
            {feedback[question].map((count, index) => (
              <label key={index}>
                <span aria-hidden>{index + 1}</span>
                <input
                  type="number"
                  min={0}
                  max={100_000}
                  aria-label={t('programmes.score', {
                    question: t(`programmes.question.${question}`),
                    score: index + 1,
                  })}
                  value={count}
                  onChange={({ currentTarget: { valueAsNumber } }) =>
                    set(question, index, Number.isNaN(valueAsNumber) ? 0 : Math.max(0, Math.round(valueAsNumber)))
                  }
                />
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <ProblemAlert error={save.error} />
      <Button size="xs" type="submit" loading={save.isPending}>
        {t('app.save')}
      </Button>
    </form>
  );
}
