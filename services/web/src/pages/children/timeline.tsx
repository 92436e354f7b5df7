import type { CaseView, TimelineEntry } from '@abri/contracts/child-followup-api';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/section.js';
import { dayTimeWords } from '../../ui/words.js';
import type { useTeams } from './api.js';
import classes from './children.module.css';

type Teams = ReturnType<typeof useTeams>;

/** What has happened, the newest first. */
export function Timeline({ view, teams }: { view: CaseView; teams: Teams }) {
  const { t, i18n } = useTranslation();
  return (
    <Section title={t('children.timeline')}>
      <ol className={classes['timeline']}>
        {view.timeline.map((entry, index) => {
          const event = t(`children.event.${entry.type as 'CaseOpened'}`, entry.type);
          return (
            <li key={index}>
              <div>
                {entry.taskKind ? t('children.eventOf', { event, task: t(`children.kind.${entry.taskKind}`) }) : event}
                {entry.detail && ` (${detailWords(t, teams, entry.type, entry.detail)})`}
              </div>
              <div className={classes['quiet']}>
                {dayTimeWords(i18n.language, entry.at)} ·{' '}
                {entry.by === null ? t('children.bySystem') : teams.workerName(entry.by)}
              </div>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

function detailWords(t: TFunction, teams: Teams, type: TimelineEntry['type'], detail: string): string {
  switch (type) {
    case 'HandOverOffered':
    case 'HandOverAccepted':
      return teams.teamName(detail);
    case 'TaskReassigned':
      return teams.workerName(detail);
    case 'CaseOpened':
      return detail === 'placement'
        ? t('children.source.placement')
        : t(`children.referrer.${detail as 'school'}`, detail);
    case 'DangerChanged':
      return t(`danger.${detail as 'severe'}`, detail);
    case 'TaskCancelled':
      return t(`children.cancel.${detail as 'notNeeded'}`, detail);
    case 'HandOverDeclined':
      return t(`children.handOverReason.${detail as 'wrongTeam'}`, detail);
    case 'CaseClosed':
      return t(`children.closeReason.${detail as 'other'}`, detail);
    case 'BreakGlassOpened':
      return t(`children.breakGlass.reason.${detail as 'missing'}`, detail);
    case 'BreakGlassReviewed':
      return t(`children.breakGlass.verdict.${detail as 'justified'}`, detail);
    case 'CaseReopened':
      return t(`children.because.${detail as 'worker'}`, detail);
    case 'WorryingReportMade':
      return t(`children.reportChannel.${detail as 'form'}`, detail);
    case 'DocumentAdded':
      return t(`children.documentKind.${detail as 'other'}`, detail);
    default:
      return detail;
  }
}
