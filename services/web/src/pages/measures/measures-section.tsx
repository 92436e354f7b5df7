import type { PenalFileView } from '@abri/contracts/hosting-api';
import type { Measure } from '@abri/contracts/penal-file';
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { useFileCommand } from './api.js';
import { type MeasureAct, MeasureDialog } from './measure-dialog.js';
import page from '../pages.module.css';
import { dayWords } from './words.js';

/** The measures, those in force first. */
export function MeasuresSection({ view }: { view: PenalFileView }) {
  const { t } = useTranslation();
  const [acting, setActing] = useState<{ act: MeasureAct; measure: Measure } | null>(null);
  const measures = [...view.measures].sort(
    (one, other) => Number(one.state === 'ended') - Number(other.state === 'ended'),
  );
  return (
    <Section title={t('measures.file.measures')}>
      {measures.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('measures.file.noMeasures')}
        </Text>
      )}
      <ul className={page['list']} aria-label={t('measures.file.measures')}>
        {measures.map((measure) => (
          <li key={measure.measureId}>
            <MeasureRow view={view} measure={measure} onAct={(act) => setActing({ act, measure })} />
          </li>
        ))}
      </ul>
      {acting && <MeasureDialog fileId={view.fileId} {...acting} onClose={() => setActing(null)} />}
    </Section>
  );
}

function MeasureRow(o: { view: PenalFileView; measure: Measure; onAct: (act: MeasureAct) => void }) {
  const { t, i18n } = useTranslation();
  const { measure } = o;
  const day = (text: string) => dayWords(i18n.language, text);
  const kind = t(`measures.kind.${measure.kind}`);
  const withdraw = useFileCommand(o.view.fileId, () => ({
    path: `/measures/${measure.measureId}/withdraw-consent`,
    body: {},
  }));
  const report = measure.compliance.at(-1);
  const button = (act: MeasureAct, label: string, full: string) => (
    <Button key={act} size="xs" variant="default" aria-label={full} onClick={() => o.onAct(act)}>
      {label}
    </Button>
  );
  return (
    <div className={page['row']}>
      <div className={page['what']}>
        <strong className={measure.state === 'ended' ? page['over'] : undefined}>{kind}</strong>
        <span className={page['facts']}>
          <span>{t('measures.file.fromTo', { from: day(measure.from), until: day(measure.until) })}</span>
          {measure.ended && (
            <span>
              {t('measures.file.endedOn', {
                day: day(measure.ended.at),
                why: t(`measures.ended.${measure.ended.why}`),
              })}
            </span>
          )}
          {report && (
            <span>
              {t('measures.file.lastReport', {
                level: t(`measures.compliance.${report.level}`),
                day: day(report.on),
              })}
            </span>
          )}
        </span>
        {measure.consents && (
          <Text size="sm">
            {t('measures.file.consents', {
              perpetrator: day(measure.consents.perpetratorOn),
              victim: day(measure.consents.victimOn),
            })}
          </Text>
        )}
        {measure.conditions.length > 0 && (
          <Text size="sm">{measure.conditions.map((one) => t(`measures.condition.${one}`)).join(' · ')}</Text>
        )}
        <ProblemAlert error={withdraw.error} />
      </div>
      {measure.state === 'running' && o.view.open && (
        <div className={page['actions']}>
          {button('compliance', t('measures.file.report'), t('measures.file.reportOf', { kind }))}
          {button('breach', t('measures.file.breach'), t('measures.file.breachOf', { kind }))}
          {measure.kind === 'mediation' ? (
            <Button
              size="xs"
              variant="default"
              title={t('measures.file.withdrawHint')}
              loading={withdraw.isPending}
              onClick={() => withdraw.mutate(undefined)}
            >
              {t('measures.file.withdraw')}
            </Button>
          ) : (
            button('prolong', t('measures.file.prolong'), t('measures.file.prolongOf', { kind }))
          )}
          {button('end', t('measures.file.end'), t('measures.file.endOf', { kind }))}
        </div>
      )}
    </div>
  );
}
