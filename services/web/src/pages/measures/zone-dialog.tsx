import type { ZoneView } from '@abri/contracts/hosting-api';
import { LinkCode } from '@abri/contracts/link-code';
import { Button, Group, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommuneSelect } from '../../ui/commune-select.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useFileCommand } from './api.js';
import page from '../pages.module.css';
import { dayIn } from './words.js';

/** Sets a zone, moves one, or lets one protect one more case. */
export function ZoneDialog(o: {
  fileId: string;
  act: 'set' | 'move' | 'link';
  zone: ZoneView | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { act, zone } = o;
  const [commune, setCommune] = useState<string | null>(zone?.area.commune ?? null);
  const [radiusKm, setRadius] = useState(zone?.area.radiusKm ?? 2);
  const [from, setFrom] = useState(dayIn(0));
  const [until, setUntil] = useState(zone?.until ?? dayIn(180));
  const [code, setCode] = useState('');
  const typed = code.trim() !== '';
  const badCode = typed && !LinkCode.safeParse(code).success;
  const area = { commune: commune ?? '', radiusKm };
  const requests = {
    set: { path: '/zones', body: { area, from, until, codes: typed ? [code] : [] } },
    move: { path: `/zones/${zone?.zoneId}/move`, body: { area, until } },
    link: { path: `/zones/${zone?.zoneId}/links`, body: { code } },
  };
  const send = useFileCommand(o.fileId, () => requests[act], o.onClose);
  const titles = { set: t('measures.zones.add'), move: t('measures.zones.move'), link: t('measures.zones.link') };
  const date = (label: string, value: string, onChange: (value: string) => void) => (
    <TextInput
      type="date"
      label={label}
      required
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
  return (
    <Dialog opened onClose={o.onClose} title={titles[act]} size="40rem">
      <form
        className={page['form']}
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate(undefined);
        }}
      >
        {act !== 'link' && (
          <div className={page['fields']}>
            <CommuneSelect label={t('measures.zones.commune')} required value={commune} onChange={setCommune} />
            <NumberInput
              label={t('measures.zones.radius')}
              description={t('measures.zones.radiusHint')}
              min={0}
              max={50}
              value={radiusKm}
              onChange={(value) => setRadius(Number(value))}
            />
            {act === 'set' && date(t('measures.decide.from'), from, setFrom)}
            {date(t('measures.decide.until'), until, setUntil)}
          </div>
        )}
        {act !== 'move' && (
          <TextInput
            className={page['wide']}
            label={t('measures.zones.code')}
            description={t('measures.zones.codeHint')}
            required={act === 'link'}
            autoComplete="off"
            value={code}
            onChange={({ currentTarget: { value } }) => setCode(value)}
            error={badCode ? t('measures.zones.codeBad') : undefined}
          />
        )}
        <ProblemAlert error={send.error} />
        <Group>
          <Button type="submit" loading={send.isPending} disabled={badCode || (act !== 'link' && commune === null)}>
            {t('app.save')}
          </Button>
          <Button variant="default" onClick={o.onClose}>
            {t('app.cancel')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
