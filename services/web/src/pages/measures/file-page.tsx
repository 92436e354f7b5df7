import type { PenalFileView } from '@abri/contracts/hosting-api';
import type { Grounds } from '@abri/contracts/penal-file';
import { Button, Group, Loader, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { DangerBadge } from '../../ui/danger-badge.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { ReasonMenu } from '../../ui/reason-menu.js';
import { useFile, useFileCommand } from './api.js';
import { BreachesSection } from './breaches-section.js';
import { DecisionsSection, NotesSection } from './history-sections.js';
import { IdentitySection, ReassessButton } from './identity-section.js';
import { lighterGrounds } from './lighter-grounds.js';
import { LadderSection } from './ladder-section.js';
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
    <div className={classes['page']}>
      <Link className={classes['name']} to="/measures">
        {t('measures.back')}
      </Link>
      {query.data ? (
        <File view={query.data} />
      ) : query.isError ? (
        <>
          <h1>{t('measures.title')}</h1>
          <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
        </>
      ) : (
        <Loader aria-label="…" />
      )}
    </div>
  );
}

function File({ view }: { view: PenalFileView }) {
  const { t, i18n } = useTranslation();
  const { identity, fileId } = view;
  const follow = useFileCommand(fileId, () => ({ path: '/follow', body: {} }));
  const close = useFileCommand(fileId, (grounds: Grounds) => ({ path: '/close', body: { grounds } }));
  return (
    <>
      <header className={classes['header']}>
        <div>
          <h1>{identity ? `${identity.givenName} ${identity.familyName}` : t('measures.erasedName')}</h1>
          <span className={classes['facts']}>
            <DangerBadge level={view.danger} />
            <span>{t('measures.file.assessedAt', { day: dayWords(i18n.language, view.assessedAt) })}</span>
            <span>{t(`measures.door.${view.door}`)}</span>
            <span>{t('measures.file.openedAt', { day: dayWords(i18n.language, view.openedAt) })}</span>
          </span>
          {!view.open && <Text fw={600}>{t('measures.file.closed')}</Text>}
        </div>
        {view.open && (
          <Group gap="xs">
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
      <ProblemAlert error={follow.error ?? close.error} />
      <div className={classes['columns']}>
        <div className={classes['column']}>
          {view.open && <ProposalsSection view={view} />}
          <MeasuresSection view={view} />
          <BreachesSection view={view} />
          <ZonesSection view={view} />
        </div>
        <div className={classes['column']}>
          <LadderSection view={view} />
          <StaySection view={view} />
          <IdentitySection view={view} />
          <DecisionsSection view={view} />
          <NotesSection view={view} />
          {!view.open && identity && <Erase fileId={fileId} />}
        </div>
      </div>
    </>
  );
}

function Erase({ fileId }: { fileId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const erase = useFileCommand(
    fileId,
    () => ({ path: '/erase', body: {} }),
    () => void navigate('/measures'),
  );
  return (
    <div className={classes['danger']}>
      <Button size="xs" variant="subtle" color="rose" onClick={() => setAsking(true)}>
        {t('measures.file.erase')}
      </Button>
      <Dialog opened={asking} onClose={() => setAsking(false)} title={t('measures.file.erase')}>
        <Text>{t('measures.file.eraseSure')}</Text>
        <ProblemAlert error={erase.error} />
        <Group mt="md">
          <Button color="rose" loading={erase.isPending} onClick={() => erase.mutate(undefined)}>
            {t('measures.file.eraseYes')}
          </Button>
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('app.cancel')}
          </Button>
        </Group>
      </Dialog>
    </div>
  );
}
