import type { PenalFileView, ZoneView } from '@abri/contracts/hosting-api';
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { ReasonMenu } from '../../ui/reason-menu.js';
import { Section } from '../../ui/section.js';
import { useFileCommand } from './api.js';
import page from '../pages.module.css';
import { areaWords, dayIn, dayWords } from './words.js';
import { ZoneDialog } from './zone-dialog.js';
import { ZoneMap } from './zone-map.js';

/** Where the person may not be, on the district's map and in words. */
export function ZonesSection({ view }: { view: PenalFileView }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<{ act: 'set' | 'move' | 'link'; zone: ZoneView | null } | null>(null);
  const inForce = view.zones.filter((one) => one.state === 'inForce');
  return (
    <Section
      title={t('measures.zones.title')}
      aside={
        view.open && (
          <Button size="xs" variant="default" onClick={() => setAsking({ act: 'set', zone: null })}>
            {t('measures.zones.add')}
          </Button>
        )
      }
    >
      {view.zones.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('measures.zones.none')}
        </Text>
      )}
      <ul className={page['list']} aria-label={t('measures.zones.title')}>
        {view.zones.map((zone) => (
          <li key={zone.zoneId}>
            <ZoneRow fileId={view.fileId} zone={zone} onAsk={(act) => setAsking({ act, zone })} />
          </li>
        ))}
      </ul>
      {inForce.length > 0 && <ZoneMap areas={inForce.map(({ area }) => area)} />}
      <Text size="xs" c="dimmed" mt="xs">
        {t('measures.zones.secret')}
      </Text>
      {asking && <ZoneDialog fileId={view.fileId} {...asking} onClose={() => setAsking(null)} />}
    </Section>
  );
}

function ZoneRow(o: { fileId: string; zone: ZoneView; onAsk: (act: 'move' | 'link') => void }) {
  const { t, i18n } = useTranslation();
  const { zone } = o;
  const path = `/zones/${zone.zoneId}`;
  const breach = useFileCommand(o.fileId, (on: string) => ({ path: `${path}/breaches`, body: { on } }));
  const end = useFileCommand(o.fileId, () => ({ path: `${path}/end`, body: {} }));
  const area = areaWords(t, zone.area);
  return (
    <div className={page['row']}>
      <div className={page['what']}>
        <strong className={zone.state === 'ended' ? page['over'] : undefined}>{area}</strong>
        <span className={page['facts']}>
          <span>{t(`measures.zones.state.${zone.state}`)}</span>
          <span>
            {t('measures.file.fromTo', {
              from: dayWords(i18n.language, zone.from),
              until: dayWords(i18n.language, zone.until),
            })}
          </span>
          <span>{t('measures.zones.protects', { count: zone.protects })}</span>
          {zone.state !== 'ended' && zone.hostedAway && <span>{t('measures.zones.hostedAway')}</span>}
          {zone.breaches > 0 && (
            <span className={page['late']}>{t('measures.zones.breaches', { count: zone.breaches })}</span>
          )}
        </span>
        <ProblemAlert error={breach.error ?? end.error} />
      </div>
      {zone.state !== 'ended' && (
        <div className={page['actions']}>
          <Button
            size="xs"
            variant="default"
            aria-label={t('measures.zones.moveOf', { area })}
            onClick={() => o.onAsk('move')}
          >
            {t('measures.zones.move')}
          </Button>
          <Button
            size="xs"
            variant="default"
            aria-label={t('measures.zones.linkOf', { area })}
            onClick={() => o.onAsk('link')}
          >
            {t('measures.zones.link')}
          </Button>
          {zone.state === 'inForce' && (
            <ReasonMenu
              label={t('measures.zones.breached')}
              accessibleLabel={t('measures.zones.breachedOf', { area })}
              title={t('measures.zones.when')}
              reasons={[
                { value: dayIn(0), label: t('measures.zones.today') },
                { value: dayIn(-1), label: t('measures.zones.yesterday') },
              ]}
              onPick={(on) => breach.mutate(on)}
              busy={breach.isPending}
              button={{ size: 'xs', color: 'rose', variant: 'outline' }}
            />
          )}
          <ReasonMenu
            label={t('measures.zones.end')}
            accessibleLabel={t('measures.zones.endOf', { area })}
            title={t('measures.zones.endSure')}
            reasons={[{ value: 'now', label: t('measures.zones.endNow') }]}
            onPick={() => end.mutate(undefined)}
            busy={end.isPending}
            button={{ size: 'xs' }}
          />
        </div>
      )}
    </div>
  );
}
