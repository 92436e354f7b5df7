import type { Protocol } from '@abri/contracts/child-protocol';
import { Badge, Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { Waiting } from '../../ui/waiting.js';
import page from '../pages.module.css';
import { useChooseProtocol, useProtocols } from './api.js';
import { ProtocolForm } from './protocol-form.js';

/** Every protocol with its steps. A change makes a new version, so that a plan that was made keeps the words it was made with. */
export function ProtocolsSection({ enters }: { enters: boolean }) {
  const { t } = useTranslation();
  const query = useProtocols();
  const choose = useChooseProtocol();
  const [changed, setChanged] = useState<string | null>(null);
  const { protocols = [], current } = query.data ?? {};
  return (
    <Section title={t('directory.protocols')}>
      <p className={page['note']}>{t('directory.protocolsHelp')}</p>
      <ProblemAlert error={query.error ?? choose.error} onRetry={() => void query.refetch()} />
      {query.isPending && <Waiting size="sm" />}
      <ul className={page['list']}>
        {protocols.map((protocol) => (
          <li key={protocol.protocolId}>
            <div className={page['row']}>
              <h3>
                <span className="mono">{protocol.protocolId}</span>{' '}
                {protocol.protocolId === current && <Badge variant="outline">{t('directory.current')}</Badge>}
              </h3>
              {enters && (
                <div className={page['actions']}>
                  {protocol.protocolId !== current && (
                    <Button
                      size="xs"
                      variant="default"
                      loading={choose.isPending && choose.variables === protocol.protocolId}
                      aria-label={t('directory.chooseOf', { name: protocol.protocolId })}
                      onClick={() => choose.mutate(protocol.protocolId)}
                    >
                      {t('directory.choose')}
                    </Button>
                  )}
                  <Button
                    size="xs"
                    variant="default"
                    aria-expanded={changed === protocol.protocolId}
                    aria-label={t('directory.newVersionOf', { name: protocol.protocolId })}
                    onClick={() => setChanged(changed === protocol.protocolId ? null : protocol.protocolId)}
                  >
                    {t('directory.newVersion')}
                  </Button>
                </div>
              )}
            </div>
            <Steps protocol={protocol} />
            {changed === protocol.protocolId && (
              <ProtocolForm
                protocol={protocol}
                taken={protocols.map(({ protocolId }) => protocolId)}
                onDone={() => setChanged(null)}
              />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Steps({ protocol }: { protocol: Protocol }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'fr';
  return (
    <ol>
      {protocol.steps.map(({ stepId, kind, who, afterDays, repeats, text }) => (
        <li key={stepId}>
          <strong>{t(`children.kind.${kind}`)}</strong>{' '}
          <span className={page['facts']}>
            <span>{t(`children.who.${who}`)}</span>
            <span>{t('directory.afterDays', { count: afterDays })}</span>
            {repeats && <span>{t('directory.repeats', { days: repeats.everyDays, rounds: repeats.rounds })}</span>}
          </span>
          <div>{text[language]}</div>
        </li>
      ))}
    </ol>
  );
}
