import { PutTeam, type Team } from '@abri/contracts/child-followup-api';
import { Id } from '@abri/contracts/vocabulary';
import { Button, Checkbox, Group, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Dialog } from '../../ui/dialog.js';
import { focusFirstError } from '../../ui/focus-error.js';
import { formErrors } from '../../ui/form-errors.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import page from '../pages.module.css';
import { usePutTeam } from './api.js';

/** Enters a team or changes it. A worker is known by the account's id at the issuer, and is in no event by name. */
export function TeamDialog(o: { team: Team | null; taken: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const save = usePutTeam(o.onClose);
  const free = (teamId: string) => o.team !== null || !o.taken.includes(teamId);
  const whole = z.object({ teamId: Id.refine(free), team: PutTeam });
  const form = useForm({
    initialValues: {
      teamId: o.team?.teamId ?? '',
      team: { name: o.team?.name ?? '', workers: o.team?.workers ?? [{ workerId: '', name: '', lead: true }] },
    },
    validate: (values) =>
      formErrors(whole, values, ({ path }) =>
        t(
          path === 'team.workers' ? 'directory.needsLead' : path === 'teamId' ? 'directory.badId' : 'directory.invalid',
        ),
      ),
  });
  return (
    <Dialog
      opened
      onClose={o.onClose}
      size="48rem"
      title={o.team ? t('directory.changeOf', { name: o.team.name }) : t('directory.newTeam')}
    >
      <form
        className={page['form']}
        noValidate
        onSubmit={form.onSubmit(
          (values) => save.mutate(values),
          (errors) => focusFirstError(errors, form.getInputNode),
        )}
      >
        <div className={page['fields']}>
          <TextInput label={t('directory.name')} required maxLength={120} {...form.getInputProps('team.name')} />
          {!o.team && (
            <TextInput
              label={t('directory.teamId')}
              description={t('directory.teamIdHelp')}
              required
              maxLength={64}
              {...form.getInputProps('teamId')}
            />
          )}
        </div>
        {form.values.team.workers.map((worker, index) => (
          <fieldset key={index} className={page['fieldset']}>
            <legend>{worker.name || t('directory.person', { n: index + 1 })}</legend>
            <div className={page['fields']}>
              <TextInput
                label={t('directory.personName')}
                required
                maxLength={80}
                {...form.getInputProps(`team.workers.${index}.name`)}
              />
              <TextInput
                label={t('directory.account')}
                required
                maxLength={64}
                {...form.getInputProps(`team.workers.${index}.workerId`)}
              />
              <Checkbox
                label={t('directory.lead')}
                {...form.getInputProps(`team.workers.${index}.lead`, { type: 'checkbox' })}
              />
              <Button
                size="xs"
                variant="default"
                aria-label={t('directory.removeOf', { name: worker.name || index + 1 })}
                disabled={form.values.team.workers.length === 1}
                onClick={() => form.removeListItem('team.workers', index)}
              >
                {t('directory.remove')}
              </Button>
            </div>
          </fieldset>
        ))}
        {form.errors['team.workers'] && (
          <Text role="alert" className={page['late'] ?? ''} size="sm">
            {form.errors['team.workers']}
          </Text>
        )}
        <ProblemAlert error={save.error} />
        <Group gap="xs">
          <Button
            variant="default"
            onClick={() => form.insertListItem('team.workers', { workerId: '', name: '', lead: false })}
          >
            {t('directory.addPerson')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('app.save')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
