import type { SupportCaseView } from '@abri/contracts/support-api';
import { CounsellingKind, CounsellingOutcome } from '@abri/contracts/support-case';
import { Button, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { ReasonMenu } from '../../ui/reason-menu.js';
import { Section } from '../../ui/section.js';
import { useCaseCommand, usePartners } from './api.js';
import { useLivePartners } from './live-partners.js';
import page from '../pages.module.css';

/** Counselling that was offered, how it goes, and what came of it. */
export function CounsellingSection({ view }: { view: SupportCaseView }) {
  const { t } = useTranslation();
  const { nameOf } = usePartners();
  const [adding, setAdding] = useState(false);
  const may = view.open && !view.erased;
  const step = useCaseCommand(view.caseId, (input: { path: string; body: object }) => input);
  return (
    <Section
      title={t('support.case.counselling')}
      aside={
        may && (
          <Button size="xs" variant="default" aria-expanded={adding} onClick={() => setAdding(!adding)}>
            {t('support.case.addCounselling')}
          </Button>
        )
      }
    >
      {adding && <Add view={view} onDone={() => setAdding(false)} />}
      {view.counselling.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('support.case.counsellingNone')}
        </Text>
      )}
      <ProblemAlert error={step.error} />
      <ul className={page['list']}>
        {view.counselling.map((one) => {
          const kind = t(`support.counsellingKind.${one.kind}`);
          return (
            <li key={one.referralId}>
              <div className={page['row']}>
                <div className={page['what']}>
                  <span>{kind}</span>
                  <span className={page['facts']}>
                    <span>{nameOf(one.partnerId)}</span>
                    <span>{t(`support.counsellingState.${one.state}`)}</span>
                    {one.outcome && <span>{t(`support.counsellingOutcome.${one.outcome}`)}</span>}
                  </span>
                </div>
                {may && one.state !== 'ended' && (
                  <div className={page['actions']}>
                    {one.state === 'asked' && (
                      <Button
                        size="xs"
                        variant="default"
                        aria-label={t('support.case.startOf', { kind })}
                        onClick={() => step.mutate({ path: `/counselling/${one.referralId}/start`, body: {} })}
                      >
                        {t('support.case.start')}
                      </Button>
                    )}
                    <ReasonMenu
                      label={t('support.case.end')}
                      accessibleLabel={t('support.case.endOf', { kind })}
                      title={t('support.case.endWhy')}
                      reasons={CounsellingOutcome.options.map((value) => ({
                        value,
                        label: t(`support.counsellingOutcome.${value}`),
                      }))}
                      onPick={(outcome) =>
                        step.mutate({ path: `/counselling/${one.referralId}/end`, body: { outcome } })
                      }
                      button={{ size: 'xs' }}
                    />
                  </div>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Add({ view, onDone }: { view: SupportCaseView; onDone: () => void }) {
  const { t } = useTranslation();
  const partners = useLivePartners(view);
  const [kind, setKind] = useState<string>('couple');
  const [partnerId, setPartnerId] = useState(partners[0]?.value ?? '');
  const add = useCaseCommand(
    view.caseId,
    (body: { kind: string; partnerId: string }) => ({ path: '/counselling', body }),
    onDone,
  );
  return (
    <form
      className={page['form']}
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({ kind, partnerId });
      }}
    >
      <div className={page['fields']}>
        <NativeSelect
          label={t('support.form.counselling')}
          data={CounsellingKind.options.map((value) => ({ value, label: t(`support.counsellingKind.${value}`) }))}
          value={kind}
          onChange={({ currentTarget: { value } }) => setKind(value)}
        />
        <NativeSelect
          label={t('support.form.counsellor')}
          data={partners}
          value={partnerId}
          onChange={({ currentTarget: { value } }) => setPartnerId(value)}
        />
      </div>
      <ProblemAlert error={add.error} />
      <Button size="xs" type="submit" loading={add.isPending}>
        {t('app.save')}
      </Button>
    </form>
  );
}
