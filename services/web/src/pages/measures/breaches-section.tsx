import type { PenalFileView } from '@abri/contracts/hosting-api';
import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { useFileCommand } from './api.js';
import page from '../pages.module.css';
import { dayWords } from './words.js';

/** Breaches, the latest first; those without an answer can be answered here, or by a decision. */
export function BreachesSection({ view }: { view: PenalFileView }) {
  const { t, i18n } = useTranslation();
  const answer = useFileCommand(view.fileId, (o: { breachId: string; as: 'warned' | 'unfounded' }) => ({
    path: `/breaches/${o.breachId}/answer`,
    body: { as: o.as },
  }));
  return (
    <Section title={t('measures.file.breaches')}>
      {view.breaches.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('measures.file.noBreaches')}
        </Text>
      )}
      <ProblemAlert error={answer.error} />
      <ul className={page['list']} aria-label={t('measures.file.breaches')}>
        {view.breaches.toReversed().map((breach) => {
          const words = { kind: t(`measures.breachKind.${breach.kind}`), day: dayWords(i18n.language, breach.on) };
          return (
            <li key={breach.breachId}>
              <div className={page['row']}>
                <div className={page['what']}>
                  <strong>{words.kind}</strong>
                  <span className={page['facts']}>
                    <span>{words.day}</span>
                    <span>{t(`measures.severity.${breach.severity}`)}</span>
                    <span className={breach.state === 'open' ? page['late'] : undefined}>
                      {t(`measures.breachState.${breach.state}`)}
                    </span>
                  </span>
                  {breach.text !== '' && <p className={page['note']}>{breach.text}</p>}
                </div>
                {breach.state === 'open' && view.open && (
                  <div className={page['actions']}>
                    {(['warned', 'unfounded'] as const).map((as) => (
                      <Button
                        key={as}
                        size="xs"
                        variant="default"
                        aria-label={t(as === 'warned' ? 'measures.file.warnOf' : 'measures.file.unfoundedOf', words)}
                        onClick={() => answer.mutate({ breachId: breach.breachId, as })}
                      >
                        {t(as === 'warned' ? 'measures.file.warn' : 'measures.file.unfounded')}
                      </Button>
                    ))}
                  </div>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
