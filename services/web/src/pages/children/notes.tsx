import type { CaseView } from '@abri/contracts/child-followup-api';
import { Button, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { dayTimeWords } from '../../ui/words.js';
import { useCaseCommand } from './api.js';
import classes from './children.module.css';

/** Notes, the newest first. */
export function Notes(o: { view: CaseView; workerName: (workerId: string) => string; editable: boolean }) {
  const { t, i18n } = useTranslation();
  const [text, setText] = useState('');
  const add = useCaseCommand(
    o.view.case.caseId,
    (body: { text: string }) => ({ path: '/notes', body }),
    () => setText(''),
  );
  return (
    <Section title={t('children.notes')} aside={o.view.notes.length || undefined}>
      {o.editable && (
        <form
          className={classes['item']}
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim()) add.mutate({ text });
          }}
        >
          <Textarea
            label={t('children.note')}
            value={text}
            onChange={({ currentTarget: { value } }) => setText(value)}
            autosize
            minRows={2}
            maxLength={10_000}
          />
          <ProblemAlert error={add.error} />
          <div>
            <Button type="submit" size="xs" loading={add.isPending} disabled={text.trim() === ''}>
              {t('children.addNote')}
            </Button>
          </div>
        </form>
      )}
      {o.view.notes.length === 0 && <Text c="dimmed">{t('children.notesNone')}</Text>}
      <ul className={classes['list']}>
        {[...o.view.notes].reverse().map((note) => (
          <li key={note.noteId} className={classes['item']}>
            <span className={classes['quiet']}>
              {dayTimeWords(i18n.language, note.at)} · {o.workerName(note.by)}
            </span>
            <p className={classes['text']}>{note.text}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
