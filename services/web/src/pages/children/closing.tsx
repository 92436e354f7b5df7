import type { CaseView } from '@abri/contracts/child-followup-api';
import { CloseReason } from '@abri/contracts/child-case';
import { ChildSubjectAccess } from '@abri/contracts/subject-access';
import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../api/clock.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { SubjectAccessButton } from '../../ui/subject-access-button.js';
import { unchosen } from '../../ui/unchosen.js';
import { useCaseCommand, useTeams } from './api.js';
import classes from './children.module.css';
import { dateIn, endOfDay } from './words.js';

/** Closing with a reason and a date to look again; opening again; and, for the lead, giving the person what is held about them, and erasing them. */
export function Closing({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const { caseId, status, team, erased, tasks } = view.case;
  const openTasks = tasks.filter(({ state }) => state === 'open').length;
  const [reason, setReason] = useState('');
  const [review, setReview] = useState(() => dateIn(90, serverNow()));
  const close = useCaseCommand(caseId, (body: object) => ({ path: '/close', body }));
  const reopen = useCaseCommand<object>(caseId, () => ({ path: '/reopen' }));
  const erase = useCaseCommand<object>(caseId, () => ({ path: '/erasure' }));
  const teams = useTeams();
  const lead = teams.workersOf(team).some((worker) => worker.lead && worker.workerId === teams.me);
  return (
    <Section title={t(status.state === 'closed' ? 'children.reopen' : 'children.close')}>
      <ProblemAlert error={close.error ?? reopen.error} />
      {status.state === 'open' && (
        <form
          className={classes['fields']}
          onSubmit={(event) => {
            event.preventDefault();
            close.mutate({ reason, reviewAt: endOfDay(review) });
          }}
        >
          <NativeSelect
            label={t('children.closeWhy')}
            value={reason}
            onChange={({ currentTarget: { value } }) => setReason(value)}
            data={[
              unchosen,
              ...CloseReason.options.map((value) => ({ value, label: t(`children.closeReason.${value}`) })),
            ]}
            required
          />
          <TextInput
            type="date"
            required
            label={t('children.closeReview')}
            value={review}
            onChange={({ currentTarget: { value } }) => setReview(value)}
          />
          {openTasks > 0 && (
            <Text size="sm" style={{ gridColumn: '1 / -1' }}>
              {t('children.closeCancels', { count: openTasks })}
            </Text>
          )}
          <Button type="submit" variant="default" loading={close.isPending}>
            {t('children.close')}
          </Button>
        </form>
      )}
      {status.state === 'closed' && (
        <Button variant="default" loading={reopen.isPending} onClick={() => reopen.mutate({})}>
          {t('children.reopen')}
        </Button>
      )}
      {lead && !erased && (
        <Group gap="xs" mt="sm">
          <SubjectAccessButton path={`/child-followup/cases/${caseId}`} schema={ChildSubjectAccess} />
          <ConfirmButton
            label={t('children.erase')}
            title={t('children.eraseTitle')}
            text={t('children.eraseHelp')}
            yes={t('children.erase')}
            doing={erase}
            onYes={() => erase.mutate({})}
            button={{ variant: 'subtle', color: 'rose' }}
          />
        </Group>
      )}
    </Section>
  );
}
