import type { FileLine } from '@abri/contracts/hosting-api';
import { Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBed, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DangerBadge } from '../../ui/danger-badge.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { Waiting } from '../../ui/waiting.js';
import { useAgencies, useFiles } from './api.js';
import page from '../pages.module.css';
import { dayWords, stepWords } from './words.js';

/** The files that one follows, or all, and the way to find a person. */
export function HomePage() {
  const { t } = useTranslation();
  const [scope, setScope] = useState<'mine' | 'agency' | 'all'>('mine');
  const [state, setState] = useState<'open' | 'closed'>('open');
  const [typed, setTyped] = useState('');
  const [part] = useDebouncedValue(typed.trim(), 200);
  const query = useFiles({ scope, state, part });
  const { mine, nameOf } = useAgencies();
  const files = query.data?.pages.flatMap((page) => page.files);
  const searching = part.length >= 2;
  const empty = searching ? t('measures.noneFound') : t(scope === 'mine' ? 'measures.noneMine' : 'measures.none');
  return (
    <div className={page['page']}>
      <header className={page['header']}>
        <h1>{t('measures.title')}</h1>
        <Group gap="xs">
          <Button component={Link} to="/measures/new" leftSection={<IconPlus size={16} aria-hidden />}>
            {t('measures.newFile')}
          </Button>
          <Button
            component={Link}
            to="/measures/places"
            variant="default"
            leftSection={<IconBed size={16} aria-hidden />}
          >
            {t('measures.places')}
          </Button>
        </Group>
      </header>
      <Section
        title={t('measures.files')}
        aside={
          <Group gap="xs">
            <SegmentedControl
              key={mine.length}
              size="xs"
              value={scope}
              onChange={(value) => setScope(value as 'mine' | 'agency' | 'all')}
              disabled={searching}
              data={(mine.length > 0 ? (['mine', 'agency', 'all'] as const) : (['mine', 'all'] as const)).map(
                (value) => ({ value, label: t(`measures.scope.${value}`) }),
              )}
            />
            <SegmentedControl
              size="xs"
              value={state}
              onChange={(value) => setState(value as 'open' | 'closed')}
              disabled={searching}
              data={(['open', 'closed'] as const).map((value) => ({ value, label: t(`measures.state.${value}`) }))}
            />
          </Group>
        }
      >
        <TextInput
          type="search"
          label={t('measures.search')}
          description={t('measures.searchHint')}
          value={typed}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
          autoComplete="off"
          maxLength={80}
          maw="26rem"
          mb="xs"
        />
        <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
        {!files && !query.isError && <Waiting size="sm" />}
        {files?.length === 0 && (
          <Group gap="sm">
            <Text size="sm" c="dimmed" role="status">
              {empty}
            </Text>
            {!searching && scope === 'mine' && (
              <Button size="xs" variant="default" onClick={() => setScope('all')}>
                {t('measures.seeAll')}
              </Button>
            )}
          </Group>
        )}
        <ul className={page['list']} aria-label={t('measures.files')}>
          {files?.map((line) => (
            <li key={line.fileId}>
              <FileRow line={line} agencyName={nameOf} />
            </li>
          ))}
        </ul>
        {query.hasNextPage && (
          <Button
            variant="default"
            size="xs"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('measures.more')}
          </Button>
        )}
      </Section>
    </div>
  );
}

function FileRow({ line, agencyName }: { line: FileLine; agencyName: (agencyId: string) => string }) {
  const { t, i18n } = useTranslation();
  return (
    <div className={page['row']}>
      <div className={page['what']}>
        <Link className={page['name']} to={`/measures/files/${line.fileId}`}>
          {line.name || t('measures.erasedName')}
        </Link>
        <span className={page['facts']}>
          {line.birthDate && <span>{dayWords(i18n.language, line.birthDate)}</span>}
          <span>{line.rung ? t(`measures.kind.${line.rung}`) : t('measures.noRung')}</span>
          {line.nextEnd && <span>{t('measures.nextEnd', { day: dayWords(i18n.language, line.nextEnd) })}</span>}
          {line.agencyId && <span>{agencyName(line.agencyId)}</span>}
          {line.mine && <span>{t('measures.mineMark')}</span>}
        </span>
        {(line.openBreaches > 0 || line.proposal) && (
          <span className={page['facts']}>
            {line.openBreaches > 0 && (
              <span className={page['late']}>{t('measures.openBreaches', { count: line.openBreaches })}</span>
            )}
            {line.proposal && (
              <span className={page['next']}>{t('measures.proposalOf', { step: stepWords(t, line.proposal) })}</span>
            )}
          </span>
        )}
      </div>
      <DangerBadge level={line.danger} />
    </div>
  );
}
