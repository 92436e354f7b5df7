import type { CaseView } from '@abri/contracts/child-followup-api';
import { ReportChannel } from '@abri/contracts/child-case';
import { Button, Checkbox, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { useCaseCommand } from './api.js';
import classes from './children.module.css';
import { dayWords } from './words.js';

/** Informations préoccupantes to the CRIP: one step away, each with its trace. */
export function Reports({ view, editable }: { view: CaseView; editable: boolean }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const { caseId, reports } = view.case;
  const acknowledge = useCaseCommand(caseId, (reportId: string) => ({ path: `/reports/${reportId}/acknowledged` }));
  const date = (instant: string) => ({ date: dayWords(i18n.language, instant) });
  return (
    <Section title={t('children.report')}>
      <Text size="sm" mb="xs">
        {t('children.reportHelp')}
      </Text>
      <ul className={classes['list']}>
        {reports.map(({ reportId, madeAt, acknowledgedAt, urgent, channel }) => (
          <li key={reportId} className={classes['item']}>
            <span className={classes['line']}>
              {t('children.reportOn', date(madeAt))} · {t(`children.reportChannel.${channel}`)}
              {urgent && <span className={classes['late']}>{t('children.reportUrgent')}</span>}
            </span>
            <span className={classes['quiet']}>
              {acknowledgedAt ? t('children.reportReceived', date(acknowledgedAt)) : t('children.reportWaiting')}
            </span>
            <details>
              <summary>{t('children.reportText')}</summary>
              <p className={classes['text']}>
                {view.reportTexts.find((known) => known.reportId === reportId)?.text ?? '–'}
              </p>
            </details>
            {editable && !acknowledgedAt && (
              <div>
                <Button
                  size="xs"
                  variant="default"
                  loading={acknowledge.isPending}
                  onClick={() => acknowledge.mutate(reportId)}
                >
                  {t('children.reportAcknowledge')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <ProblemAlert error={acknowledge.error} />
      {editable && (
        <Button variant="outline" color="rose" size="xs" onClick={() => setOpen(true)}>
          {t('children.reportMake')}
        </Button>
      )}
      {open && <ReportDialog caseId={caseId} onClose={() => setOpen(false)} />}
    </Section>
  );
}

function ReportDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [urgent, setUrgent] = useState(false);
  const [channel, setChannel] = useState<string>('form');
  const make = useCaseCommand(caseId, (body: object) => ({ path: '/reports', body }), onClose);
  return (
    <Dialog opened onClose={onClose} title={t('children.reportMake')} size="36rem">
      <Stack gap="sm">
        <Text size="sm">{t('children.reportHelp')}</Text>
        <Textarea
          label={t('children.reportText')}
          value={text}
          onChange={({ currentTarget: { value } }) => setText(value)}
          autosize
          minRows={5}
          maxLength={10_000}
          data-autofocus
        />
        <NativeSelect
          label={t('children.reportChannelLabel')}
          value={channel}
          onChange={({ currentTarget: { value } }) => setChannel(value)}
          data={ReportChannel.options.map((value) => ({ value, label: t(`children.reportChannel.${value}`) }))}
        />
        <Checkbox
          label={t('children.reportUrgent')}
          checked={urgent}
          onChange={({ currentTarget: { checked } }) => setUrgent(checked)}
        />
        <ProblemAlert error={make.error} />
        <Button
          color="rose"
          loading={make.isPending}
          disabled={text.trim() === ''}
          onClick={() => make.mutate({ text, urgent, channel })}
        >
          {t('children.reportMake')}
        </Button>
      </Stack>
    </Dialog>
  );
}
