import { Equipment, Language } from '@abri/contracts/vocabulary';
import { Checkbox, MultiSelect, NumberInput } from '@mantine/core';
import type { Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../ui/section.js';
import type { Draft } from './draft.js';
import type { DraftStep } from './draft-steps.js';
import classes from './fields.module.css';

/** What the household needs of a place. */
export function NeedsFields({ draft, dispatch }: { draft: Draft; dispatch: Dispatch<DraftStep> }) {
  const { t } = useTranslation();
  const set = (change: Extract<DraftStep, { do: 'set' }>['change']) => dispatch({ do: 'set', change });
  return (
    <Section title={t('hotline.needs')} id="needs">
      <div className={classes['grid']}>
        <MultiSelect
          label={t('hotline.languages')}
          data={Language.options.map((value) => ({ value, label: t(`language.${value}`) }))}
          value={draft.languages}
          onChange={(value) => set({ languages: Language.array().parse(value) })}
          searchable
          maxValues={5}
          hidePickedOptions
        />
        <MultiSelect
          label={t('hotline.equipmentLabel')}
          data={Equipment.options.map((value) => ({ value, label: t(`equipment.${value}`) }))}
          value={draft.equipment}
          onChange={(value) => set({ equipment: Equipment.array().parse(value) })}
          hidePickedOptions
        />
        <NumberInput
          label={t('hotline.petsLabel')}
          value={draft.pets}
          onChange={(value) => set({ pets: Number(value) || 0 })}
          min={0}
          max={10}
          clampBehavior="strict"
          allowDecimal={false}
        />
        <Checkbox
          className={classes['low']}
          label={t('hotline.stepFree')}
          checked={draft.stepFree}
          onChange={({ currentTarget: { checked } }) => set({ stepFree: checked })}
        />
      </div>
    </Section>
  );
}
