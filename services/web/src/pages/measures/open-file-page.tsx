import { FileDoor } from '@abri/contracts/penal-file';
import { Button, Group, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ApiProblem, problemName } from '../../api/problem.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { useOpenFile } from './api.js';
import { AssessmentFields, noAnswers } from './assessment-fields.js';
import { IdentityFields } from './identity-fields.js';
import { fromIdentity, toIdentity } from './identity-form.js';
import page from '../pages.module.css';

/** Opens a file: who, passed on by whom, and how dangerous. */
export function OpenFilePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [identity, setIdentity] = useState(fromIdentity(null));
  const [door, setDoor] = useState<(typeof FileDoor.options)[number]>('prosecutor');
  const [assessment, setAssessment] = useState(noAnswers);
  const open = useOpenFile(({ fileId }) => void navigate(`/measures/files/${fileId}`));
  const send = (confirmNew: boolean) => open.mutate({ identity: toIdentity(identity), door, assessment, confirmNew });
  const mayExist = open.error instanceof ApiProblem && problemName(open.error.problem) === 'file-may-exist';
  return (
    <div className={page['page']}>
      <Link className={page['name']} to="/measures">
        {t('measures.back')}
      </Link>
      <h1>{t('measures.newFile')}</h1>
      <form
        className={page['column']}
        onSubmit={(event) => {
          event.preventDefault();
          send(false);
        }}
      >
        <Section title={t('measures.form.who')}>
          <IdentityFields value={identity} onChange={setIdentity} />
          <NativeSelect
            label={t('measures.form.door')}
            data={FileDoor.options.map((value) => ({ value, label: t(`measures.door.${value}`) }))}
            value={door}
            onChange={({ currentTarget: { value } }) => setDoor(FileDoor.parse(value))}
            maw="20rem"
            mt="sm"
          />
        </Section>
        <Section title={t('measures.form.danger')}>
          <AssessmentFields value={assessment} onChange={setAssessment} />
        </Section>
        <ProblemAlert error={open.error} />
        <Group>
          <Button type="submit" loading={open.isPending}>
            {t('measures.form.open')}
          </Button>
          {mayExist && (
            <Button variant="default" loading={open.isPending} onClick={() => send(true)}>
              {t('measures.form.another')}
            </Button>
          )}
        </Group>
      </form>
    </div>
  );
}
