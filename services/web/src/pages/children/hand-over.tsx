import type { CaseView } from '@abri/contracts/child-followup-api';
import { HandOverDeclineReason } from '@abri/contracts/child-case';
import { Button, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { ReasonMenu } from '../../ui/reason-menu.js';
import { Section } from '../../ui/section.js';
import { useCaseCommand, type useTeams } from './api.js';
import classes from './children.module.css';
import { dayWords } from './words.js';

type Teams = ReturnType<typeof useTeams>;

/** Handing a case to another team: offer, wait, or answer what was offered to the own team. */
export function HandOverSection({ view, teams, own }: { view: CaseView; teams: Teams; own: boolean }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { caseId, handOver, status, team } = view.case;
  const at = `/hand-over/${handOver?.handOverId}`;
  const accept = useCaseCommand<object>(caseId, () => ({ path: `${at}/accept` }));
  const withdraw = useCaseCommand<object>(caseId, () => ({ path: `${at}/withdraw` }));
  const decline = useCaseCommand(
    caseId,
    (reason: string) => ({ path: `${at}/decline`, body: { reason } }),
    () => void navigate('/children'),
  );
  if (status.state !== 'open') return null;
  if (!handOver) return own ? <Offer view={view} teams={teams} /> : null;
  const mayAnswer = teams.mine.includes(handOver.to);
  return (
    <Section title={t('children.handOver')} tone={mayAnswer ? 'next' : 'plain'}>
      <ProblemAlert error={accept.error ?? decline.error ?? withdraw.error} />
      {own && (
        <Text mb="xs">
          {t('children.handOverWaiting', {
            team: teams.teamName(handOver.to),
            date: dayWords(i18n.language, handOver.offeredAt),
          })}
        </Text>
      )}
      {own && (
        <Button variant="default" size="xs" loading={withdraw.isPending} onClick={() => withdraw.mutate({})}>
          {t('children.handOverWithdraw')}
        </Button>
      )}
      {mayAnswer && (
        <>
          <Text mb="xs">{t('children.handOverAsked', { team: teams.teamName(team) })}</Text>
          <span className={classes['line']}>
            <Button loading={accept.isPending} onClick={() => accept.mutate({})}>
              {t('children.handOverAccept')}
            </Button>
            <ReasonMenu
              label={t('children.handOverDecline')}
              title={t('children.handOverWhy')}
              reasons={HandOverDeclineReason.options.map((value) => ({
                value,
                label: t(`children.handOverReason.${value}`),
              }))}
              onPick={(reason) => decline.mutate(reason)}
              busy={decline.isPending}
            />
          </span>
        </>
      )}
    </Section>
  );
}

function Offer({ view, teams }: { view: CaseView; teams: Teams }) {
  const { t } = useTranslation();
  const others = teams.teams.filter(({ teamId }) => teamId !== view.case.team);
  const [to, setTo] = useState('');
  const offer = useCaseCommand(view.case.caseId, (chosen: string) => ({ path: '/hand-over', body: { to: chosen } }));
  if (others.length === 0) return null;
  return (
    <Section title={t('children.handOver')}>
      <ProblemAlert error={offer.error} />
      <span className={classes['line']}>
        <NativeSelect
          aria-label={t('children.handOverTo')}
          value={to}
          onChange={({ currentTarget: { value } }) => setTo(value)}
          data={[
            { value: '', label: t('children.handOverTo') },
            ...others.map(({ teamId, name }) => ({ value: teamId, label: name })),
          ]}
        />
        <Button variant="default" disabled={to === ''} loading={offer.isPending} onClick={() => offer.mutate(to)}>
          {t('children.handOverOffer')}
        </Button>
      </span>
    </Section>
  );
}
