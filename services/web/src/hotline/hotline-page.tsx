import type { RequestPlacement } from '@abri/contracts/matching-api';
import { useDebouncedValue } from '@mantine/hooks';
import { Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { placementsPath, usePreview, useRequestPlacement } from '../api/matching.js';
import { intentions } from '../api/command.js';
import { outcomeUnknown } from '../api/problem.js';
import { EmergencyBar } from '../app/emergency-bar.js';
import { useShortcuts } from '../app/shortcuts.js';
import { DangerBadge } from '../ui/danger-badge.js';
import { Dialog } from '../ui/dialog.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { Section } from '../ui/section.js';
import { useCall } from './call.js';
import { DangerQuestions, focusDanger } from './danger-questions.js';
import { dangerOf, emptyDraft, gapOf, toPreview, toRequest } from './draft.js';
import { HouseholdBuilder, personKinds } from './household-builder.js';
import classes from './hotline-page.module.css';
import { NeedsFields } from './needs-fields.js';
import { RankedPlaces } from './ranked-places.js';
import { RequestPanel } from './request-panel.js';
import { SurroundingsFields } from './surroundings-fields.js';

/** The page of a call: the form while listening, the ranked places beside it, and then what became of the request. */
export function HotlinePage() {
  const call = useCall();
  useEffect(() => {
    // The form was scrolled; the code to say, and after it the next form, stand at the top.
    window.scrollTo({ top: 0, behavior: 'instant' });
  }, [call.requestId]);
  return (
    <>
      <EmergencyBar />
      {call.requestId === null ? (
        <CallForm />
      ) : (
        <div className={classes['request']}>
          <RequestPanel requestId={call.requestId} onNext={call.next} />
        </div>
      )}
    </>
  );
}

function CallForm() {
  const { t } = useTranslation();
  const { draft, dispatch, sending, setSending, setRequestId, next } = useCall();
  const queries = useQueryClient();
  const gap = gapOf(draft);
  const wanted = useMemo(() => toPreview(draft), [draft]);
  const [asked] = useDebouncedValue(wanted, 250);
  const preview = usePreview(asked);
  const request = useRequestPlacement((view) => {
    setSending(null);
    queries.setQueryData(['matching', 'placement', view.requestId], view);
    setRequestId(view.requestId);
  });
  const unknown = outcomeUnknown(request.error);
  const ask = (mode: 'assign' | 'choose') => {
    // While nobody knows what became of the last one, only that very request may be sent again.
    const body = unknown ? request.variables : toRequest(draft, mode);
    if (body && !request.isPending) send(body);
  };
  const send = (body: RequestPlacement) => {
    request.mutate(body);
    const key = intentions.keyOf(placementsPath, body);
    setSending(key === undefined ? null : { body, key });
  };
  const takenUp = useRef(false);
  useEffect(() => {
    // What had no answer when the page was loaded anew: the same request under the same key.
    if (!sending || takenUp.current || !request.isIdle) return;
    takenUp.current = true;
    intentions.adopt(placementsPath, sending.body, sending.key);
    request.mutate(sending.body);
  }, []);
  useEffect(() => {
    if (request.isError && !unknown) setSending(null);
  }, [request.isError, unknown]);
  const startAnew = () => {
    request.reset();
    next();
  };
  const [clearing, setClearing] = useState(false);
  const clear = () => (draft === emptyDraft ? startAnew() : setClearing(true));
  useShortcuts({
    ...Object.fromEntries(
      personKinds.map((kind, index) => [String(index + 1), () => dispatch({ do: 'addPerson', kind })]),
    ),
    d: focusDanger,
    'mod+Enter': () => ask('assign'),
    'mod+Delete': clear,
  });
  useEffect(() => {
    if (request.isError) document.getElementById('request-problem')?.scrollIntoView({ block: 'nearest' });
  }, [request.isError]);
  const actions = (
    <>
      <Button
        size="md"
        disabled={!wanted}
        loading={request.isPending && request.variables?.mode === 'assign'}
        onClick={() => ask('assign')}
        data-testid="assign"
      >
        {unknown ? t('problems.sendAgain') : t('hotline.assign')}
      </Button>
      <Button
        size="md"
        variant="default"
        disabled={!wanted || unknown}
        loading={request.isPending && request.variables?.mode === 'choose'}
        onClick={() => ask('choose')}
        title={t('hotline.chooseHint')}
        data-testid="choose"
      >
        {t('hotline.choose')}
      </Button>
    </>
  );
  return (
    <div className={classes['page']}>
      <div className={classes['heading']}>
        <h1>{t('hotline.title')}</h1>
        <Button variant="subtle" color="gray" size="xs" onClick={clear}>
          {t('hotline.clear')}
        </Button>
        <Dialog opened={clearing} onClose={() => setClearing(false)} title={t('hotline.clearSure')}>
          <Text mb="md">{t('hotline.clearText')}</Text>
          <Group>
            <Button
              data-autofocus
              onClick={() => {
                setClearing(false);
                startAnew();
              }}
            >
              {t('hotline.clearYes')}
            </Button>
            <Button variant="default" onClick={() => setClearing(false)}>
              {t('app.cancel')}
            </Button>
          </Group>
        </Dialog>
      </div>
      <div className={classes['form']}>
        <HouseholdBuilder draft={draft} dispatch={dispatch} />
        <DangerQuestions draft={draft} dispatch={dispatch} />
        <SurroundingsFields draft={draft} dispatch={dispatch} />
        <NeedsFields draft={draft} dispatch={dispatch} />
      </div>
      <aside className={classes['side']} aria-label={t('hotline.places')}>
        <div className={classes['actions']}>
          <span className={classes['level']}>
            <span>{t('hotline.level')}</span>
            <DangerBadge level={dangerOf(draft).level} />
          </span>
          {actions}
        </div>
        {request.isError && (
          <div id="request-problem">
            <ProblemAlert error={request.error} onRetry={unknown ? () => ask('assign') : undefined} />
          </div>
        )}
        <Section title={t('hotline.places')}>
          <div aria-busy={preview.isFetching} className={classes['preview']} data-old={preview.isPlaceholderData}>
            {wanted === null ? (
              <Text c="dimmed" size="sm">
                {gap?.gap === 'origin' ? t('hotline.originMissing') : t('hotline.placesWaiting')}
              </Text>
            ) : preview.fetchStatus === 'paused' ? (
              <Text c="dimmed" size="sm">
                {t('line.noPlaces')}
              </Text>
            ) : preview.data ? (
              <RankedPlaces ranking={preview.data} />
            ) : preview.isError ? (
              <ProblemAlert error={preview.error} />
            ) : (
              <Text c="dimmed" size="sm">
                {t('hotline.asking')}
              </Text>
            )}
          </div>
        </Section>
      </aside>
    </div>
  );
}
