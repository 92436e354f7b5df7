import type { PenalFileView, StayView } from '@abri/contracts/hosting-api';
import { Alert, Button, Group, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { timeWords } from '../../ui/words.js';
import { useSiteCommand, useSites } from './api.js';
import classes from './measures.module.css';
import { communeName } from './words.js';

/** Where the person is hosted, or the way to a place. */
export function StaySection({ view }: { view: PenalFileView }) {
  const { t } = useTranslation();
  const hosting = view.measures.some((one) => one.kind === 'hosting' && one.state === 'running');
  return (
    <Section title={t('measures.stay.title')}>
      {view.stay ? (
        <Stay stay={view.stay} />
      ) : hosting && view.open ? (
        <FindPlace fileId={view.fileId} />
      ) : (
        <Text size="sm" c="dimmed">
          {t(view.open ? 'measures.stay.needsMeasure' : 'measures.stay.none')}
        </Text>
      )}
    </Section>
  );
}

const steps = {
  held: ['confirm', 'release'],
  confirmed: ['arrive', 'release'],
  arrived: ['leave'],
} as const;

function Stay({ stay }: { stay: StayView }) {
  const { t, i18n } = useTranslation();
  const { hold } = stay;
  const act = useSiteCommand((step: string) => ({
    path: `/${stay.siteId}/holds/${hold.holdId}/${step}`,
    body: { token: hold.token },
  }));
  const time = hold.state === 'held' ? timeWords(i18n.language, hold.expiresAt) : '';
  return (
    <>
      <strong>
        {t('measures.stay.at', { site: stay.siteName, commune: communeName(stay.commune), place: stay.place })}
      </strong>
      <Text size="sm">{t(`measures.stay.state.${hold.state}`, { time })}</Text>
      {stay.inZone && (
        <Alert role="alert" color="rose" variant="outline">
          {t('measures.stay.inZone')}
        </Alert>
      )}
      <ProblemAlert error={act.error} />
      <Group gap="xs" mt="xs">
        {steps[hold.state].map((step, index) => (
          <Button
            key={step}
            size="xs"
            variant={index === 0 ? 'filled' : 'default'}
            loading={act.isPending}
            onClick={() => act.mutate(step)}
          >
            {t(`measures.stay.${step}`)}
          </Button>
        ))}
      </Group>
    </>
  );
}

function FindPlace({ fileId }: { fileId: string }) {
  const { t } = useTranslation();
  const query = useSites();
  const [chosen, setChosen] = useState('');
  const free = (query.data?.pages.flatMap((page) => page.sites) ?? []).flatMap((site) =>
    site.places
      .filter(({ placeId }) => !site.holds.some((hold) => hold.placeId === placeId))
      .map(({ placeId, label }) => ({
        value: `${site.siteId} ${placeId}`,
        label: t('measures.stay.at', { site: site.name, commune: communeName(site.commune), place: label }),
      })),
  );
  const value = free.some((one) => one.value === chosen) ? chosen : (free[0]?.value ?? '');
  const hold = useSiteCommand(() => {
    const [siteId = '', placeId = ''] = value.split(' ');
    return { path: `/${siteId}/holds`, body: { placeId, fileId } };
  });
  if (query.data && free.length === 0) return <Text size="sm">{t('measures.stay.noFree')}</Text>;
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        hold.mutate(undefined);
      }}
    >
      <NativeSelect
        className={classes['wide']}
        label={t('measures.stay.site')}
        data={free}
        value={value}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
      />
      <ProblemAlert error={hold.error ?? query.error} />
      <Button size="xs" type="submit" loading={hold.isPending} disabled={value === ''}>
        {t('measures.stay.hold')}
      </Button>
    </form>
  );
}
