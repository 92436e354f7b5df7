import { CloseCase, type SupportCaseView } from '@abri/contracts/support-api';
import { SupportSubjectAccess } from '@abri/contracts/subject-access';
import { Button, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { Dialog } from '../../ui/dialog.js';
import { Found } from '../../ui/found.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { ReasonMenu } from '../../ui/reason-menu.js';
import { Section } from '../../ui/section.js';
import { SubjectAccessButton } from '../../ui/subject-access-button.js';
import { useCase, useCaseCommand } from './api.js';
import { AppointmentsSection } from './appointments-section.js';
import { ConsentsSection } from './consents-section.js';
import { CounsellingSection } from './counselling-section.js';
import { dayWords } from './dates.js';
import { IdentityFields } from './identity-fields.js';
import { emptyIdentity, fromIdentity, toIdentity } from './identity-form.js';
import { NotesSection } from './notes-section.js';
import { PlanSection } from './plan-section.js';
import { SafetySection } from './safety-section.js';
import page from '../pages.module.css';
import classes from './support.module.css';

/** One case: who sees it, the plan, what comes next, and what was said. */
export function CasePage() {
  const { t } = useTranslation();
  const { caseId = '' } = useParams();
  const query = useCase(caseId);
  return (
    <div className={page['page']}>
      <Link className={page['name']} to="/support">
        {t('support.case.back')}
      </Link>
      <Found query={query} title={t('support.title')}>
        {(view) => <Case view={view} />}
      </Found>
    </div>
  );
}

function Case({ view }: { view: SupportCaseView }) {
  const { t, i18n } = useTranslation();
  const { identity, caseId } = view;
  const close = useCaseCommand(caseId, (reason: string) => ({ path: '/close', body: { reason } }));
  const reopen = useCaseCommand(caseId, () => ({ path: '/reopen', body: {} }));
  const name = identity ? `${identity.givenName} ${identity.familyName}`.trim() : t('support.erasedName');
  return (
    <>
      <header className={page['header']}>
        <div>
          <h1>{name}</h1>
          <span className={page['facts']}>
            <span>{t(`support.category.${view.category}`)}</span>
            {identity?.birthDate && <span>{dayWords(i18n.language, identity.birthDate)}</span>}
            {identity && <span>{t(`language.${identity.language}`)}</span>}
            <span>{t('support.case.openedAt', { day: dayWords(i18n.language, view.openedAt) })}</span>
            <span>{t('support.case.counted', { years: view.countedYears.join(', ') })}</span>
          </span>
          {view.closed && (
            <Text fw={600}>
              {t('support.case.closedAt', {
                day: dayWords(i18n.language, view.closed.at),
                reason: t(`support.closeReason.${view.closed.reason}`),
              })}
            </Text>
          )}
          {view.erased && <Text role="status">{t('support.case.erased')}</Text>}
        </div>
        {!view.erased &&
          (view.open ? (
            <ReasonMenu
              label={t('support.case.close')}
              title={t('support.case.closeWhy')}
              reasons={CloseCase.shape.reason.options.map((value) => ({
                value,
                label: t(`support.closeReason.${value}`),
              }))}
              onPick={(reason) => close.mutate(reason)}
              busy={close.isPending}
            />
          ) : (
            <Button loading={reopen.isPending} onClick={() => reopen.mutate(undefined)}>
              {t('support.case.reopen')}
            </Button>
          ))}
      </header>
      <ProblemAlert error={close.error ?? reopen.error} />
      <div className={page['columns']}>
        <div className={page['column']}>
          <PlanSection view={view} />
          <AppointmentsSection view={view} />
          <NotesSection view={view} />
        </div>
        <div className={page['column']}>
          {identity && <IdentitySection view={view} />}
          <ConsentsSection view={view} />
          <CounsellingSection view={view} />
          {view.door === 'violence' && <SafetySection view={view} />}
          {view.screenings.length > 0 && <Screenings view={view} />}
          {identity && <Erase caseId={caseId} />}
        </div>
      </div>
    </>
  );
}

function IdentitySection({ view }: { view: SupportCaseView }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const { identity } = view;
  if (!identity) return null;
  const contact = [identity.phone, identity.safeContact].filter(Boolean);
  return (
    <Section
      title={t('support.case.contact')}
      aside={
        <Button size="xs" variant="default" onClick={() => setEditing(true)}>
          {t('support.case.edit')}
        </Button>
      }
    >
      {contact.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('support.case.noContact')}
        </Text>
      ) : (
        contact.map((line) => (
          <p key={line} className={page['note']}>
            {line}
          </p>
        ))
      )}
      {editing && <EditIdentity view={view} onClose={() => setEditing(false)} />}
    </Section>
  );
}

function EditIdentity({ view, onClose }: { view: SupportCaseView; onClose: () => void }) {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: {
      identity: view.identity ? fromIdentity(view.identity) : emptyIdentity,
    },
  });
  const save = useCaseCommand(
    view.caseId,
    (identity: ReturnType<typeof toIdentity>) => ({ path: '/identity', method: 'PUT', body: { identity } }),
    onClose,
  );
  return (
    <Dialog opened onClose={onClose} title={t('support.form.who')} size="48rem">
      <form onSubmit={form.onSubmit(({ identity }) => save.mutate(toIdentity(identity)))}>
        <IdentityFields form={form} />
        <ProblemAlert error={save.error} />
        <Button type="submit" mt="md" loading={save.isPending}>
          {t('app.save')}
        </Button>
      </form>
    </Dialog>
  );
}

function Screenings({ view }: { view: SupportCaseView }) {
  const { t, i18n } = useTranslation();
  return (
    <Section title={t('support.case.screenings')}>
      <ul className={page['list']}>
        {view.screenings.map((one) => (
          <li key={one.screeningId}>
            <div className={page['row']}>
              <span>{dayWords(i18n.language, one.at)}</span>
              <span>{t(`support.level.${one.level}`)}</span>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Erase({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const erase = useCaseCommand(
    caseId,
    () => ({ path: '/erase', body: {} }),
    () => void navigate('/support'),
  );
  return (
    <div className={classes['danger']}>
      <SubjectAccessButton path={`/victim-support/cases/${caseId}`} schema={SupportSubjectAccess} />
      <ConfirmButton
        label={t('support.case.erase')}
        title={t('support.case.erase')}
        text={t('support.case.eraseSure')}
        yes={t('support.case.eraseYes')}
        doing={erase}
        onYes={() => erase.mutate(undefined)}
        button={{ variant: 'subtle', color: 'rose' }}
      />
    </div>
  );
}
