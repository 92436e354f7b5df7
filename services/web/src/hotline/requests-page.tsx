import type { PlacementView } from '@abri/contracts/matching-api';
import { SegmentedControl, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { type ListedState, usePlacements, useUnsafePlacements, useWaitingList } from '../api/matching.js';
import { EmergencyBar } from '../app/emergency-bar.js';
import { CountDown } from '../ui/count-down.js';
import { DangerBadge } from '../ui/danger-badge.js';
import { useNow } from '../ui/now.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { Section } from '../ui/section.js';
import { agoWords, householdWords } from '../ui/words.js';
import { Waiting } from '../ui/waiting.js';
import classes from './requests-page.module.css';

/** The team's live requests, what must be done first on top. */
export function RequestsPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const show = search.get('show') === 'unsafe' ? 'unsafe' : 'all';
  return (
    <>
      <EmergencyBar />
      <div className={classes['page']}>
        <div className={classes['head']}>
          <h1 className={classes['title']}>{t('requests.title')}</h1>
          <SegmentedControl
            aria-label={t('safety.list.filter')}
            data={[
              { value: 'all', label: t('safety.list.all') },
              { value: 'unsafe', label: t('safety.list.unsafe') },
            ]}
            value={show}
            onChange={(value) => setSearch(value === 'unsafe' ? { show: 'unsafe' } : {}, { replace: true })}
          />
        </div>
        <Unsafe alone={show === 'unsafe'} />
        {show === 'all' && <Everything />}
      </div>
    </>
  );
}

function Everything() {
  const { t } = useTranslation();
  const waiting = useWaitingList();
  return (
    <>
      <ByState state="accepted" title={t('requests.toConfirm')} tone="next" />
      <ByState state="offered" title={t('requests.offered')} />
      <Group title={t('requests.waiting')} query={waiting} ordered />
      <ByState state="choosing" title={t('requests.choosing')} />
      <ByState state="placed" title={t('requests.placed')} />
    </>
  );
}

/** Placements that are not safe any more: first of all where there are some, and alone when asked for. */
function Unsafe({ alone }: { alone: boolean }) {
  const { t } = useTranslation();
  const query = useUnsafePlacements();
  const some = Boolean(query.data?.requests.length);
  if (!alone && !some) return null;
  const tone = some ? 'danger' : undefined;
  return <Group title={t('safety.list.title')} query={query} none={t('safety.list.none')} tone={tone} />;
}

function ByState(o: { state: ListedState; title: string; tone?: 'next' }) {
  const query = usePlacements(o.state);
  const nothing = query.data?.requests.length === 0;
  return <Group title={o.title} query={query} tone={o.tone && !nothing ? 'next' : undefined} />;
}

function Group(o: {
  title: string;
  query: UseQueryResult<{ requests: PlacementView[] }>;
  tone?: 'next' | 'danger' | undefined;
  ordered?: boolean;
  none?: string;
}) {
  const { t } = useTranslation();
  const requests = o.query.data?.requests;
  let content: ReactNode;
  if (!requests)
    content = o.query.isError ? (
      <ProblemAlert error={o.query.error} onRetry={() => void o.query.refetch()} />
    ) : (
      <Waiting size="sm" />
    );
  else if (requests.length === 0)
    content = (
      <Text size="sm" c="dimmed">
        {o.none ?? t('requests.none')}
      </Text>
    );
  else
    content = (
      <ul className={classes['list']}>
        {requests.map((request, index) => (
          <li key={request.requestId}>
            <Row request={request} order={o.ordered ? (request.waitingRank ?? index + 1) : null} />
          </li>
        ))}
      </ul>
    );
  return (
    <Section title={o.title} aside={requests && requests.length > 0 ? requests.length : undefined} tone={o.tone}>
      {content}
    </Section>
  );
}

function Row({ request, order }: { request: PlacementView; order: number | null }) {
  const { t, i18n } = useTranslation();
  const now = useNow(10_000);
  const { status } = request;
  return (
    <Link className={classes['row']} to={`/hotline/requests/${request.requestId}`}>
      {order !== null && <span className={classes['order']}>{order}</span>}
      <strong className="mono">{request.reference}</strong>
      <DangerBadge level={request.danger} />
      <span className={classes['party']}>
        {householdWords(t, i18n.language, request.household, request.needs.pets)}
      </span>
      <span>{request.house?.name}</span>
      <span className={classes['time']}>
        {'expiresAt' in status ? (
          <CountDown until={status.expiresAt} label={t('requests.timeLeft')} />
        ) : (
          agoWords(i18n.language, request.requestedAt, now)
        )}
      </span>
      <Marks request={request} />
    </Link>
  );
}

/** What asks for a look: a place that is not safe, a move under way, a household that may stay home. */
function Marks({ request: { unsafe, moving, mayStayHome } }: { request: PlacementView }) {
  const { t } = useTranslation();
  if (!unsafe && !moving && !mayStayHome) return null;
  return (
    <span className={classes['marks']}>
      {unsafe && (
        <span className={classes['unsafe']}>
          <IconAlertTriangle size={16} aria-hidden />{' '}
          {t('safety.list.mark', { cause: t(`unsafeCause.${unsafe.cause}`) })}
        </span>
      )}
      {moving && <span>{t(`safety.moving.${moving.state}`)}</span>}
      {mayStayHome && <span>{t('safety.home.listed')}</span>}
    </span>
  );
}
