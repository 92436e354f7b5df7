import type { PlacementView } from '@abri/contracts/matching-api';
import { Button, Group, List, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlacementStep } from '../../api/matching.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';

const consequences = ['agreed', 'freed', 'ends'] as const;

/** Offered where the violent person is hosted away and a zone covers the home: the household may need no place. */
export function StaysHome({ request }: { request: PlacementView }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const stay = usePlacementStep<object>(request.requestId, 'stays-home');
  return (
    <Section title={t('safety.home.title')} tone="next">
      <Text mb="sm">{t('safety.home.text')}</Text>
      <Button variant="default" loading={stay.isPending} onClick={() => setAsking(true)} data-testid="stays-home">
        {t('safety.home.button')}
      </Button>
      <ProblemAlert error={stay.error} />
      <Dialog opened={asking} onClose={() => setAsking(false)} title={t('safety.home.sure')}>
        <List mb="md" spacing="xs">
          {consequences.map((one) => (
            <List.Item key={one}>{t(`safety.home.means.${one}`)}</List.Item>
          ))}
        </List>
        <Group>
          <Button
            data-autofocus
            onClick={() => {
              setAsking(false);
              stay.mutate({});
            }}
          >
            {t('safety.home.yes')}
          </Button>
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('app.cancel')}
          </Button>
        </Group>
      </Dialog>
    </Section>
  );
}
