import type { Agency } from '@abri/contracts/hosting-api';
import { Agency as AgencyBody } from '@abri/contracts/hosting-api';
import { AgencyKind } from '@abri/contracts/penal-file';
import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusFirstError } from '../../ui/focus-error.js';
import { formErrors } from '../../ui/form-errors.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { useAgencies, usePutAgency } from '../measures/api.js';
import page from '../pages.module.css';

/** The agencies of justice that files of violent spouses are given to. */
export function AgenciesSection() {
  const { t } = useTranslation();
  const { query, agencies } = useAgencies();
  const [edited, setEdited] = useState<Agency | 'new' | null>(null);
  return (
    <Section
      title={t('directory.agencies')}
      aside={
        <Button
          size="xs"
          variant="default"
          aria-expanded={edited === 'new'}
          onClick={() => setEdited(edited === 'new' ? null : 'new')}
        >
          {t('directory.newAgency')}
        </Button>
      }
    >
      {edited === 'new' && <AgencyForm agency={null} onDone={() => setEdited(null)} />}
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      {query.data && agencies.length === 0 && <Text c="dimmed">{t('directory.noAgencies')}</Text>}
      <ul className={page['list']}>
        {agencies.map((agency) => (
          <li key={agency.agencyId}>
            <div className={page['row']}>
              <div className={page['what']}>
                <strong>{agency.name}</strong>
                <span className={page['facts']}>
                  <span>{t(`measures.agency.kind.${agency.kind}`)}</span>
                  <span className="mono">{agency.agencyId}</span>
                </span>
              </div>
              <Button
                size="xs"
                variant="default"
                aria-label={t('directory.changeAgencyOf', { name: agency.name })}
                aria-expanded={edited === agency}
                onClick={() => setEdited(edited === agency ? null : agency)}
              >
                {t('directory.change')}
              </Button>
            </div>
            {edited === agency && <AgencyForm agency={agency} onDone={() => setEdited(null)} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function AgencyForm({ agency, onDone }: { agency: Agency | null; onDone: () => void }) {
  const { t } = useTranslation();
  const save = usePutAgency(onDone);
  const form = useForm<Agency>({
    initialValues: agency ?? { agencyId: '', name: '', kind: 'prosecution' },
    validate: (values) =>
      formErrors(AgencyBody, values, ({ path }) => t(path === 'agencyId' ? 'directory.badId' : 'directory.invalid')),
  });
  return (
    <form
      className={page['form']}
      noValidate
      onSubmit={form.onSubmit(
        (values) => save.mutate(values),
        (errors) => focusFirstError(errors, form.getInputNode),
      )}
    >
      <div className={page['fields']}>
        <TextInput label={t('directory.agencyName')} required maxLength={120} {...form.getInputProps('name')} />
        <NativeSelect
          label={t('directory.agencyKind')}
          data={AgencyKind.options.map((value) => ({ value, label: t(`measures.agency.kind.${value}`) }))}
          {...form.getInputProps('kind')}
        />
        {!agency && (
          <TextInput
            label={t('directory.teamId')}
            description={t('directory.teamIdHelp')}
            required
            maxLength={64}
            {...form.getInputProps('agencyId')}
          />
        )}
      </div>
      <ProblemAlert error={save.error} />
      <Button type="submit" size="xs" loading={save.isPending}>
        {t('app.save')}
      </Button>
    </form>
  );
}
