import { CancelReason, meanScore } from '@abri/contracts/programme';
import type { SeriesView } from '@abri/contracts/programmes-api';
import { Button, Checkbox, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../ui/now.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { ReasonMenu } from '../../ui/reason-menu.js';
import { Section } from '../../ui/section.js';
import { dayTimeWords } from '../../ui/words.js';
import { useSeriesCommand } from './api.js';
import { FeedbackForm } from './feedback-form.js';
import page from '../pages.module.css';
import { SessionForm } from './session-form.js';
import classes from './programmes.module.css';

type SessionView = SeriesView['sessions'][number];
const questions = ['useful', 'clear', 'recommend'] as const;

/** The sessions of a programme: who or how many were there, and what they thought of it. */
export function SessionsSection({ view, runs }: { view: SeriesView; runs: boolean }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title={t('programmes.sessions')}
      aside={
        runs &&
        !view.completed && (
          <Button size="xs" variant="default" aria-expanded={adding} onClick={() => setAdding(!adding)}>
            {t('programmes.fields.addSession')}
          </Button>
        )
      }
    >
      {adding && (
        <SessionForm seriesId={view.seriesId} number={view.sessions.length + 1} onDone={() => setAdding(false)} />
      )}
      <ul className={page['list']}>
        {view.sessions.map((session) => (
          <li key={session.sessionId}>
            <Row view={view} session={session} runs={runs} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Row({ view, session, runs }: { view: SeriesView; session: SessionView; runs: boolean }) {
  const { t, i18n } = useTranslation();
  const now = useNow(30_000);
  const [open, setOpen] = useState<'record' | 'feedback' | 'move' | null>(null);
  const at = dayTimeWords(i18n.language, session.startsAt);
  const cancel = useSeriesCommand(view.seriesId, (reason: string) => ({
    path: `/sessions/${session.sessionId}/cancel`,
    body: { reason },
  }));
  const begun = Date.parse(session.startsAt) <= now;
  const toggle = (what: 'record' | 'feedback' | 'move') => setOpen(open === what ? null : what);
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  return (
    <div className={page['row']}>
      <div className={page['what']}>
        <strong>{at}</strong>
        <span className={page['facts']}>
          <span>{t(`programmes.sessionState.${session.state}`)}</span>
          <span>{session.minutes} min</span>
          {session.reached !== null && <span>{t('programmes.reached', { count: session.reached })}</span>}
          {session.feedback &&
            questions.map((question) => {
              const mean = meanScore(session.feedback?.[question] ?? []);
              return mean === null ? null : (
                <span key={question}>
                  {t('programmes.mean', {
                    question: t(`programmes.question.${question}`),
                    mean: number.format(mean),
                  })}
                </span>
              );
            })}
        </span>
        <ProblemAlert error={cancel.error} />
      </div>
      {runs && session.state !== 'cancelled' && (
        <div className={page['actions']}>
          {begun && !view.completed && (
            <Button
              size="xs"
              variant="default"
              aria-expanded={open === 'record'}
              aria-label={t(session.state === 'held' ? 'programmes.correctOf' : 'programmes.recordOf', { at })}
              onClick={() => toggle('record')}
            >
              {t(session.state === 'held' ? 'programmes.correct' : 'programmes.record')}
            </Button>
          )}
          {session.state === 'held' && (
            <Button
              size="xs"
              variant="default"
              aria-expanded={open === 'feedback'}
              aria-label={t('programmes.feedbackOf', { at })}
              onClick={() => toggle('feedback')}
            >
              {t('programmes.feedback')}
            </Button>
          )}
          {session.state === 'planned' && !view.completed && (
            <Button
              size="xs"
              variant="default"
              aria-expanded={open === 'move'}
              aria-label={t('programmes.moveOf', { at })}
              onClick={() => toggle('move')}
            >
              {t('programmes.move')}
            </Button>
          )}
          {session.state === 'planned' && !view.completed && (
            <ReasonMenu
              label={t('programmes.cancel')}
              accessibleLabel={t('programmes.cancelOf', { at })}
              title={t('programmes.cancelWhy')}
              reasons={CancelReason.options.map((value) => ({
                value,
                label: t(`programmes.cancelReason.${value}`),
              }))}
              onPick={(reason) => cancel.mutate(reason)}
              busy={cancel.isPending}
              button={{ size: 'xs' }}
            />
          )}
        </div>
      )}
      {open === 'move' && (
        <SessionForm
          seriesId={view.seriesId}
          number={view.sessions.indexOf(session) + 1}
          moved={session}
          onDone={() => setOpen(null)}
        />
      )}
      {open === 'record' && view.programme.kind === 'training' && (
        <Attendance view={view} session={session} onDone={() => setOpen(null)} />
      )}
      {open === 'record' && view.programme.kind !== 'training' && (
        <Count view={view} session={session} onDone={() => setOpen(null)} />
      )}
      {open === 'feedback' && <FeedbackForm view={view} session={session} onDone={() => setOpen(null)} />}
    </div>
  );
}

function Count({ view, session, onDone }: { view: SeriesView; session: SessionView; onDone: () => void }) {
  const { t } = useTranslation();
  const [reached, setReached] = useState<number | string>(session.reached ?? '');
  const save = useSeriesCommand(
    view.seriesId,
    (body: { reached: number }) => ({ path: `/sessions/${session.sessionId}/held`, body }),
    onDone,
  );
  return (
    <form
      className={page['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (typeof reached === 'number') save.mutate({ reached });
      }}
    >
      <NumberInput
        label={t(view.programme.kind === 'school' ? 'programmes.pupils' : 'programmes.people')}
        min={0}
        max={100_000}
        allowDecimal={false}
        required
        value={reached}
        onChange={setReached}
      />
      <ProblemAlert error={save.error} />
      <Button size="xs" type="submit" loading={save.isPending}>
        {t('programmes.record')}
      </Button>
    </form>
  );
}

function Attendance({ view, session, onDone }: { view: SeriesView; session: SessionView; onDone: () => void }) {
  const { t } = useTranslation();
  const [attended, setAttended] = useState<readonly string[]>(session.attended);
  const save = useSeriesCommand(
    view.seriesId,
    (body: { attended: readonly string[] }) => ({ path: `/sessions/${session.sessionId}/attendance`, body }),
    onDone,
  );
  const signedUp = view.participants.filter((one) => one.state === 'signedUp');
  return (
    <form
      className={page['form']}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ attended });
      }}
    >
      <fieldset className={classes['fieldset']}>
        <legend>{t('programmes.attendance')}</legend>
        {signedUp.map(({ participantId, professional }) => (
          <Checkbox
            key={participantId}
            mt={6}
            label={professional?.name ?? t('programmes.erased')}
            checked={attended.includes(participantId)}
            onChange={({ currentTarget: { checked } }) =>
              setAttended((before) =>
                checked ? [...before, participantId] : before.filter((one) => one !== participantId),
              )
            }
          />
        ))}
      </fieldset>
      <ProblemAlert error={save.error} />
      <Button size="xs" type="submit" loading={save.isPending}>
        {t('programmes.saveAttendance')}
      </Button>
    </form>
  );
}
