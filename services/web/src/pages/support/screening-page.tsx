import type { ScreeningView } from '@abri/contracts/support-api';
import { questionsToAsk, type ScreeningInstrument } from '@abri/contracts/screening-instrument';
import { Button, FileButton, Group, NativeSelect, Radio, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUpload } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmergencyBar } from '../../app/emergency-bar.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { typeset } from '../../i18n/typeset.js';
import { Section } from '../../ui/section.js';
import { dayTimeWords } from '../../ui/words.js';
import { Waiting } from '../../ui/waiting.js';
import {
  partnerOptions,
  useFollowScreening,
  useInstruments,
  useLoadInstrument,
  usePartners,
  useRecordScreening,
  useScreenings,
} from './api.js';
import { latest } from './latest.js';
import page from '../pages.module.css';
import classes from './support.module.css';

type Language = 'fr' | 'en';
const nameOf = (instrument: ScreeningInstrument) => `${instrument.id}@${instrument.version}`;
/** Asks the questions of a screening, says what they give, and what can be done then: to open a case, for those who keep cases. */
export function ScreeningPage({ opensCases }: { opensCases: boolean }) {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'fr' ? 'fr' : 'en';
  const instruments = useInstruments();
  const { partners, own } = usePartners();
  const [chosen, setChosen] = useState('');
  const [as, setAs] = useState(own[0] ?? '');
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const [result, setResult] = useState<ScreeningView | null>(null);
  const record = useRecordScreening(setResult);
  const offered = latest(instruments.data?.instruments ?? []);
  const instrument = offered.find((one) => nameOf(one) === chosen) ?? offered[0];
  const start = () => {
    setAnswers({});
    setResult(null);
  };
  if (!instrument)
    return (
      <div className={page['page']}>
        {instruments.isError ? <ProblemAlert error={instruments.error} /> : <Waiting />}
      </div>
    );
  const toAsk = questionsToAsk(instrument, answers);
  const given = Object.fromEntries(
    toAsk.flatMap(({ id }) => (answers[id] === undefined ? [] : [[id, answers[id]]])),
  ) as Record<string, string>;
  return (
    <>
      <EmergencyBar />
      <div className={`${page['page']} ${page['narrow']}`}>
        <header className={page['header']}>
          <div>
            <h1>{instrument.title[language]}</h1>
            <Text c="dimmed">{t('support.screening.alone')}</Text>
          </div>
          <Group gap="sm" align="end">
            {offered.length > 1 && (
              <NativeSelect
                label={t('support.screening.which')}
                value={nameOf(instrument)}
                onChange={({ currentTarget: { value } }) => {
                  setChosen(value);
                  start();
                }}
                data={offered.map((one) => ({ value: nameOf(one), label: one.title[language] }))}
              />
            )}
            {own.length > 1 && (
              <NativeSelect
                label={t('support.form.actingAs')}
                value={as}
                onChange={({ currentTarget: { value } }) => setAs(value)}
                data={partnerOptions(partners.filter(({ partnerId }) => own.includes(partnerId)))}
              />
            )}
          </Group>
        </header>
        {result ? (
          <Result
            result={result}
            advice={instrument.advice[result.level][language]}
            onFollowed={setResult}
            onAgain={start}
            opensCases={opensCases}
          />
        ) : (
          <form
            className={page['column']}
            onSubmit={(event) => {
              event.preventDefault();
              record.mutate({ instrument, answers: given, as });
            }}
          >
            <Text>{instrument.introduction[language]}</Text>
            {toAsk.map((question) => (
              <fieldset key={question.id} className={classes['question']}>
                <legend>{typeset(language, question.text[language])}</legend>
                {question.hint && <p className={classes['hint']}>{question.hint[language]}</p>}
                <div className={classes['choices']}>
                  {[...question.choices, null].map((choice) => (
                    <Radio
                      key={choice?.id ?? ''}
                      name={question.id}
                      label={choice ? choice.text[language] : t('support.screening.skip')}
                      checked={answers[question.id] === choice?.id}
                      onChange={() =>
                        setAnswers(({ [question.id]: _, ...rest }) =>
                          choice ? { ...rest, [question.id]: choice.id } : rest,
                        )
                      }
                    />
                  ))}
                </div>
              </fieldset>
            ))}
            <ProblemAlert error={record.error} />
            <Group>
              <Button type="submit" loading={record.isPending} disabled={Object.keys(given).length === 0}>
                {t('support.screening.finish')}
              </Button>
              <Text size="sm" c="dimmed" role="status">
                {t('support.screening.answeredOf', { count: Object.keys(given).length, asked: toAsk.length })}
              </Text>
            </Group>
          </form>
        )}
        <Past />
        {opensCases && <LoadOwn />}
      </div>
    </>
  );
}

