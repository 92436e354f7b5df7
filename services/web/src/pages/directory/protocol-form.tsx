import { PutProtocol } from '@abri/contracts/child-followup-api';
import { type Protocol, TaskKind, WorkerFunction } from '@abri/contracts/child-protocol';
import { Button, Group, NativeSelect, NumberInput, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { focusFirstError } from '../../ui/focus-error.js';
import { formErrors } from '../../ui/form-errors.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import page from '../pages.module.css';
import { usePutProtocol } from './api.js';
import { emptyStep, formOf, nextVersion, stepsOf } from './versions.js';

/** The form's field for a path of the contract: the words and the rounds of a step lie flat in the form. */
const fieldOf = (path: string) => path.replace(/\.(text|repeats)\./, '.');

/** Makes a new version of a protocol from an old one. */
export function ProtocolForm(o: { protocol: Protocol; taken: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation();
  const protocolId = nextVersion(o.protocol.protocolId, o.taken);
  const save = usePutProtocol(o.onDone);
  const bodyOf = (steps: Parameters<typeof stepsOf>[0]) => ({ steps: stepsOf(steps) });
  const form = useForm({
    initialValues: { steps: formOf(o.protocol) },
    validate: ({ steps }) =>
      Object.fromEntries(
        Object.entries(formErrors(PutProtocol, bodyOf(steps), () => t('directory.invalid'))).map(([path, text]) => [
          fieldOf(path),
          text,
        ]),
      ),
  });
  const { steps } = form.values;
  return (
    <form
      className={page['form']}
      noValidate
      aria-label={t('directory.newVersionOf', { name: o.protocol.protocolId })}
      onSubmit={form.onSubmit(
        (values) => save.mutate({ protocolId, protocol: PutProtocol.parse(bodyOf(values.steps)) }),
        (errors) => focusFirstError(errors, form.getInputNode),
      )}
    >
      {steps.map(({ stepId, kind }, index) => (
        <fieldset key={stepId} className={page['fieldset']}>
          <legend>{t('directory.step', { n: index + 1, kind: t(`children.kind.${kind}`) })}</legend>
          <div className={page['fields']}>
            <NativeSelect
              label={t('directory.kind')}
              data={TaskKind.options.map((value) => ({ value, label: t(`children.kind.${value}`) }))}
              {...form.getInputProps(`steps.${index}.kind`)}
            />
            <NativeSelect
              label={t('directory.who')}
              data={WorkerFunction.options.map((value) => ({ value, label: t(`children.who.${value}`) }))}
              {...form.getInputProps(`steps.${index}.who`)}
            />
            <NumberInput
              label={t('directory.dueDays')}
              min={0}
              max={730}
              allowDecimal={false}
              {...form.getInputProps(`steps.${index}.afterDays`)}
            />
            <NumberInput
              label={t('directory.everyDays')}
              min={1}
              max={365}
              allowDecimal={false}
              {...form.getInputProps(`steps.${index}.everyDays`)}
            />
            <NumberInput
              label={t('directory.rounds')}
              min={2}
              max={52}
              allowDecimal={false}
              {...form.getInputProps(`steps.${index}.rounds`)}
            />
            <Button
              size="xs"
              variant="default"
              disabled={steps.length === 1}
              aria-label={t('directory.removeStep', { n: index + 1 })}
              onClick={() => form.removeListItem('steps', index)}
            >
              {t('directory.remove')}
            </Button>
          </div>
          <div className={page['fields']}>
            {(['fr', 'en'] as const).map((language) => (
              <Textarea
                key={language}
                label={t(`directory.text.${language}`)}
                required
                maxLength={300}
                autosize
                minRows={2}
                {...form.getInputProps(`steps.${index}.${language}`)}
              />
            ))}
          </div>
        </fieldset>
      ))}
      <ProblemAlert error={save.error} />
      <Group gap="xs">
        <Button variant="default" onClick={() => form.insertListItem('steps', emptyStep(steps))}>
          {t('directory.addStep')}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {t('directory.saveAs', { name: protocolId })}
        </Button>
      </Group>
    </form>
  );
}
