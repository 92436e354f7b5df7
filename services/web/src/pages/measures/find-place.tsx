import type { PenalFileView, SiteView } from '@abri/contracts/hosting-api';
import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, problemName } from '../../api/problem.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import page from '../pages.module.css';
import { useSafetyQuestion, useSiteCommand, useSites } from './api.js';
import classes from './find-place.module.css';
import { communeName } from './words.js';

/** The hosting sites with a free place: is each safe for the cases of the file, and hold one. */
export function FindPlace({ view }: { view: PenalFileView }) {
  const { t } = useTranslation();
  const query = useSites();
  const free = (query.data?.pages.flatMap(({ sites }) => sites) ?? []).filter((site) => freePlaces(site).length > 0);
  const protects = view.zones.some((zone) => zone.state !== 'ended' && zone.protects > 0);
  return (
    <>
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      {query.data && free.length === 0 && <Text size="sm">{t('measures.stay.noFree')}</Text>}
      {free.length > 0 && (
        <Text size="sm" c="dimmed">
          {t(protects ? 'measures.stay.askFirst' : 'measures.stay.noCase')}
        </Text>
      )}
      <ul className={page['list']} aria-label={t('measures.stay.site')}>
        {free.map((site) => (
          <li key={site.siteId}>
            <Site fileId={view.fileId} site={site} protects={protects} />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          size="xs"
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('measures.more')}
        </Button>
      )}
    </>
  );
}

const freePlaces = ({ places, holds }: SiteView) =>
  places.filter(({ placeId }) => !holds.some((hold) => hold.placeId === placeId));
/** Why a hold waits for a person to say that it is meant all the same. */
const asksFirst = (error: unknown) =>
  error instanceof ApiProblem && ['not-known-safe', 'safety-not-answered'].includes(problemName(error.problem));

function Site({ fileId, site, protects }: { fileId: string; site: SiteView; protects: boolean }) {
  const { t } = useTranslation();
  const places = freePlaces(site);
  const [chosen, setChosen] = useState('');
  const [doubting, setDoubting] = useState(false);
  const placeId = places.some((place) => place.placeId === chosen) ? chosen : (places[0]?.placeId ?? '');
  const name = `${site.name}, ${communeName(site.commune)}`;
  const question = useSafetyQuestion(fileId);
  const hold = useSiteCommand(
    (despite: boolean) => ({ path: `/${site.siteId}/holds`, body: { placeId, fileId, despite } }),
    () => setDoubting(false),
  );
  const doubtful = question.data?.safe === false || asksFirst(hold.error);
  const holdLabel = t(doubtful ? 'measures.stay.holdDespite' : 'measures.stay.hold');
  return (
    <div className={page['row']}>
      <div className={page['what']}>
        <strong>{name}</strong>
        <span className={page['facts']}>
          {t('measures.sites.freeOf', { count: places.length, total: site.places.length })}
        </span>
      </div>
      <div className={page['actions']}>
        {places.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={t('measures.stay.placeOf', { site: name })}
            data={places.map((place) => ({ value: place.placeId, label: place.label }))}
            value={placeId}
            onChange={({ currentTarget: { value } }) => setChosen(value)}
          />
        )}
        {protects && (
          <Button
            size="xs"
            variant="default"
            aria-label={`${t('measures.stay.ask')} – ${name}`}
            loading={question.isPending}
            onClick={() => question.mutate(site.siteId)}
          >
            {t('measures.stay.ask')}
          </Button>
        )}
        <Button
          size="xs"
          variant={doubtful ? 'default' : 'filled'}
          aria-label={`${holdLabel} – ${name}`}
          loading={hold.isPending}
          disabled={question.isPending}
          onClick={() => (doubtful ? setDoubting(true) : hold.mutate(false))}
        >
          {holdLabel}
        </Button>
      </div>
      <div className={classes['below']}>
        <div role="status">{question.data && <Answer safe={question.data.safe} />}</div>
        <ProblemAlert error={question.error ?? hold.error} />
      </div>
      {doubting && (
        <Dialog opened onClose={() => setDoubting(false)} title={t('measures.stay.sure')}>
          <Text size="sm">{t('measures.stay.sureWhy', { site: name })}</Text>
          <Group mt="md">
            <Button color="rose" loading={hold.isPending} onClick={() => hold.mutate(true)}>
              {t('measures.stay.sureYes')}
            </Button>
            <Button variant="default" onClick={() => setDoubting(false)}>
              {t('app.cancel')}
            </Button>
          </Group>
        </Dialog>
      )}
    </div>
  );
}

function Answer({ safe }: { safe: boolean }) {
  const { t } = useTranslation();
  const Icon = safe ? IconCircleCheck : IconAlertTriangle;
  return (
    <div className={classes['answer']} data-safe={safe}>
      <Icon size={18} aria-hidden />
      <div>
        <strong>{t(safe ? 'measures.stay.yes' : 'measures.stay.no')}</strong>
        <Text size="sm">{t(safe ? 'measures.stay.yesMeans' : 'measures.stay.noMeans')}</Text>
      </div>
    </div>
  );
}
