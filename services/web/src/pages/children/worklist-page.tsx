import { Button, Group, Text, TextInput } from '@mantine/core';
import { IconCalendar, IconDownload, IconLockOpen, IconPlus } from '@tabler/icons-react';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { callText } from '../../api/client.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { saveFile } from '../../ui/save-file.js';
import { Section } from '../../ui/section.js';
import { Waiting } from '../../ui/waiting.js';
import { exportPath, useOffered, useSearch, useTeams } from './api.js';
import { BreakGlassDialog } from './break-glass-dialog.js';
import { BreakGlassLists } from './break-glass-list.js';
import { CalendarDialog } from './calendar-dialog.js';
import { CaseRows } from './case-rows.js';
import classes from './children.module.css';
import { NewCaseDialog } from './new-case-dialog.js';
import { TeamLoadSection } from './team-load.js';
import { TaskList } from './task-list.js';

/** What there is to do for children: overdue first, then by danger; search, hand-overs to answer, and the team's load. */
export function WorklistPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const teams = useTeams();
  const offered = useOffered();
  const [dialog, setDialog] = useState<'new' | 'calendar' | 'breakGlass' | null>(null);
  const [typed, setTyped] = useState('');
  const [part] = useDebouncedValue(typed.trim(), 200);
  const save = useMutation({
    mutationFn: () => callText(exportPath),
    onSuccess: (csv) => saveFile(new Blob([csv], { type: 'text/csv' }), 'cases.csv'),
  });
  const noTeam = teams.query.data && teams.mine.length === 0;
  return (
    <div className={classes['page']}>
      <header className={classes['header']}>
        <h1>{t('children.title')}</h1>
        <Group gap="xs">
          <Button leftSection={<IconPlus size={16} aria-hidden />} disabled={noTeam} onClick={() => setDialog('new')}>
            {t('children.newCase')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconCalendar size={16} aria-hidden />}
            onClick={() => setDialog('calendar')}
          >
            {t('children.calendar')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('children.export')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconLockOpen size={16} aria-hidden />}
            onClick={() => setDialog('breakGlass')}
          >
            {t('children.breakGlass.button')}
          </Button>
        </Group>
      </header>
      <ProblemAlert error={save.error ?? teams.query.error} />
      {noTeam && <Text role="alert">{t('children.noTeam')}</Text>}
      <BreakGlassLists teams={teams} />
      <TextInput
        type="search"
        label={t('children.search')}
        description={t('children.searchHelp')}
        value={typed}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
        autoComplete="off"
        maw="26rem"
      />
      {part.length >= 2 && <Found part={part} />}
      {(offered.data?.cases.length ?? 0) > 0 && (
        <Section title={t('children.offeredTitle')} tone="next" aside={offered.data?.cases.length}>
          <CaseRows cases={offered.data?.cases ?? []} teamName={teams.teamName} />
        </Section>
      )}
      <div className={classes['columns']}>
        <TaskList teams={teams} />
        <div className={classes['column']}>
          {teams.mine.map((teamId) => (
            <TeamLoadSection key={teamId} teamId={teamId} teams={teams} />
          ))}
        </div>
      </div>
      {dialog === 'new' && (
        <NewCaseDialog
          teams={teams}
          onClose={() => setDialog(null)}
          onOpened={(caseId) => void navigate(`/children/${caseId}`)}
        />
      )}
      {dialog === 'breakGlass' && (
        <BreakGlassDialog onClose={() => setDialog(null)} onOpened={(caseId) => void navigate(`/children/${caseId}`)} />
      )}
      {dialog === 'calendar' && <CalendarDialog onClose={() => setDialog(null)} />}
    </div>
  );
}

function Found({ part }: { part: string }) {
  const { t } = useTranslation();
  const teams = useTeams();
  const search = useSearch(part);
  const cases = search.data?.pages.flatMap((page) => page.cases) ?? [];
  return (
    <Section title={t('children.found')} aside={search.data ? cases.length : undefined}>
      <ProblemAlert error={search.error} />
      {search.isPending && <Waiting size="sm" />}
      {search.data && cases.length === 0 && <Text c="dimmed">{t('children.foundNone')}</Text>}
      <CaseRows cases={cases} teamName={teams.teamName} />
      {search.hasNextPage && (
        <Button variant="default" onClick={() => void search.fetchNextPage()}>
          {t('children.more')}
        </Button>
      )}
    </Section>
  );
}
