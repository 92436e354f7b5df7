import type { PlacementView } from '@abri/contracts/matching-api';
import { Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type ListedState, usePlacements, useWaitingList } from '../api/matching.js';
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
  const waiting = useWaitingList();
  return (
    <>
      <EmergencyBar />
      <div className={classes['page']}>
        <h1 className={classes['title']}>{t('requests.title')}</h1>
        <ByState state="accepted" title={t('requests.toConfirm')} tone="next" />
        <ByState state="offered" title={t('requests.offered')} />
        <Group title={t('requests.waiting')} query={waiting} ordered />
        <ByState state="choosing" title={t('requests.choosing')} />
        <ByState state="placed" title={t('requests.placed')} />
      </div>
    </>
  );
}

function ByState(o: { state: ListedState; title: string; tone?: 'next' }) {
  const query = usePlacements(o.state);
  const nothing = query.data?.requests.length === 0;
  return <Group title={o.title} query={query} tone={o.tone && !nothing ? 'next' : undefined} />;
}

function Group(o: {
  title: string;
  query: UseQueryResult<{ requests: PlacementView[] }>;
  tone?: 'next' | undefined;
  ordered?: boolean;
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
        {t('requests.none')}
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
    </Link>
  );
}
