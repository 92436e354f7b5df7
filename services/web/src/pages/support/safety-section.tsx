import type { SupportCaseView } from '@abri/contracts/support-api';
import type { SafetyPlan } from '@abri/contracts/support-case';
import { Button, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Dialog } from '../../ui/dialog.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { useCaseCommand } from './api.js';
import { dayWords } from './dates.js';
import page from '../pages.module.css';

/** The lists of a safety plan, in the order of its sheet. */
export const safetyLists = [
  'warningSigns',
  'safePlaces',
  'peopleToCall',
  'bag',
  'children',
  'afterwards',
] as const satisfies readonly (keyof SafetyPlan)[];

/** The safety plan: whether there is one, writing it, printing it. */
export function SafetySection({ view }: { view: SupportCaseView }) {
  const { t, i18n } = useTranslation();
  const [editing, setEditing] = useState(false);
  const may = view.open && !view.erased;
  const day = view.safetyPlan && dayWords(i18n.language, view.safetyPlan.at);
  return (
    <Section title={t('support.case.safety')} aside={day && t('support.case.safetyAt', { day })}>
      {!view.safetyPlan && (
        <Text size="sm" c="dimmed" mb="xs">
          {t('support.case.safetyNone')}
        </Text>
      )}
      <div className={page['actions']}>
        {may && (
          <Button size="xs" variant="default" onClick={() => setEditing(true)}>
            {t(view.safetyPlan ? 'support.case.safetyEdit' : 'support.case.safetyWrite')}
          </Button>
        )}
        {view.safetyPlan && (
          <Button
            size="xs"
            variant="default"
            component={Link}
            to={`/support/cases/${view.caseId}/safety-plan`}
            leftSection={<IconPrinter size={14} aria-hidden />}
          >
            {t('support.case.safetyPrint')}
          </Button>
        )}
      </div>
      {editing && <Edit view={view} onClose={() => setEditing(false)} />}
    </Section>
  );
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, 12)
    .map((line) => line.slice(0, 200));

function Edit({ view, onClose }: { view: SupportCaseView; onClose: () => void }) {
  const { t } = useTranslation();
  const plan = view.safetyPlan?.plan;
  const form = useForm({
    initialValues: {
      codeWord: plan?.codeWord ?? '',
      warningSigns: plan?.warningSigns.join('\n') ?? '',
      safePlaces: plan?.safePlaces.join('\n') ?? '',
      peopleToCall: plan?.peopleToCall.join('\n') ?? '',
      bag: plan?.bag.join('\n') ?? '',
      children: plan?.children.join('\n') ?? '',
      afterwards: plan?.afterwards.join('\n') ?? '',
    },
  });
  const save = useCaseCommand(view.caseId, (body: { plan: SafetyPlan }) => ({ path: '/safety-plan', body }), onClose);
  const send = ({ codeWord, ...texts }: typeof form.values) => {
    const lists = Object.fromEntries(safetyLists.map((name) => [name, linesOf(texts[name])]));
    save.mutate({ plan: { ...(lists as Omit<SafetyPlan, 'codeWord'>), codeWord } });
  };
  return (
    <Dialog opened onClose={onClose} title={t('support.case.safety')} size="48rem">
      <Text size="sm" c="dimmed" mb="xs">
        {t('support.safety.onePerLine')}
      </Text>
      <form className={page['form']} onSubmit={form.onSubmit(send)}>
        {safetyLists.map((name) => (
          <Textarea
            key={name}
            className={page['wide']}
            label={t(`support.safety.${name}`)}
            autosize
            minRows={2}
            {...form.getInputProps(name)}
          />
        ))}
        <TextInput label={t('support.safety.codeWord')} maxLength={60} {...form.getInputProps('codeWord')} />
        <ProblemAlert error={save.error} />
        <Button type="submit" loading={save.isPending}>
          {t('app.save')}
        </Button>
      </form>
    </Dialog>
  );
}
