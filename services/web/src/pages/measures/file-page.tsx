import type { PenalFileView } from '@abri/contracts/hosting-api';
import type { Grounds } from '@abri/contracts/penal-file';
import { PenalSubjectAccess } from '@abri/contracts/subject-access';
import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { DangerBadge } from '../../ui/danger-badge.js';
import { Found } from '../../ui/found.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { ReasonMenu } from '../../ui/reason-menu.js';
import { SubjectAccessButton } from '../../ui/subject-access-button.js';
import { useFile, useFileCommand } from './api.js';
import { AgencySelect } from './agency-select.js';
import { BreachesSection } from './breaches-section.js';
import { DecisionsSection, NotesSection } from './history-sections.js';
import { IdentitySection, ReassessButton } from './identity-section.js';
import { lighterGrounds } from './lighter-grounds.js';
import { LadderSection } from './ladder-section.js';
import page from '../pages.module.css';
import classes from './measures.module.css';
import { MeasuresSection } from './measures-section.js';
import { ProposalsSection } from './proposals-section.js';
import { StaySection } from './stay-section.js';
import { dayWords } from './words.js';
import { ZonesSection } from './zones-section.js';

/** One file: the ladder, what is to decide, measures and breaches, zones and hosting. */
export function FilePage() {
  const { t } = useTranslation();
  const { fileId = '' } = useParams();
  const query = useFile(fileId);
  return (
    <div className={page['page']}>
      <Link className={page['name']} to="/measures">
        {t('measures.back')}
      </Link>
      <Found query={query} title={t('measures.title')}>
        {(view) => <File view={view} />}
      </Found>
    </div>
  );
}

function File({ view }: { view: PenalFileView }) {
  const { t, i18n } = useTranslation();
  const { identity, fileId } = view;
  const follow = useFileCommand(fileId, () => ({ path: '/follow', body: {} }));
  const reopen = useFileCommand(fileId, () => ({ path: '/reopen', body: {} }));
  const close = useFileCommand(fileId, (grounds: Grounds) => ({ path: '/close', body: { grounds } }));
  return (
    <>
      <header className={page['header']}>
        <div>
          <h1>{identity ? `${identity.givenName} ${identity.familyName}` : t('measures.erasedName')}</h1>
          <span className={page['facts']}>
            <DangerBadge level={view.danger} />
            <span>{t('measures.file.assessedAt', { day: dayWords(i18n.language, view.assessedAt) })}</span>
            <span>{t(`measures.door.${view.door}`)}</span>
            <span>{t('measures.file.openedAt', { day: dayWords(i18n.language, view.openedAt) })}</span>
          </span>
          {!view.open && <Text fw={600}>{t('measures.file.closed')}</Text>}
        </div>
        {!view.open && identity && (
          <Button variant="default" loading={reopen.isPending} onClick={() => reopen.mutate(undefined)}>
            {t('measures.file.reopen')}
          </Button>
        )}
        {view.open && (
          <Group gap="xs" align="end">
            <AgencySelect view={view} />
            {view.mine ? (
              <Text size="sm">{t('measures.file.followed')}</Text>
            ) : (
              <Button variant="default" loading={follow.isPending} onClick={() => follow.mutate(undefined)}>
                {t('measures.file.follow')}
              </Button>
            )}
            <ReassessButton fileId={fileId} />
            <ReasonMenu
              label={t('measures.file.close')}
              title={t('measures.file.closeWhy')}
              reasons={lighterGrounds.map((value) => ({ value, label: t(`measures.grounds.${value}`) }))}
              onPick={(grounds) => close.mutate(grounds)}
              busy={close.isPending}
            />
          </Group>
        )}
      </header>
      <ProblemAlert error={follow.error ?? close.error ?? reopen.error} />
      <div className={page['columns']}>
        <div className={page['column']}>
          {view.open && <ProposalsSection view={view} />}
          <MeasuresSection view={view} />
          <BreachesSection view={view} />
          <ZonesSection view={view} />
        </div>
        <div className={page['column']}>
          <LadderSection view={view} />
          <StaySection view={view} />
          <IdentitySection view={view} />
          <DecisionsSection view={view} />
          <NotesSection view={view} />
          {identity && (
            <div className={classes['danger']}>
              <SubjectAccessButton path={`/perpetrator-hosting/files/${fileId}`} schema={PenalSubjectAccess} />
              {!view.open && <Erase fileId={fileId} />}
            </div>
          )}
        </div>
      </div>
    </>
  );
}

function Erase({ fileId }: { fileId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const erase = useFileCommand(
    fileId,
    () => ({ path: '/erase', body: {} }),
    () => void navigate('/measures'),
  );
  return (
    <ConfirmButton
      label={t('measures.file.erase')}
      title={t('measures.file.erase')}
      text={t('measures.file.eraseSure')}
      yes={t('measures.file.eraseYes')}
      doing={erase}
      onYes={() => erase.mutate(undefined)}
      button={{ variant: 'subtle', color: 'rose' }}
    />
  );
}
