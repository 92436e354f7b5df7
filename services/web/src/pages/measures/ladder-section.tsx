import type { PenalFileView } from '@abri/contracts/hosting-api';
import { ladder, rungOf } from '@abri/contracts/penal-file';
import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/section.js';
import page from '../pages.module.css';
import classes from './measures.module.css';

/** The ladder from the highest rung down: how far the response has come, and what is in force. */
export function LadderSection({ view }: { view: PenalFileView }) {
  const { t } = useTranslation();
  return (
    <Section title={t('measures.file.ladder')}>
      <ol className={classes['ladder']}>
        {ladder.map((kind) => {
          const here = view.rung === kind;
          const running = view.measures.some((one) => one.kind === kind && one.state === 'running');
          return (
            <li key={kind} data-reached={rungOf(kind) <= rungOf(view.rung)} aria-current={here ? 'step' : undefined}>
              <span>{t(`measures.kind.${kind}`)}</span>
              <span className={page['facts']}>
                {here && <span>{t('measures.file.rungHere')}</span>}
                {running && <span>{t('measures.file.running')}</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
