import type { PenalFileView } from '@abri/contracts/hosting-api';
import { Grounds, type Measure, type MeasureKind, type Proposal } from '@abri/contracts/penal-file';
import { Button, Group, Text } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { ReasonMenu } from '../../ui/reason-menu.js';
import { Section } from '../../ui/section.js';
import { useFileCommand } from './api.js';
import { DecideDialog } from './decide-dialog.js';
import { MeasureDialog } from './measure-dialog.js';
import classes from './measures.module.css';
import { stepWords } from './words.js';

/** What is proposed, each with its reason. Nothing happens by itself: a person decides. */
export function ProposalsSection({ view }: { view: PenalFileView }) {
  const { t } = useTranslation();
  const [deciding, setDeciding] = useState<{ kind: MeasureKind; stepDown: boolean } | null>(null);
  const [prolonging, setProlonging] = useState<Measure | null>(null);
  const decline = useFileCommand(view.fileId, (o: { proposalId: string; grounds: Grounds }) => ({
    path: `/proposals/${o.proposalId}/decline`,
    body: { grounds: o.grounds },
  }));
  const open = view.proposals.filter((one) => one.state === 'open');
  const measureOf = ({ measureId }: Proposal) =>
    view.measures.find((one) => one.measureId === measureId && one.state === 'running') ?? null;
  const begins = (proposal: Proposal) => ['start', 'stepUp', 'stepDown'].includes(proposal.step);
  return (
    <Section
      title={t('measures.file.next')}
      tone={open.length > 0 ? 'next' : 'plain'}
      aside={
        <Button
          size="xs"
          leftSection={<IconGavel size={16} aria-hidden />}
          onClick={() => setDeciding({ kind: 'probation', stepDown: false })}
        >
          {t('measures.file.decide')}
        </Button>
      }
    >
      {open.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('measures.file.nothingNext')}
        </Text>
      )}
      {open.map((proposal) => (
        <div key={proposal.proposalId} className={classes['proposal']}>
          <strong>{t('measures.proposalOf', { step: stepWords(t, proposal) })}</strong>
          <Text size="sm">{t(`measures.reason.${proposal.reason}`)}</Text>
          <Group gap="xs">
            {begins(proposal) && proposal.kind && (
              <Button
                size="xs"
                onClick={() =>
                  proposal.kind && setDeciding({ kind: proposal.kind, stepDown: proposal.step === 'stepDown' })
                }
              >
                {t('measures.file.follows')}
              </Button>
            )}
            {proposal.step === 'prolong' && measureOf(proposal) && (
              <Button size="xs" onClick={() => setProlonging(measureOf(proposal))}>
                {t('measures.file.follows')}
              </Button>
            )}
            <ReasonMenu
              label={t('measures.file.decline')}
              accessibleLabel={t('measures.file.declineOf', { step: stepWords(t, proposal) })}
              title={t('measures.file.declineWhy')}
              reasons={Grounds.options.map((value) => ({ value, label: t(`measures.grounds.${value}`) }))}
              onPick={(grounds) => decline.mutate({ proposalId: proposal.proposalId, grounds })}
              busy={decline.isPending}
              button={{ size: 'xs' }}
            />
          </Group>
        </div>
      ))}
      <ProblemAlert error={decline.error} />
      {prolonging && (
        <MeasureDialog fileId={view.fileId} act="prolong" measure={prolonging} onClose={() => setProlonging(null)} />
      )}
      {deciding && <DecideDialog view={view} {...deciding} onClose={() => setDeciding(null)} />}
    </Section>
  );
}