function Result(o: {
  result: ScreeningView;
  advice: string;
  onFollowed: (view: ScreeningView) => void;
  onAgain: () => void;
  opensCases: boolean;
}) {
  const { t } = useTranslation();
  const { result } = o;
  const follow = useFollowScreening(o.onFollowed);
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const state = { screeningId: result.screeningId, as: result.partnerId };
  const outcomes = ['toldOfHelp', 'talkAgain', 'calledHotline', 'declined'] as const;
  return (
    <Section title={t('support.screening.result')}>
      <div className={classes['result']} data-level={result.level} ref={heading} tabIndex={-1} role="status">
        <strong>{t(`support.level.${result.level}`)}</strong>
        <Text size="sm" c="dimmed">
          {t('support.screening.points', { count: result.score })} ·{' '}
          {t('support.screening.answeredOf', { count: result.answered, asked: result.asked })}
        </Text>
        <Text>{o.advice}</Text>
      </div>
      {o.opensCases && (
        <Group mt="md" gap="xs">
          <Button component={Link} to="/support/new" state={state}>
            {t('support.screening.openCase')}
          </Button>
          <Button component={Link} to="/support/families" state={state} variant="default">
            {t('support.screening.openEarly')}
          </Button>
        </Group>
      )}
      <Text mt="md" size="sm" fw={600} id="screening-outcome">
        {t('support.screening.outcomeTitle')}
      </Text>
      <Group gap="xs" mt={4} role="group" aria-labelledby="screening-outcome">
        {outcomes.map((outcome) => (
          <Button
            key={outcome}
            size="xs"
            variant={result.outcome === outcome ? 'filled' : 'default'}
            aria-pressed={result.outcome === outcome}
            loading={follow.isPending && follow.variables?.outcome === outcome}
            onClick={() => follow.mutate({ ...state, outcome })}
          >
            {t(`support.screening.outcome.${outcome}`)}
          </Button>
        ))}
      </Group>
      <ProblemAlert error={follow.error} />
      <Button mt="md" variant="subtle" onClick={o.onAgain}>
        {t('support.screening.again')}
      </Button>
    </Section>
  );
}

function Past() {
  const { t, i18n } = useTranslation();
  const { data } = useScreenings();
  return (
    <Section title={t('support.screening.past')}>
      {data?.screenings.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('support.screening.pastNone')}
        </Text>
      )}
      <ul className={page['list']}>
        {data?.screenings.map((one) => (
          <li key={one.screeningId}>
            <div className={page['row']}>
              <span>{dayTimeWords(i18n.language, one.at)}</span>
              <span className={one.level === 'urgent' || one.level === 'concern' ? page['late'] : undefined}>
                {t(`support.level.${one.level}`)}
              </span>
              <span className={page['facts']}>
                {one.outcome && t(`support.screening.outcome.${one.outcome as 'declined'}`)}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** An agency brings its own questionnaire; the service checks it whole. */
function LoadOwn() {
  const { t } = useTranslation();
  const load = useLoadInstrument(() => notifications.show({ message: t('support.screening.loaded') }));
  const [notJson, setNotJson] = useState(false);
  const read = async (file: File | null) => {
    if (!file) return;
    try {
      const body: unknown = JSON.parse(await file.text());
      setNotJson(false);
      load.mutate(body);
    } catch {
      setNotJson(true);
    }
  };
  return (
    <div>
      <FileButton accept="application/json" onChange={(file) => void read(file)}>
        {(props) => (
          <Button
            {...props}
            size="xs"
            variant="subtle"
            loading={load.isPending}
            leftSection={<IconUpload size={14} aria-hidden />}
          >
            {t('support.screening.load')}
          </Button>
        )}
      </FileButton>
      {notJson && <Text role="alert">{t('support.screening.notJson')}</Text>}
      <ProblemAlert error={load.error} />
    </div>
  );
}
