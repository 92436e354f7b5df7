import type { SupportCaseView } from '@abri/contracts/support-api';
import { AppointmentKind } from '@abri/contracts/support-case';
import { Button, NativeSelect, NumberInput, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../ui/now.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { dayTimeWords } from '../../ui/words.js';
import { useCaseCommand, usePartners } from './api.js';
import { dayIn, instantOf } from './dates.js';
import { useLivePartners } from './live-partners.js';
import page from '../pages.module.css';

type AppointmentView = SupportCaseView['appointments'][number];

/** Appointments, those ahead first. */
export function AppointmentsSection({ view }: { view: SupportCaseView }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const may = view.open && !view.erased;
  const order = ({ state, startsAt }: AppointmentView) => `${state === 'planned' ? 0 : 1}${startsAt}`;
  const sorted = [...view.appointments].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return (
    <Section
      title={t('support.case.appointments')}
      aside={
        may && (
          <Button size="xs" variant="default" aria-expanded={adding} onClick={() => setAdding(!adding)}>
            {t('support.case.addAppointment')}
          </Button>
        )
      }
    >
      {adding && <AddAppointment view={view} onDone={() => setAdding(false)} />}
      {sorted.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('support.case.appointmentsNone')}
        </Text>
      )}
      <ul className={page['list']}>
        {sorted.map((one) => (
          <li key={one.appointmentId}>
            <Row one={one} caseId={view.caseId} may={may} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Row({ one, caseId, may }: { one: AppointmentView; caseId: string; may: boolean }) {
  const { t, i18n } = useTranslation();
  const { nameOf } = usePartners();
  const now = useNow(30_000);
  const end = useCaseCommand(caseId, (outcome: 'kept' | 'missed' | 'cancelled') => ({
    path: `/appointments/${one.appointmentId}/end`,
    body: { outcome },
  }));
  const at = dayTimeWords(i18n.language, one.startsAt);
  const begun = Date.parse(one.startsAt) <= now;
  return (
    <div className={page['row']}>
      <div className={page['what']}>
        <strong className={one.state === 'planned' ? undefined : page['over']}>{at}</strong>
        <span className={page['facts']}>
          <span>{t(`support.appointmentKind.${one.kind}`)}</span>
          <span>{nameOf(one.partnerId)}</span>
          <span>{t(`support.appointmentState.${one.state}`)}</span>
          {one.reminder === 'due' && one.state === 'planned' && (
            <span className={page['next']}>{t('support.remind')}</span>
          )}
        </span>
        {one.text && <span>{one.text}</span>}
        <ProblemAlert error={end.error} />
      </div>
      {may && one.state === 'planned' && (
        <div className={page['actions']}>
          {begun && (
            <>
              <Button
                size="xs"
                variant="default"
                aria-label={t('support.case.keptOf', { at })}
                onClick={() => end.mutate('kept')}
              >
                {t('support.case.kept')}
              </Button>
              <Button
                size="xs"
                variant="default"
                aria-label={t('support.case.missedOf', { at })}
                onClick={() => end.mutate('missed')}
              >
                {t('support.case.missed')}
              </Button>
            </>
          )}
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={t('support.case.cancelOf', { at })}
            onClick={() => end.mutate('cancelled')}
          >
            {t('support.case.cancelIt')}
          </Button>
        </div>
      )}
    </div>
  );
}

function AddAppointment({ view, onDone }: { view: SupportCaseView; onDone: () => void }) {
  const { t } = useTranslation();
  const partners = useLivePartners(view);
  const form = useForm({
    initialValues: {
      partnerId: partners[0]?.value ?? '',
      kind: 'office',
      startsAt: `${dayIn(7)}T10:00`,
      minutes: 60,
      remindHours: 24,
      text: '',
    },
  });
  const add = useCaseCommand(
    view.caseId,
    ({ startsAt, ...rest }: typeof form.values) => ({
      path: '/appointments',
      body: { ...rest, startsAt: instantOf(startsAt) },
    }),
    onDone,
  );
  return (
    <form className={page['form']} onSubmit={form.onSubmit((values) => add.mutate(values))}>
      <div className={page['fields']}>
        <TextInput
          type="datetime-local"
          label={t('support.case.startsAt')}
          required
          {...form.getInputProps('startsAt')}
        />
        <NumberInput label={t('support.case.minutes')} min={5} max={480} {...form.getInputProps('minutes')} />
        <NativeSelect
          label={t('support.case.kind')}
          data={AppointmentKind.options.map((value) => ({ value, label: t(`support.appointmentKind.${value}`) }))}
          {...form.getInputProps('kind')}
        />
        <NativeSelect label={t('support.case.with')} data={partners} {...form.getInputProps('partnerId')} />
        <NumberInput label={t('support.case.remindHours')} min={0} max={336} {...form.getInputProps('remindHours')} />
        <TextInput label={t('support.case.note')} maxLength={300} {...form.getInputProps('text')} />
      </div>
      <ProblemAlert error={add.error} />
      <Button size="xs" type="submit" loading={add.isPending}>
        {t('app.save')}
      </Button>
    </form>
  );
}
