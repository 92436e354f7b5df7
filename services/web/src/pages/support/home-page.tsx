import type { SupportCaseLine } from '@abri/contracts/support-api';
import { Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconHomeHeart, IconListCheck, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmergencyBar } from '../../app/emergency-bar.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { dayTimeWords } from '../../ui/words.js';
import { Waiting } from '../../ui/waiting.js';
import { AgendaSection } from './agenda-section.js';
import { useCases } from './api.js';
import { dayWords } from './dates.js';
import page from '../pages.module.css';

/** What is due, and the cases that the own organisation may see. */
export function HomePage() {
  const { t } = useTranslation();
  return (
    <>
      <EmergencyBar />
      <div className={page['page']}>
        <header className={page['header']}>
          <h1>{t('support.title')}</h1>
          <Group gap="xs">
            <Button component={Link} to="/support/new" leftSection={<IconPlus size={16} aria-hidden />}>
              {t('support.newCase')}
            </Button>
            <Button
              component={Link}
              to="/support/questions"
              variant="default"
              leftSection={<IconListCheck size={16} aria-hidden />}
            >
              {t('support.askQuestions')}
            </Button>
            <Button
              component={Link}
              to="/support/families"
              variant="default"
              leftSection={<IconHomeHeart size={16} aria-hidden />}
            >
              {t('support.earlyHelp')}
            </Button>
          </Group>
        </header>
        <div className={page['columns']}>
          <CasesSection />
          <AgendaSection />
        </div>
      </div>
    </>
  );
}

function CasesSection() {
  const { t } = useTranslation();
  const [state, setState] = useState<'open' | 'closed'>('open');
  const [typed, setTyped] = useState('');
  const [part] = useDebouncedValue(typed.trim(), 200);
  const query = useCases({ state, part });
  const cases = query.data?.pages.flatMap((page) => page.cases);
  return (
    <Section
      title={t('support.cases')}
      aside={
        <SegmentedControl
          size="xs"
          value={state}
          onChange={(value) => setState(value as 'open' | 'closed')}
          disabled={part.length >= 2}
          data={[
            { value: 'open', label: t('support.open') },
            { value: 'closed', label: t('support.closed') },
          ]}
        />
      }
    >
      <TextInput
        type="search"
        label={t('support.search')}
        description={t('support.searchHint')}
        value={typed}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
        autoComplete="off"
        maxLength={80}
        mb="xs"
      />
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      {!cases && !query.isError && <Waiting size="sm" />}
      {cases?.length === 0 && (
        <Text size="sm" c="dimmed" role="status">
          {t(part.length >= 2 ? 'support.noneFound' : 'support.none')}
        </Text>
      )}
      <ul className={page['list']} aria-label={t('support.cases')}>
        {cases?.map((line) => (
          <li key={line.caseId}>
            <CaseRow line={line} />
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
          {t('support.more')}
        </Button>
      )}
    </Section>
  );
}

function CaseRow({ line }: { line: SupportCaseLine }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  return (
    <div className={page['row']}>
      <div className={page['what']}>
        <Link className={page['name']} to={`/support/cases/${line.caseId}`}>
          {line.name || t('support.erasedName')}
        </Link>
        <span className={page['facts']}>
          <span>{t(`support.category.${line.category}`)}</span>
          {line.birthDate && <span>{dayWords(locale, line.birthDate)}</span>}
          <span>{t('support.consentUntil', { day: dayWords(locale, line.consentUntil) })}</span>
          {line.nextAppointment && (
            <span>{t('support.nextAt', { at: dayTimeWords(locale, line.nextAppointment) })}</span>
          )}
          {line.openSteps > 0 && <span>{t('support.openSteps', { count: line.openSteps })}</span>}
          {line.overdueSteps > 0 && (
            <span className={page['late']}>{t('support.overdueSteps', { count: line.overdueSteps })}</span>
          )}
        </span>
      </div>
    </div>
  );
}
