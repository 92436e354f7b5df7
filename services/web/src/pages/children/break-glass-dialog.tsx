import { BreakGlassReason } from '@abri/contracts/child-case';
import { OpenBreakGlass } from '@abri/contracts/child-followup-api';
import { Button, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useBreakGlass } from './api.js';

/** Opens the case of a child that another team follows, by its exact code and with the reason. */
export function BreakGlassDialog({ onClose, onOpened }: { onClose: () => void; onOpened: (caseId: string) => void }) {
  const { t } = useTranslation();
  const open = useBreakGlass(onOpened);
  const [reference, setReference] = useState('');
  const [birthDate, setBirthDate] = useState('');
  const [reason, setReason] = useState<string>('childAlone');
  const [text, setText] = useState('');
  const body = OpenBreakGlass.safeParse({ reference, reason, text, ...(birthDate ? { birthDate } : {}) });
  return (
    <Dialog opened onClose={onClose} title={t('children.breakGlass.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (body.success) open.mutate(body.data);
        }}
      >
        <Stack gap="sm">
          <Text>{t('children.breakGlass.help')}</Text>
          <TextInput
            label={t('children.breakGlass.reference')}
            description={t('children.breakGlass.referenceHelp')}
            value={reference}
            onChange={({ currentTarget: { value } }) => setReference(value)}
            autoComplete="off"
            maxLength={8}
            required
            data-autofocus
          />
          <TextInput
            type="date"
            label={t('children.breakGlass.birthDate')}
            value={birthDate}
            onChange={({ currentTarget: { value } }) => setBirthDate(value)}
          />
          <NativeSelect
            label={t('children.breakGlass.reasonLabel')}
            value={reason}
            onChange={({ currentTarget: { value } }) => setReason(value)}
            data={BreakGlassReason.options.map((value) => ({
              value,
              label: t(`children.breakGlass.reason.${value}`),
            }))}
          />
          <Textarea
            label={t('children.breakGlass.text')}
            description={t('children.breakGlass.textHelp')}
            value={text}
            onChange={({ currentTarget: { value } }) => setText(value)}
            autosize
            minRows={2}
            maxLength={2_000}
            required
          />
          <ProblemAlert error={open.error} />
          <div>
            <Button type="submit" color="rose" loading={open.isPending} disabled={!body.success}>
              {t('children.breakGlass.open')}
            </Button>
          </div>
        </Stack>
      </form>
    </Dialog>
  );
}
