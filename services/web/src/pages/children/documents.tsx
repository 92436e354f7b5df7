import type { CaseView } from '@abri/contracts/child-followup-api';
import { AddDocument, mostDocumentBytes } from '@abri/contracts/child-followup-api';
import { DocumentKind } from '@abri/contracts/child-case';
import { Button, FileInput, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { downloadDocument, useCaseCommand } from './api.js';
import classes from './children.module.css';
import { dayWords } from './words.js';

/** Documents, kept sealed. */
export function Documents({ view, editable }: { view: CaseView; editable: boolean }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const save = useMutation({
    mutationFn: (documentId: string) => downloadDocument(view.case.caseId, documentId),
  });
  return (
    <Section
      title={t('children.documents')}
      aside={
        editable && (
          <Button size="xs" variant="default" onClick={() => setOpen(true)}>
            {t('children.addDocument')}
          </Button>
        )
      }
    >
      <ProblemAlert error={save.error} />
      {view.documents.length === 0 && <Text c="dimmed">{t('children.documentsNone')}</Text>}
      <ul className={classes['list']}>
        {view.documents.map(({ documentId, title, kind, at }) => (
          <li key={documentId} className={classes['item']}>
            <span className={classes['line']}>
              <strong>{title}</strong>
              <span className={classes['quiet']}>
                {t(`children.documentKind.${kind}`)} · {dayWords(i18n.language, at)}
              </span>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`${t('children.download')}: ${title}`}
                onClick={() => save.mutate(documentId)}
              >
                {t('children.download')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {open && <AddDialog caseId={view.case.caseId} onClose={() => setOpen(false)} />}
    </Section>
  );
}

const base64Of = (file: File) =>
  new Promise<string>((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^.*?,/s, ''));
    reader.onerror = () => failed(reader.error ?? new Error('the file cannot be read'));
    reader.readAsDataURL(file);
  });

function AddDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<string>('other');
  const add = useCaseCommand(caseId, (body: object) => ({ path: '/documents', body }), onClose);
  const wrongKind = file !== null && !AddDocument.shape.mediaType.safeParse(file.type).success;
  const tooLarge = (file?.size ?? 0) > mostDocumentBytes;
  const submit = async () => {
    if (!file) return;
    const body = AddDocument.safeParse({ kind, title, mediaType: file.type, content: await base64Of(file) });
    if (body.success) add.mutate(body.data);
  };
  return (
    <Dialog opened onClose={onClose} title={t('children.addDocument')}>
      <Stack gap="sm">
        <FileInput
          label={t('children.documentFile')}
          accept="application/pdf,image/jpeg,image/png,text/plain"
          value={file}
          onChange={(chosen) => {
            setFile(chosen);
            if (title === '') setTitle(chosen?.name ?? '');
          }}
          error={tooLarge ? t('children.documentTooLarge') : wrongKind ? t('children.documentWrongKind') : undefined}
          placeholder={t('children.documentChoose')}
        />
        <TextInput
          label={t('children.documentTitle')}
          value={title}
          onChange={({ currentTarget: { value } }) => setTitle(value)}
          maxLength={120}
        />
        <NativeSelect
          label={t('children.kindLabel')}
          value={kind}
          onChange={({ currentTarget: { value } }) => setKind(value)}
          data={DocumentKind.options.map((value) => ({ value, label: t(`children.documentKind.${value}`) }))}
        />
        <ProblemAlert error={add.error} />
        <Button
          loading={add.isPending}
          disabled={!file || file.size === 0 || tooLarge || wrongKind || title.trim() === ''}
          onClick={() => void submit()}
        >
          {t('children.addDocument')}
        </Button>
      </Stack>
    </Dialog>
  );
}
