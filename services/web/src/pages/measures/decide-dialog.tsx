import type { PenalFileView } from '@abri/contracts/hosting-api';
import { ConditionKind, Grounds, ladder, type MeasureKind, rungOf } from '@abri/contracts/penal-file';
import { Alert, Button, Checkbox, Group, NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useFileCommand } from './api.js';
import { bodyOf, type Draft } from './decide-form.js';
import page from '../pages.module.css';
import { dayIn } from './words.js';

/** A decision for a measure. */
export function DecideDialog(o: { view: PenalFileView; kind: MeasureKind; stepDown: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { view } = o;
  const [draft, setDraft] = useState<Draft>({
    kind: o.kind,
    from: dayIn(0),
    until: dayIn(90),
    conditions: [],
    grounds: o.stepDown ? 'complied' : 'prosecutorInstructs',
    stepDown: o.stepDown,
    perpetratorOn: '',
    victimOn: '',
    text: '',
  });
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const decide = useFileCommand(view.fileId, () => ({ path: '/decisions', body: bodyOf(draft, view.rung) }), o.onClose);
  const day = (
    name: 'from' | 'until' | 'perpetratorOn' | 'victimOn',
    label: string,
    range: { min?: string; max?: string } = {},
  ) => (
    <TextInput
      type="date"
      label={label}
      required
      {...range}
      value={draft[name]}
      onChange={({ currentTarget: { value } }) => set({ [name]: value })}
    />
  );
  const refused = draft.kind === 'mediation' ? view.mediation : null;
  const kebab = refused?.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return (
    <Dialog opened onClose={o.onClose} title={t('measures.decide.title')} size="44rem">
      <form
        className={page['form']}
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate(undefined);
        }}
      >
        <div className={page['fields']}>
          <NativeSelect
            label={t('measures.decide.kind')}
            data={ladder.map((value) => ({ value, label: t(`measures.kind.${value}`) }))}
            value={draft.kind}
            onChange={({ currentTarget: { value } }) => set({ kind: value as MeasureKind })}
          />
          <NativeSelect
            label={t('measures.decide.grounds')}
            data={Grounds.options.map((value) => ({ value, label: t(`measures.grounds.${value}`) }))}
            value={draft.grounds}
            onChange={({ currentTarget: { value } }) => set({ grounds: value as Grounds })}
          />
          {day('from', t('measures.decide.from'))}
          {day('until', t('measures.decide.until'), { min: draft.from })}
        </div>
        {rungOf(draft.kind) < rungOf(view.rung) && (
          <Checkbox
            label={t('measures.decide.stepDown')}
            description={t('measures.decide.alongside')}
            checked={draft.stepDown}
            onChange={({ currentTarget: { checked } }) => set({ stepDown: checked })}
          />
        )}
        {draft.kind === 'mediation' && (
          <>
            <Text size="sm">{t('measures.decide.mediation')}</Text>
            {kebab && (
              <Alert role="alert" color="rose" variant="outline">
                {String(t(`problem.${kebab}` as 'problem.internal'))}
              </Alert>
            )}
            <div className={page['fields']}>
              {day('perpetratorOn', t('measures.decide.perpetratorOn'), { max: dayIn(0) })}
              {day('victimOn', t('measures.decide.victimOn'), { max: dayIn(0) })}
            </div>
          </>
        )}
        <Checkbox.Group
          className={page['wide']}
          label={t('measures.decide.conditions')}
          value={draft.conditions}
          onChange={(conditions) => set({ conditions: conditions as ConditionKind[] })}
        >
          <div className={page['fields']}>
            {ConditionKind.options.map((value) => (
              <Checkbox key={value} value={value} label={t(`measures.condition.${value}`)} />
            ))}
          </div>
        </Checkbox.Group>
        <Textarea
          className={page['wide']}
          label={t('measures.decide.text')}
          value={draft.text}
          onChange={({ currentTarget: { value } }) => set({ text: value })}
          maxLength={2_000}
          autosize
          minRows={2}
        />
        <ProblemAlert error={decide.error} />
        <Group>
          <Button type="submit" loading={decide.isPending} disabled={refused !== null}>
            {t('measures.decide.confirm')}
          </Button>
          <Button variant="default" onClick={o.onClose}>
            {t('app.cancel')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
