import type { PenalFileView } from '@abri/contracts/hosting-api';
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useAgencies, useFileCommand } from './api.js';

/** Which agency of justice is in charge of a file. Shows nothing while no agency has been entered. */
export function AgencySelect({ view }: { view: PenalFileView }) {
  const { t } = useTranslation();
  const { agencies } = useAgencies();
  const assign = useFileCommand(view.fileId, (agencyId: string) => ({ path: '/assign', body: { agencyId } }));
  if (agencies.length === 0) return null;
  const none = view.agencyId === null ? [{ value: '', label: t('measures.agency.none') }] : [];
  return (
    <>
      <NativeSelect
        label={t('measures.agency.inCharge')}
        value={view.agencyId ?? ''}
        disabled={!view.open || assign.isPending}
        onChange={({ currentTarget: { value } }) => assign.mutate(value)}
        data={[...none, ...agencies.map(({ agencyId, name }) => ({ value: agencyId, label: name }))]}
      />
      <ProblemAlert error={assign.error} />
    </>
  );
}
