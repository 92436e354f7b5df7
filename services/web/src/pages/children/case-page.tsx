import type { CaseView } from '@abri/contracts/child-followup-api';
import { dangerOrder, DangerLevel } from '@abri/contracts/vocabulary';
import { Alert, NativeSelect } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { serverNow } from '../../api/clock.js';
import { DangerBadge } from '../../ui/danger-badge.js';
import { Found } from '../../ui/found.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useCase, useCaseCommand, useTeams } from './api.js';
import { Assessments } from './assessments.js';
import { BreakGlassBanner, BreakGlassHistory, liveOpening } from './break-glass-case.js';
import { Candidates } from './candidates.js';
import classes from './children.module.css';
import { Closing } from './closing.js';
import { Documents } from './documents.js';
import { HandOverSection } from './hand-over.js';
import { Identity } from './identity.js';
import { JoinedCases } from './joined-cases.js';
import { Notes } from './notes.js';
import { Plan } from './plan.js';
import { Reports } from './reports.js';
import { Timeline } from './timeline.js';
import { childWords, dayWords } from './words.js';

/** One child: what to do, what is known, and what has happened. */
export function CasePage() {
  const { t } = useTranslation();
  const { caseId = '' } = useParams();
  const found = useCase(caseId);
  return (
    <div className={classes['page']}>
      <Link className={classes['link']} to="/children">
        {t('children.back')}
      </Link>
      <Found query={found} title={t('children.title')}>
        {(view) => <Case view={view} key={caseId} />}
      </Found>
    </div>
  );
}

function Case({ view }: { view: CaseView }) {
  const teams = useTeams();
  const child = view.case;
  const own = teams.mine.includes(child.team);
  const open = child.status.state === 'open';
  const opening = own ? undefined : liveOpening(view, teams.me);
  const asked = child.handOver !== null && teams.mine.includes(child.handOver.to);
  const handOver = <HandOverSection view={view} teams={teams} own={own} />;
  const seen = useCaseCommand<object>(child.caseId, () => ({ path: '/seen' }));
  const now = new Date(serverNow()).toISOString();
  const unseen = own && child.tasks.some((task) => task.state === 'open' && !task.seenAt && task.dueAt <= now);
  useEffect(() => {
    if (unseen && child.status.state !== 'joined' && seen.isIdle) seen.mutate({});
  }, [unseen]);
  return (
    <>
      {opening && <BreakGlassBanner until={opening.until} />}
      <Head view={view} teamName={teams.teamName} editable={own && open} />
      <div className={classes['columns']}>
        <div className={classes['column']}>
          {asked && handOver}
          {own && open && view.identity && <Candidates caseId={child.caseId} teamName={teams.teamName} />}
          {own && <JoinedCases view={view} editable={child.status.state !== 'joined'} />}
          <Plan view={view} teams={teams} own={own} />
          <Notes
            view={view}
            workerName={teams.workerName}
            editable={(own || opening !== undefined) && child.status.state !== 'joined'}
          />
          <Assessments view={view} workerName={teams.workerName} editable={own && open} />
          <Documents view={view} editable={own && open} />
        </div>
        <div className={classes['column']}>
          <Identity view={view} editable={own && open} />
          <Reports view={view} editable={own && open} />
          {!asked && handOver}
          {own && <Closing view={view} />}
          {own && <BreakGlassHistory view={view} teams={teams} />}
          <Timeline view={view} teams={teams} />
        </div>
      </div>
    </>
  );
}

function Head(o: { view: CaseView; teamName: (teamId: string) => string; editable: boolean }) {
  const { t, i18n } = useTranslation();
  const { case: child, identity, reference } = o.view;
  const { source, status } = child;
  const change = useCaseCommand(child.caseId, (danger: DangerLevel) => ({
    path: '/danger',
    method: 'PUT',
    body: { danger },
  }));
  const date = (instant: string) => dayWords(i18n.language, instant);
  return (
    <>
      <header className={classes['header']}>
        <div>
          <h1>{identity ? `${identity.givenNames} ${identity.familyName}` : t('children.unnamed')}</h1>
          <span className={classes['quiet']}>
            <span className="mono">{reference}</span> · {childWords(t, child)} {t('children.agePlace')} ·{' '}
            {o.teamName(child.team)} · {t('children.openedOn', { date: date(child.openedAt) })} ·{' '}
            {source.from === 'placement'
              ? t('children.source.placement')
              : t('children.source.referral', { by: t(`children.referrer.${source.by}`) })}
          </span>
        </div>
        <div className={classes['line']}>
          <DangerBadge level={child.danger} large />
          {o.editable && (
            <NativeSelect
              aria-label={t('children.danger')}
              value={child.danger}
              disabled={change.isPending}
              onChange={({ currentTarget: { value } }) => change.mutate(DangerLevel.parse(value))}
              data={dangerOrder.map((value) => ({ value, label: t(`danger.${value}`) }))}
            />
          )}
        </div>
      </header>
      <ProblemAlert error={change.error} />
      {child.erased && <Alert variant="outline">{t('children.erased')}</Alert>}
      {status.state === 'joined' && (
        <Alert variant="outline" role="status">
          {t('children.joinedInto')}{' '}
          <Link className={classes['link']} to={`/children/${status.into}`}>
            {t('children.goThere')}
          </Link>
        </Alert>
      )}
      {status.state === 'closed' && (
        <Alert variant="outline" role="status">
          {t('children.closedOn', {
            date: date(status.at),
            reason: t(`children.closeReason.${status.reason}`),
            review: date(status.reviewAt),
          })}
        </Alert>
      )}
    </>
  );
}
