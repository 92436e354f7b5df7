import type { SessionView } from '@abri/contracts/board-api';
import type { Team } from '@abri/contracts/child-followup-api';
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { Waiting } from '../../ui/waiting.js';
import { useTeams } from '../children/api.js';
import page from '../pages.module.css';
import { AgenciesSection } from './agencies-section.js';
import { ProtocolsSection } from './protocols-section.js';
import { TeamDialog } from './team-dialog.js';

/** The teams of the children's follow-up and the protocols that they work by. The operator enters them. */
export function DirectoryPage({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const { query, teams } = useTeams();
  const enters = session.roles.includes('operator');
  const [edited, setEdited] = useState<Team | 'new' | null>(null);
  return (
    <div className={page['page']}>
      <h1>{t('directory.title')}</h1>
      <Section
        title={t('directory.teams')}
        aside={
          enters && (
            <Button size="xs" variant="default" onClick={() => setEdited('new')}>
              {t('directory.newTeam')}
            </Button>
          )
        }
      >
        <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
        {query.isPending && <Waiting size="sm" />}
        {query.data && teams.length === 0 && <Text c="dimmed">{t('directory.noTeams')}</Text>}
        <ul className={page['list']}>
          {teams.map((team) => (
            <li key={team.teamId}>
              <div className={page['row']}>
                <div className={page['what']}>
                  <strong>{team.name}</strong>
                  <span className={page['facts']}>
                    {team.workers.map(({ workerId, name, lead }) => (
                      <span key={workerId}>{lead ? t('directory.leadOf', { name }) : name}</span>
                    ))}
                  </span>
                </div>
                {enters && (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t('directory.changeOf', { name: team.name })}
                    onClick={() => setEdited(team)}
                  >
                    {t('directory.change')}
                  </Button>
                )}
              </div>
            </li>
          ))}
        </ul>
      </Section>
      <ProtocolsSection enters={enters} />
      {enters && <AgenciesSection />}
      {edited !== null && (
        <TeamDialog
          team={edited === 'new' ? null : edited}
          taken={teams.map(({ teamId }) => teamId)}
          onClose={() => setEdited(null)}
        />
      )}
    </div>
  );
}
