import type { SupportCaseView } from '@abri/contracts/support-api';
import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { partnerOptions, useCaseCommand, usePartners } from './api.js';
import { dayIn, dayWords, endOfDay } from './dates.js';
import page from '../pages.module.css';

/** Who sees the case, until when, and the person's way to change that. */
export function ConsentsSection({ view }: { view: SupportCaseView }) {
  const { t, i18n } = useTranslation();
  const { partners, nameOf, own } = usePartners();
  const [adding, setAdding] = useState(false);
  const withdraw = useCaseCommand(view.caseId, (partnerId: string) => ({
    path: '/consents/withdraw',
    body: { partnerId },
  }));
  const consents = [...view.consents].sort((a, b) => (a.ended === b.ended ? 0 : a.ended === 'no' ? -1 : 1));
  return (
    <Section
      title={t('support.case.consents')}
      aside={
        !view.erased && (
          <Button size="xs" variant="default" aria-expanded={adding} onClick={() => setAdding(!adding)}>
            {t('support.case.addConsent')}
          </Button>
        )
      }
    >
      {adding && (
        <AddConsent caseId={view.caseId} partners={partnerOptions(partners)} onDone={() => setAdding(false)} />
      )}
      <ul className={page['list']}>
        {consents.map((one) => (
          <li key={one.partnerId}>
            <div className={page['row']}>
              <div className={page['what']}>
                <strong className={one.ended === 'no' ? undefined : page['over']}>{nameOf(one.partnerId)}</strong>
                <Text size="sm" c="dimmed">
                  {one.ended === 'no'
                    ? t('support.consentUntil', { day: dayWords(i18n.language, one.until) })
                    : t(one.ended === 'over' ? 'support.case.consentOver' : 'support.case.consentWithdrawn')}
                </Text>
              </div>
              {one.ended === 'no' && !view.erased && (
                <ConfirmButton
                  label={t('support.case.withdraw')}
                  accessibleLabel={t('support.case.withdrawOf', { partner: nameOf(one.partnerId) })}
                  title={t('support.case.withdrawOf', { partner: nameOf(one.partnerId) })}
                  text={t(own.includes(one.partnerId) ? 'support.case.withdrawOwn' : 'support.case.withdrawSure')}
                  yes={t('support.case.withdrawYes')}
                  doing={withdraw}
                  onYes={() => withdraw.mutate(one.partnerId)}
                  button={{ variant: 'subtle', color: 'gray' }}
                />
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function AddConsent(o: { caseId: string; partners: { value: string; label: string }[]; onDone: () => void }) {
  const { t } = useTranslation();
  const [partnerId, setPartnerId] = useState(o.partners[0]?.value ?? '');
  const [until, setUntil] = useState(dayIn(90));
  const give = useCaseCommand(
    o.caseId,
    (body: { partnerId: string; until: string }) => ({ path: '/consents', body }),
    o.onDone,
  );
  return (
    <form
      className={page['form']}
      onSubmit={(event) => {
        event.preventDefault();
        give.mutate({ partnerId, until: endOfDay(until) });
      }}
    >
      <div className={page['fields']}>
        <NativeSelect
          label={t('support.case.partner')}
          data={o.partners}
          value={partnerId}
          onChange={({ currentTarget: { value } }) => setPartnerId(value)}
        />
        <TextInput
          type="date"
          label={t('support.case.until')}
          required
          min={dayIn(1)}
          max={dayIn(365)}
          value={until}
          onChange={({ currentTarget: { value } }) => setUntil(value)}
        />
      </div>
      <ProblemAlert error={give.error} />
      <Button size="xs" type="submit" loading={give.isPending}>
        {t('app.save')}
      </Button>
    </form>
  );
}
