import { ActionIcon, Button, NumberInput, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import { CommuneSelect } from '../ui/commune-select.js';
import { Section } from '../ui/section.js';
import { type Draft, limits, originMissing } from './draft.js';
import type { DraftStep } from './draft-steps.js';
import classes from './fields.module.css';

/** Places: where the call comes from, where it is dangerous, how far or near the shelter may be. */
export function SurroundingsFields({ draft, dispatch }: { draft: Draft; dispatch: Dispatch<DraftStep> }) {
  const { t } = useTranslation();
  const set = (change: Extract<DraftStep, { do: 'set' }>['change']) => dispatch({ do: 'set', change });
  return (
    <Section title={t('hotline.surroundings')} id="surroundings">
      <div className={classes['grid']}>
        <CommuneSelect
          label={t('hotline.callerCommune')}
          value={draft.callerCommune}
          onChange={(callerCommune) => set({ callerCommune })}
          error={originMissing(draft) && t('hotline.originMissing')}
        />
        <CommuneSelect
          label={t('hotline.schoolCommune')}
          value={draft.schoolCommune}
          onChange={(schoolCommune) => set({ schoolCommune })}
        />
        <NumberInput
          label={t('hotline.minimumDistance')}
          value={draft.minimumDistanceKm}
          onChange={(value) => set({ minimumDistanceKm: Number(value) || 0 })}
          min={0}
          max={200}
          clampBehavior="strict"
        />
        <NumberInput
          label={t('hotline.maximumDistance')}
          value={draft.maximumDistanceKm ?? ''}
          onChange={(value) => set({ maximumDistanceKm: Number(value) || null })}
          min={1}
          max={1000}
        />
      </div>
      <div className={classes['avoid']} role="group" aria-label={t('hotline.avoid')}>
        <Text fw={600} size="sm">
          {t('hotline.avoid')}
        </Text>
        <Text size="xs" c="dimmed">
          {t('hotline.avoidHint')}
        </Text>
        {draft.avoid.map((place, index) => (
          <div key={place.id} className={classes['place']}>
            <CommuneSelect
              aria-label={t('hotline.avoidCommune', { n: index + 1 })}
              value={place.commune}
              onChange={(commune) => dispatch({ do: 'changeAvoided', id: place.id, change: { commune } })}
              autoFocus={place.commune === null}
              error={place.commune === null}
            />
            <NumberInput
              aria-label={t('hotline.avoidRadius', { n: index + 1 })}
              value={place.radiusKm}
              onChange={(value) =>
                dispatch({ do: 'changeAvoided', id: place.id, change: { radiusKm: Number(value) || 0 } })
              }
              min={0}
              max={100}
              clampBehavior="strict"
              suffix=" km"
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('hotline.avoidRemove', { n: index + 1 })}
              onClick={() => dispatch({ do: 'removeAvoided', id: place.id })}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        {draft.avoid.length < limits.avoid && (
          <Button
            variant="default"
            size="xs"
            mt="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => dispatch({ do: 'addAvoided' })}
          >
            {t('hotline.avoidAdd')}
          </Button>
        )}
      </div>
    </Section>
  );
}
