import { BreachKind, Compliance, Grounds, type Measure } from '@abri/contracts/penal-file';
import { Button, Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useFileCommand } from './api.js';
import { lighterGrounds } from './lighter-grounds.js';
import page from '../pages.module.css';
import { dayIn } from './words.js';

export type MeasureAct = 'compliance' | 'breach' | 'prolong' | 'end';

/** One step on a measure: a report, a breach, more time, or its end. */
export function MeasureDialog(o: { fileId: string; act: MeasureAct; measure: Measure; onClose: () => void }) {
  const { t } = useTranslation();
  const { act, measure } = o;
  const [on, setOn] = useState(dayIn(0));
  const [until, setUntil] = useState(dayIn(90, new Date(`${measure.until}T12:00:00`)));
  const [level, setLevel] = useState<string>('kept');
  const [breach, setBreach] = useState<string>('missedAppointment');
  const [why, setWhy] = useState('completed');
  const [grounds, setGrounds] = useState<Grounds>(act === 'prolong' ? 'termReached' : 'complied');
  const [text, setText] = useState('');
  const requests = {
    compliance: { path: 'compliance', body: { on, level } },
    breach: { path: 'breaches', body: { kind: breach, on, text } },
    prolong: { path: 'prolong', body: { until, grounds, text } },
    end: { path: 'end', body: { why, grounds, text } },
  };
  const send = useFileCommand(
    o.fileId,
    () => ({ path: `/measures/${measure.measureId}/${requests[act].path}`, body: requests[act].body }),
    o.onClose,
  );
  const kind = t(`measures.kind.${measure.kind}`);
  const titles = {
    compliance: t('measures.file.reportOf', { kind }),
    breach: t('measures.file.breachOf', { kind }),
    prolong: t('measures.file.prolongOf', { kind }),
    end: t('measures.file.endOf', { kind }),
  };
  const select = (
    label: string,
    value: string,
    onChange: (value: string) => void,
    data: { value: string; label: string }[],
  ) => (
    <NativeSelect
      label={label}
      data={data}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
  const date = (
    label: string,
    value: string,
    onChange: (value: string) => void,
    range: { min?: string; max?: string },
  ) => (
    <TextInput
      type="date"
      label={label}
      required
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      {...range}
    />
  );
  return (
    <Dialog opened onClose={o.onClose} title={titles[act]}>
      <form
        className={page['form']}
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate(undefined);
        }}
      >
        <div className={page['fields']}>
          {act === 'compliance' &&
            select(
              t('measures.decide.what'),
              level,
              setLevel,
              Compliance.options.map((value) => ({ value, label: t(`measures.compliance.${value}`) })),
            )}
          {act === 'breach' &&
            select(
              t('measures.decide.what'),
              breach,
              setBreach,
              BreachKind.options.map((value) => ({ value, label: t(`measures.breachKind.${value}`) })),
            )}
          {(act === 'compliance' || act === 'breach') &&
            date(t('measures.decide.on'), on, setOn, { min: measure.from, max: dayIn(0) })}
          {act === 'prolong' && date(t('measures.decide.until'), until, setUntil, { min: measure.until })}
          {act === 'end' &&
            select(
              t('measures.decide.how'),
              why,
              setWhy,
              (['completed', 'revoked'] as const).map((value) => ({ value, label: t(`measures.ended.${value}`) })),
            )}
          {(act === 'prolong' || act === 'end') &&
            select(
              t('measures.decide.grounds'),
              grounds,
              (value) => setGrounds(value as Grounds),
              (act === 'end' ? lighterGrounds : Grounds.options).map((value) => ({
                value,
                label: t(`measures.grounds.${value}`),
              })),
            )}
        </div>
        {act !== 'compliance' && (
          <Textarea
            className={page['wide']}
            label={t('measures.decide.details')}
            value={text}
            onChange={({ currentTarget: { value } }) => setText(value)}
            maxLength={2_000}
            autosize
            minRows={2}
          />
        )}
        <ProblemAlert error={send.error} />
        <Group>
          <Button type="submit" loading={send.isPending}>
            {t('app.save')}
          </Button>
          <Button variant="default" onClick={o.onClose}>
            {t('app.cancel')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
