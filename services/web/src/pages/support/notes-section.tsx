import type { SupportCaseView } from '@abri/contracts/support-api';
import { Button, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { dayTimeWords } from '../../ui/words.js';
import { useCaseCommand, usePartners } from './api.js';
import page from '../pages.module.css';

/** What the partners tell one another, the latest first. */
export function NotesSection({ view }: { view: SupportCaseView }) {
  const { t, i18n } = useTranslation();
  const { nameOf } = usePartners();
  const [text, setText] = useState('');
  const add = useCaseCommand(
    view.caseId,
    (body: { text: string }) => ({ path: '/notes', body }),
    () => setText(''),
  );
  return (
    <Section title={t('support.case.notes')}>
      {view.open && !view.erased && (
        <form
          className={page['form']}
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== '') add.mutate({ text });
          }}
        >
          <Textarea
            className={page['wide']}
            label={t('support.case.noteText')}
            autosize
            minRows={2}
            maxLength={4_000}
            value={text}
            onChange={({ currentTarget: { value } }) => setText(value)}
          />
          <ProblemAlert error={add.error} />
          <Button size="xs" type="submit" loading={add.isPending} disabled={text.trim() === ''}>
            {t('support.case.addNote')}
          </Button>
        </form>
      )}
      {view.notes.length === 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('support.case.notesNone')}
        </Text>
      )}
      <ul className={page['list']}>
        {[...view.notes].reverse().map((note) => (
          <li key={note.noteId}>
            <div className={page['row']}>
              <div className={page['what']}>
                <span className={page['facts']}>
                  <span>{dayTimeWords(i18n.language, note.at)}</span>
                  <span>{nameOf(note.partnerId)}</span>
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
