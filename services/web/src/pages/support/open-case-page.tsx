import { OpenCase } from '@abri/contracts/support-api';
import { CounsellingKind, type Door } from '@abri/contracts/support-case';
import { Alert, Button, Checkbox, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { z } from 'zod';
import { ApiProblem, problemName } from '../../api/problem.js';
import { EmergencyBar } from '../../app/emergency-bar.js';
import { focusFirstError } from '../../ui/focus-error.js';
import { formErrors } from '../../ui/form-errors.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { unchosen } from '../../ui/unchosen.js';
import { partnerOptions, useOpenCase, usePartners } from './api.js';
import { dayIn } from './dates.js';
import { IdentityFields } from './identity-fields.js';
import { emptyOpening, type OpeningForm, toOpenCase } from './open-case-form.js';
import page from '../pages.module.css';

const FromScreening = z.object({ screeningId: z.string(), as: z.string() });

/** Opens a case by one of its two doors. The everyday door asks about families, and says nothing of violence. */
export function OpenCasePage({ door }: { door: Door }) {
  const { t } = useTranslation();
  const { partners, own } = usePartners();
  const screening = FromScreening.safeParse(useLocation().state).data;
  const open = useOpenCase();
  const everyday = door === 'everyday';
  const form = useForm({
    initialValues: {
      ...emptyOpening,
      openedBy: screening ? ('screening' as const) : emptyOpening.openedBy,
      as: screening?.as ?? own[0] ?? '',
      until: dayIn(180),
      kind: everyday ? ('couple' as const) : ('' as const),
    } as OpeningForm,
    validate: (values: OpeningForm) => ({
      ...formErrors(OpenCase, toOpenCase(values, door), () => t('support.form.invalid')),
      ...(values.agreed ? {} : { agreed: t('support.form.invalid') }),
      ...(values.kind !== '' && values.counsellor === '' ? { counsellor: t('support.form.invalid') } : {}),
    }),
  });
  const send = (values: OpeningForm, same?: 'known' | 'another') =>
    open.mutate(OpenCase.parse(toOpenCase(values, door, same, screening?.screeningId)));
  const mayBeKnown = open.error instanceof ApiProblem && problemName(open.error.problem) === 'may-be-known';
  const counsellors = partners.filter(
    ({ counselling }) => form.values.kind === '' || counselling.includes(form.values.kind as CounsellingKind),
  );
  return (
    <>
      {!everyday && <EmergencyBar />}
      <form
        className={`${page['page']} ${page['narrow']}`}
        onSubmit={form.onSubmit(
          (values) => send(values),
          (errors) => focusFirstError(errors, form.getInputNode),
        )}
        noValidate
      >
        <header>
          <h1>{t(everyday ? 'support.earlyHelp' : 'support.newCase')}</h1>
          {everyday && <Text c="dimmed">{t('support.earlyIntro')}</Text>}
        </header>
        <Section title={t('support.form.who')}>
          <IdentityFields form={form} />
          <Group mt="sm" gap="xl" align="end">
            <Checkbox label={t('support.form.minor')} {...form.getInputProps('minor', { type: 'checkbox' })} />
            <NativeSelect
              label={t('support.form.openedBy')}
              data={OpenCase.shape.openedBy.options
                .filter((value) => !everyday || !['police', 'court'].includes(value))
                .map((value) => ({ value, label: t(`support.openedBy.${value}`) }))}
              {...form.getInputProps('openedBy')}
            />
          </Group>
        </Section>
        <Section title={t('support.case.counselling')}>
          <div className={page['fields']}>
            <NativeSelect
              label={t('support.form.counselling')}
              data={[
                { value: '', label: t('support.form.counsellingNone') },
                ...CounsellingKind.options.map((value) => ({ value, label: t(`support.counsellingKind.${value}`) })),
              ]}
              {...form.getInputProps('kind')}
            />
            {form.values.kind !== '' && (
              <NativeSelect
                label={t('support.form.counsellor')}
                required
                data={[unchosen, ...partnerOptions(counsellors)]}
                {...form.getInputProps('counsellor')}
              />
            )}
          </div>
        </Section>
        <Section title={t('support.form.consent')}>
          <div className={page['fields']}>
            {own.length > 1 && (
              <NativeSelect
                label={t('support.form.actingAs')}
                data={partnerOptions(partners.filter(({ partnerId }) => own.includes(partnerId)))}
                {...form.getInputProps('as')}
              />
            )}
            <TextInput
              type="date"
              label={t('support.form.consentUntil')}
              description={t('support.form.consentHint')}
              min={dayIn(1)}
              max={dayIn(365)}
              {...form.getInputProps('until')}
              error={form.errors['until'] ?? form.errors['consent.until']}
            />
          </div>
          <Checkbox
            mt="sm"
            label={t('support.form.consentGiven')}
            {...form.getInputProps('agreed', { type: 'checkbox' })}
          />
        </Section>
        {mayBeKnown ? (
          <Alert role="alert" color="ember" variant="outline" title={t('support.form.mayBeKnown')}>
            <Text size="sm">{t('support.form.mayBeKnownAsk')}</Text>
            <Group mt="sm">
              <Button variant="default" onClick={() => send(form.values, 'known')} loading={open.isPending}>
                {t('support.form.known')}
              </Button>
              <Button variant="default" onClick={() => send(form.values, 'another')} loading={open.isPending}>
                {t('support.form.another')}
              </Button>
            </Group>
          </Alert>
        ) : (
          <ProblemAlert error={open.error} />
        )}
        <div>
          <Button type="submit" loading={open.isPending}>
            {t('support.form.open')}
          </Button>
        </div>
      </form>
    </>
  );
}
