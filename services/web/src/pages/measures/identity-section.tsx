import type { PenalFileView } from '@abri/contracts/hosting-api';
import type { DangerAssessment } from '@abri/contracts/household';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { useFileCommand } from './api.js';
import { AssessmentFields, noAnswers } from './assessment-fields.js';
import { IdentityFields } from './identity-fields.js';
import { fromIdentity, type IdentityForm, toIdentity } from './identity-form.js';
import page from '../pages.module.css';
import { dayWords } from './words.js';

/** Who the person is, and the way to correct it. */
export function IdentitySection({ view }: { view: PenalFileView }) {
  const { t, i18n } = useTranslation();
  const [editing, setEditing] = useState(false);
  const { identity } = view;
  if (!identity) return null;
  const lines = [
    [t('measures.form.birthDate'), identity.birthDate && dayWords(i18n.language, identity.birthDate)],
    [t('measures.form.phone'), identity.phone],
    [t('measures.form.reference'), identity.prosecutorReference],
  ].filter(([, value]) => value);
  return (
    <Section
      title={t('measures.file.contact')}
      aside={
        <Button size="xs" variant="default" onClick={() => setEditing(true)}>
          {t('measures.file.edit')}
        </Button>
      }
    >
      {lines.map(([label, value]) => (
        <p key={label} className={page['note']}>
          {t('request.labelled', { label })} {value}
        </p>
      ))}
      {editing && <EditIdentity view={view} onClose={() => setEditing(false)} />}
    </Section>
  );
}

function EditIdentity({ view, onClose }: { view: PenalFileView; onClose: () => void }) {
  const { t } = useTranslation();
  const [identity, setIdentity] = useState(fromIdentity(view.identity));
  const save = useFileCommand(
    view.fileId,
    (form: IdentityForm) => ({ path: '/identity', method: 'PUT', body: { identity: toIdentity(form) } }),
    onClose,
  );
  return (
    <Dialog opened onClose={onClose} title={t('measures.form.who')} size="44rem">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(identity);
        }}
      >
        <IdentityFields value={identity} onChange={setIdentity} />
        <ProblemAlert error={save.error} />
        <Button type="submit" mt="md" loading={save.isPending}>
          {t('app.save')}
        </Button>
      </form>
    </Dialog>
  );
}

/** Assesses the danger anew. */
export function ReassessButton({ fileId }: { fileId: string }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [assessment, setAssessment] = useState(noAnswers);
  // A file must not sink to the lowest level because nobody answered.
  const nothing = Object.keys(assessment.answers).length === 0 && assessment.judgement === undefined;
  const send = useFileCommand(
    fileId,
    (given: DangerAssessment) => ({ path: '/assessments', body: { assessment: given } }),
    () => setAsking(false),
  );
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('measures.form.reassess')}
      </Button>
      <Dialog opened={asking} onClose={() => setAsking(false)} title={t('measures.form.reassess')} size="48rem">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            send.mutate(assessment);
          }}
        >
          <AssessmentFields value={assessment} onChange={setAssessment} />
          <ProblemAlert error={send.error} />
          <Button type="submit" mt="md" loading={send.isPending} disabled={nothing}>
            {t('app.save')}
          </Button>
        </form>
      </Dialog>
    </>
  );
}
