import type { Candidate } from '@abri/contracts/child-followup-api';
import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DangerBadge } from '../../ui/danger-badge.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { useCandidates, useCaseCommand } from './api.js';
import classes from './children.module.css';
import { childWords, dayWords } from './words.js';

/** Cases that may be the same child: a person says yes or no. Shows nothing when there are none. */
export function Candidates({ caseId, teamName }: { caseId: string; teamName: (teamId: string) => string }) {
  const { t } = useTranslation();
  const found = useCandidates(caseId, true);
  const candidates = found.data?.candidates ?? [];
  if (found.error) return <ProblemAlert error={found.error} />;
  if (candidates.length === 0) return null;
  return (
    <Section title={t('children.candidates')} tone="next" aside={candidates.length}>
      <Text size="sm">{t('children.candidatesHelp')}</Text>
      <ul className={classes['list']}>
        {candidates.map((candidate) => (
          <li key={candidate.caseId}>
            <One caseId={caseId} candidate={candidate} teamName={teamName} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function One(o: { caseId: string; candidate: Candidate; teamName: (teamId: string) => string }) {
  const { t, i18n } = useTranslation();
  const { candidate } = o;
  const join = useCaseCommand<object>(o.caseId, () => ({ path: '/join', body: { other: candidate.caseId } }));
  const notSame = useCaseCommand<object>(o.caseId, () => ({ path: '/not-same', body: { other: candidate.caseId } }));
  const named = { name: candidate.name ?? '', reference: candidate.reference };
  return (
    <div className={classes['item']}>
      <span className={classes['line']}>
        <strong>{candidate.name}</strong>
        <span className="mono">{candidate.reference}</span>
        <span>
          {childWords(t, candidate)},{' '}
          {candidate.birthDate ? dayWords(i18n.language, candidate.birthDate) : t('children.birthDateNone')}
        </span>
        <DangerBadge level={candidate.danger} />
        <span>{o.teamName(candidate.team)}</span>
      </span>
      <span className={classes['quiet']}>
        {t(`children.likeness.${candidate.likeness}`)}:{' '}
        {candidate.agrees.map((what) => t(`children.agrees.${what}`)).join(', ')}
      </span>
      <span className={classes['line']}>
        <Button
          size="xs"
          loading={join.isPending}
          aria-label={t('children.joinOf', named)}
          onClick={() => join.mutate({})}
        >
          {t('children.join')}
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={notSame.isPending}
          aria-label={t('children.notSameOf', named)}
          onClick={() => notSame.mutate({})}
        >
          {t('children.notSame')}
        </Button>
      </span>
      <ProblemAlert error={join.error ?? notSame.error} />
    </div>
  );
}
