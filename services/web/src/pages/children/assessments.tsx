import type { CaseView } from '@abri/contracts/child-followup-api';
import { defaultChildInstrument, highestAreaScore } from '@abri/contracts/child-instrument';
import { Button, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { useCaseCommand } from './api.js';
import classes from './children.module.css';
import { dayWords } from './words.js';

const most = defaultChildInstrument.areas.length * highestAreaScore;

/** Dated looks at the child with the course of their total. */
export function Assessments(o: { view: CaseView; workerName: (workerId: string) => string; editable: boolean }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const { assessments } = o.view;
  return (
    <Section
      title={t('children.assessments')}
      aside={
        o.editable && (
          <Button size="xs" variant="default" onClick={() => setOpen(true)}>
            {t('children.assess')}
          </Button>
        )
      }
    >
      {assessments.length === 0 && <Text c="dimmed">{t('children.assessNone')}</Text>}
      {assessments.length > 1 && <Trend totals={assessments.map(({ total }) => total)} />}
      {assessments.length > 0 && (
        <div className="table-scroll" tabIndex={0} role="group" aria-label={t('children.assessments')}>
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('children.assessedOn')}</Table.Th>
                <Table.Th>{t('children.total')}</Table.Th>
                {defaultChildInstrument.areas.map(({ id, text }) => (
                  <Table.Th key={id}>{text[i18n.language === 'en' ? 'en' : 'fr']}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody className="num">
              {[...assessments].reverse().map(({ assessmentId, at, by, total, scores }) => (
                <Table.Tr key={assessmentId}>
                  <Table.Td title={o.workerName(by)}>{dayWords(i18n.language, at)}</Table.Td>
                  <Table.Td>{t('children.score', { total, most })}</Table.Td>
                  {defaultChildInstrument.areas.map(({ id }) => (
                    <Table.Td key={id}>{scores[id] ?? '–'}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {open && <AssessDialog caseId={o.view.case.caseId} onClose={() => setOpen(false)} />}
    </Section>
  );
}

/** The totals as a line, the oldest left. */
function Trend({ totals }: { totals: readonly number[] }) {
  const { t } = useTranslation();
  const [width, height, edge] = [300, 80, 6];
  const x = (index: number) => edge + (index * (width - 2 * edge)) / Math.max(1, totals.length - 1);
  const y = (total: number) => height - edge - (total * (height - 2 * edge)) / most;
  const values = totals.join(', ');
  return (
    <svg
      className={classes['trend']}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t('children.trend', { values })}
    >
      <line x1={edge} x2={width - edge} y1={y(0)} y2={y(0)} stroke="var(--abri-line)" />
      <polyline
        points={totals.map((total, index) => `${x(index)},${y(total)}`).join(' ')}
        fill="none"
        stroke="var(--abri-free)"
        strokeWidth={2}
      />
      {totals.map((total, index) => (
        <circle key={index} cx={x(index)} cy={y(total)} r={3} fill="var(--abri-free)" />
      ))}
    </svg>
  );
}

function AssessDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const [scores, setScores] = useState<Record<string, number>>({});
  const record = useCaseCommand(
    caseId,
    (given: Record<string, number>) => ({
      path: '/assessments',
      body: { instrument: defaultChildInstrument.id, scores: given },
    }),
    onClose,
  );
  const complete = defaultChildInstrument.areas.every(({ id }) => scores[id] !== undefined);
  return (
    <Dialog opened onClose={onClose} title={t('children.assessTitle')} size="36rem">
      <Stack gap="sm">
        <Text size="sm">{t('children.assessHelp')}</Text>
        {defaultChildInstrument.areas.map(({ id, text }) => (
          <div key={id} className={classes['header']}>
            <span id={`area-${id}`}>{text[i18n.language === 'en' ? 'en' : 'fr']}</span>
            <SegmentedControl
              aria-labelledby={`area-${id}`}
              value={scores[id] === undefined ? '' : String(scores[id])}
              onChange={(value) => setScores({ ...scores, [id]: Number(value) })}
              data={['0', '1', '2', '3']}
            />
          </div>
        ))}
        <ProblemAlert error={record.error} />
        <Button loading={record.isPending} disabled={!complete} onClick={() => record.mutate(scores)}>
          {t('app.save')}
        </Button>
      </Stack>
    </Dialog>
  );
}
