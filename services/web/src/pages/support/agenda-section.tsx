import type { AgendaEntry } from '@abri/contracts/support-api';
import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { dayTimeWords } from '../../ui/words.js';
import { Waiting } from '../../ui/waiting.js';
import { useAgenda, useCaseCommand, usePartners } from './api.js';
import { dayWords } from './dates.js';
import page from '../pages.module.css';

/** What the own organisations have to do: reminders first, then by time. */
export function AgendaSection() {
  const { t } = useTranslation();
  const query = useAgenda();
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  const sorted = [...entries].sort((a, b) => rank(a) - rank(b) || (a.at < b.at ? -1 : 1));
  const urgent = sorted.filter((entry) => rank(entry) === 0).length;
  return (
    <Section title={t('support.agenda')} tone={urgent > 0 ? 'next' : 'plain'} aside={sorted.length || undefined}>
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      {query.isPending && <Waiting size="sm" />}
      {query.data && sorted.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('support.agendaNone')}
        </Text>
      )}
      <ul className={page['list']} aria-label={t('support.agenda')}>
        {sorted.map((entry) => (
          <li key={entry.id}>
            <Entry entry={entry} />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button variant="default" size="xs" onClick={() => void query.fetchNextPage()}>
          {t('support.more')}
        </Button>
      )}
    </Section>
  );
}

const rank = (entry: AgendaEntry) => (entry.reminder === 'due' || entry.overdue ? 0 : 1);

function Entry({ entry }: { entry: AgendaEntry }) {
  const { t, i18n } = useTranslation();
  const { own } = usePartners();
  const name = entry.name || t('support.erasedName');
  const reminded = useCaseCommand(entry.caseId, () => ({
    path: `/appointments/${entry.id}/reminded`,
    body: own.length > 1 ? { as: entry.partnerId } : {},
  }));
  return (
    <div className={page['row']}>
      <div className={page['what']}>
        <Link className={page['name']} to={`/support/cases/${entry.caseId}`}>
          {name}
        </Link>
        <span className={page['facts']}>
          <span>
            {entry.what === 'step' ? dayWords(i18n.language, entry.at) : dayTimeWords(i18n.language, entry.at)}
          </span>
          <span>{entry.kind ? t(`support.appointmentKind.${entry.kind}`) : entry.text || t('support.step')}</span>
          {entry.kind && entry.text && <span>{entry.text}</span>}
          {entry.overdue && <span className={page['late']}>{t('support.late')}</span>}
          {entry.reminder === 'due' && <span className={page['next']}>{t('support.remind')}</span>}
        </span>
        <ProblemAlert error={reminded.error} />
      </div>
      {entry.reminder === 'due' && (
        <Button
          size="xs"
          variant="default"
          loading={reminded.isPending}
          aria-label={t('support.remindedOf', { name })}
          onClick={() => reminded.mutate(undefined)}
        >
          {t('support.reminded')}
        </Button>
      )}
    </div>
  );
}
