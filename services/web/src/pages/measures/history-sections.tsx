import type { PenalFileView } from '@abri/contracts/hosting-api';
import { Button, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { dayTimeWords } from '../../ui/words.js';
import { useFileCommand } from './api.js';
import page from '../pages.module.css';

/** Every decision, the latest first. */
export function DecisionsSection({ view }: { view: PenalFileView }) {
  const { t, i18n } = useTranslation();
  const followed = new Set(view.proposals.filter((one) => one.state === 'followed').map((one) => one.proposalId));
  return (
    <Section title={t('measures.file.decisions')}>
      {view.decisions.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('measures.file.noDecisions')}
        </Text>
      )}
      <ul className={page['list']} aria-label={t('measures.file.decisions')}>
        {view.decisions.toReversed().map((one) => (
          <li key={one.decisionId}>
            <div className={page['row']}>
              <div className={page['what']}>
                <strong>
                  {t(`measures.direction.${one.direction}`)}
                  {one.kind && ` – ${t(`measures.kind.${one.kind}`)}`}
                </strong>
                <span className={page['facts']}>
                  <span>{dayTimeWords(i18n.language, one.at)}</span>
                  <span>{t(one.mine ? 'measures.file.byYou' : 'measures.file.byColleague')}</span>
                  <span>{t(`measures.grounds.${one.grounds}`)}</span>
                  {one.proposalId && followed.has(one.proposalId) && <span>{t('measures.file.followedProposal')}</span>}
                </span>
                {one.text !== '' && <p className={page['note']}>{one.text}</p>}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Notes, the latest first, and a field for a new one. */
export function NotesSection({ view }: { view: PenalFileView }) {
  const { t, i18n } = useTranslation();
  const [text, setText] = useState('');
  const add = useFileCommand(
    view.fileId,
    (note: string) => ({ path: '/notes', body: { text: note } }),
    () => setText(''),
  );
  return (
    <Section title={t('measures.file.notes')}>
      {view.open && (
        <form
          className={page['form']}
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== '') add.mutate(text);
          }}
        >
          <Textarea
            className={page['wide']}
            label={t('measures.file.note')}
            value={text}
            onChange={({ currentTarget: { value } }) => setText(value)}
            maxLength={4_000}
            autosize
            minRows={2}
          />
          <ProblemAlert error={add.error} />
          <Button size="xs" type="submit" variant="default" loading={add.isPending} disabled={text.trim() === ''}>
            {t('app.save')}
          </Button>
        </form>
      )}
      <ul className={page['list']} aria-label={t('measures.file.notes')}>
        {view.notes.toReversed().map((note) => (
          <li key={note.noteId}>
            <div className={page['row']}>
              <div className={page['what']}>
                <span className={page['facts']}>
                  <span>{dayTimeWords(i18n.language, note.at)}</span>
                  <span>{t(note.mine ? 'measures.file.byYou' : 'measures.file.byColleague')}</span>
                </span>
                <p className={page['note']}>{note.text}</p>
              </div>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
