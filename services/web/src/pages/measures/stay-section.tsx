import type { PenalFileView, StayView } from '@abri/contracts/hosting-api';
import { Alert, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { timeWords } from '../../ui/words.js';
import { useSiteCommand } from './api.js';
import { FindPlace } from './find-place.js';
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
        <FindPlace view={view} />
      ) : (
        <Text size="sm" c="dimmed">
          {t(view.open ? 'measures.stay.needsMeasure' : 'measures.stay.none')}
        </Text>
      )}
    </Section>
  );
}

const next = { held: 'confirm', confirmed: 'arrive', arrived: null } as const;
/** What gives the place to others, and cannot be taken back. */
const end = { held: 'release', confirmed: 'release', arrived: 'leave' } as const;

function Stay({ stay }: { stay: StayView }) {
  const { t, i18n } = useTranslation();
  const { hold } = stay;
  const act = useSiteCommand((step: string) => ({
    path: `/${stay.siteId}/holds/${hold.holdId}/${step}`,
    body: { token: hold.token },
  }));
  const [step, last] = [next[hold.state], end[hold.state]];
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
      {stay.despite && (
        <Text size="sm" c="dimmed">
          {t('measures.stay.despite')}
        </Text>
      )}
      <ProblemAlert error={act.error} />
      <Group gap="xs" mt="xs">
        {step && (
          <Button size="xs" loading={act.isPending} onClick={() => act.mutate(step)}>
            {t(`measures.stay.${step}`)}
          </Button>
        )}
        <ConfirmButton
          label={t(`measures.stay.${last}`)}
          title={t(`measures.stay.${last}`)}
          text={t('measures.stay.endWhy', { site: stay.siteName, place: stay.place })}
          yes={t(`measures.stay.${last}`)}
          doing={act}
          onYes={() => act.mutate(last)}
        />
      </Group>
    </>
  );
}
